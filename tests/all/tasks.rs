//! The keys of common tasks, from the start of the browser to the answer on the screen.

use crate::screens::watching;
use crate::typed;

/// A task: what it is, its keys, and what they show. A change that asks for more keys has to show here.
struct Task {
    what: &'static str,
    /// The number of keys that the first design of the screen asked for.
    before: usize,
    keys: &'static str,
    shows: &'static str,
}

const TASKS: [Task; 10] = [
    Task {
        what: "is PostgreSQL 12 supported?",
        before: 12,
        keys: "/postgres 12",
        shows: "12 ended on 2024-11-21",
    },
    Task {
        what: "the row of a version",
        before: 12,
        keys: "/python 3.9<Enter>",
        shows: "▸3.9",
    },
    Task {
        what: "read about a product",
        before: 7,
        keys: "/flux",
        shows: "Flux¹ holds Kubernetes",
    },
    Task {
        what: "watch a product that the search finds",
        before: 7,
        keys: "/rhel<C- >",
        shows: "Red Hat Enterprise Linux is now watched.",
    },
    Task {
        what: "watch a release that the query names",
        before: 13,
        keys: "/python 3.9<C- >",
        shows: "Python 3.9 is now watched.",
    },
    Task {
        what: "copy the newest version of a release",
        before: 13,
        keys: "/python 3.9<Enter>y",
        shows: "Copied 3.9.",
    },
    Task {
        what: "the timeline of a product",
        before: 7,
        keys: "/rhel<Enter>t",
        shows: "▓ security",
    },
    Task {
        what: "which watched release is worst?",
        before: 1,
        keys: "3",
        shows: "Ended · ",
    },
    Task {
        what: "where to move from what ends next",
        before: 2,
        keys: "2",
        shows: "→ ",
    },
    Task {
        what: "two products on one time axis",
        before: 22,
        keys: "/of:ubuntu,debian<Enter>c",
        shows: "Timeline",
    },
];

#[test]
fn the_keys_of_common_tasks_lead_to_the_answer() {
    let mut all = (0, 0);
    for Task {
        what,
        before,
        keys,
        shows,
    } in TASKS
    {
        let now = typed::events(keys).len();
        assert!(now <= before, "{what}: {now} keys, before {before}");
        all = (all.0 + before, all.1 + now);
        let screen = watching(80, 24).keys(keys);
        let text = screen.lines().join("\n");
        assert!(text.contains(shows), "{what}: {text}");
    }
    assert_eq!(all, (96, 88), "keys before and now");
}
