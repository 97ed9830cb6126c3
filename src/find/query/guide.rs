//! The meaning of each filter, for the help.

/// An example of each filter with its meaning.
pub const GUIDE: [(&str, &str); 15] = [
    (
        "cat:database",
        "in this category; an abbreviation is enough (cat:db), and a comma means OR (cat:os,app)",
    ),
    (
        "tag:cncf",
        "has this tag, or a tag that contains the word: tag:java finds java-runtime and \
         java-distribution",
    ),
    (
        "of:debian,.net",
        "is one of these products, by any of its names, or has one of these tags",
    ),
    (
        "is:ended",
        "has this status: supported soon extended ended upcoming unknown maintained lts watched stack; \
         unknown does not count as ended",
    ),
    (
        "has:eoes",
        "has this information: eoas eol eoes discontinued lts cpe purl repology changelog policy \
         codename alias command",
    ),
    (
        "phase:extended",
        "a release has this phase: active eol extended production; in the radar, its end dates; in the \
         list of releases, the releases now in it",
    ),
    (
        "in:api/",
        "named in a file of the stack whose path contains this; in the stack, only the lines of those files",
    ),
    (
        "kind:set role:ci",
        "in the stack with this kind of version (pin set floating base), or in this role (run build ci dev)",
    ),
    (
        "ends<90d",
        "a release reaches its end of life in less than 90 days; extended support does not count",
    ),
    (
        "released<1y",
        "a release came out less than a year ago; announced releases do not count",
    ),
    (
        "latest>1y",
        "no release has had a new version for more than a year",
    ),
    (
        "moved<90d",
        "an end date in the data was changed less than 90 days ago, perhaps only to correct it",
    ),
    (
        "java>=17",
        "a release that has not ended has this value in a custom field of its product; php=8.1 is a filter, while \
         php:8.1 alone means PHP 8.1",
    ),
    (
        "-is:ended",
        "a minus negates; all filters and words must match, and an invalid filter is ignored",
    ),
    (
        "90d 2027-01",
        "times: spans from the as-of date (90d 6w 3m 1y), a year, quarter or month (2027, 2027-Q1, 2027-01), or a \
         date (2027-01-31); compare with = < <= > >=",
    ),
];
