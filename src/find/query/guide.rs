//! The meaning of each filter, for the help.

/// An example of each filter with its meaning.
pub const GUIDE: [(&str, &str); 12] = [
    (
        "cat:database",
        "of this category; the start or a few letters of the name will do (cat:db), and a comma \
         is or (cat:os,app)",
    ),
    (
        "tag:cncf",
        "with this tag, else with tags that have the word: tag:java is java-runtime and \
         java-distribution",
    ),
    (
        "is:ended",
        "as its sign says; unknown is not ended: supported soon extended ended upcoming unknown \
         maintained lts watched",
    ),
    (
        "has:eoes",
        "says something of: eoas eol eoes discontinued lts cpe purl repology changelog policy \
         codename alias command",
    ),
    (
        "phase:extended",
        "a release has this phase: active eol extended production; in the radar, an end of it; in the \
         list of releases, those that are in it",
    ),
    (
        "ends<90d",
        "a release that is out has its end of life still to come, in less than 90 days; \
         extended support apart",
    ),
    (
        "released<1y",
        "a release came out less than a year ago; what is only announced does not count",
    ),
    (
        "latest>1y",
        "the newest version of all its releases is more than a year old",
    ),
    (
        "moved<90d",
        "in the data an end moved from one day to another less than 90 days ago, which may also \
         be a correction",
    ),
    (
        "java>=17",
        "a release that is not over says so in a field of its own; alone, php:8.1 is the \
         product PHP, php=8.1 is not",
    ),
    (
        "-is:ended",
        "a minus is not; filters and words all have to hold, and a filter with a mistake is \
         left out",
    ),
    (
        "90d 2027-01",
        "times: 90d 6w 3m 1y from the day looked at, 2027 and 2027-01 as a whole, 2027-01-31; = \
         < <= > >= compare",
    ),
];
