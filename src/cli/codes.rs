//! The exit codes and their meaning, in the words that help, manual page and README share.

/// Everything asked for was found, and every version is supported.
pub const ANSWERED: u8 = 0;
/// There is no certain answer, or a check has findings.
pub const NO_ANSWER: u8 = 1;
/// The command could not be carried out.
pub const FAILED: u8 = 2;
/// A version is past its end of life.
pub const ENDED: u8 = 3;
/// A version matches both supported and ended releases.
pub const MIXED: u8 = 4;

/// Every code with its meaning.
pub const CODES: [(u8, &str); 5] = [
    (ANSWERED, "success; every requested version is supported"),
    (
        NO_ANSWER,
        "not found, guessed from a misspelled name, not yet released, newer than the data, or unknown; nothing to list or export; `update`: not updated; `lint`, `config --check`: problems were found",
    ),
    (
        FAILED,
        "usage error, or eolens could not start; see the message on stderr",
    ),
    (
        ENDED,
        "ended: every matching release has reached its end of life, even if extended support is available; `check`: a fail-on condition is met; `update --check`: newer data is available",
    ),
    (
        MIXED,
        "mixed: several releases match, and only some of them are supported",
    ),
];

/// The precedence of codes for several versions.
pub const SEVERAL: &str = "With several versions, the first of these that applies decides: 1 (a name is not found or \
                           only guessed), 3 (ended), 4 (mixed), 1 (not yet released, newer than the data, or \
                           unknown), 0.";

/// All codes with their meaning, one a line.
pub fn help() -> String {
    let codes = CODES.map(|(code, words)| format!("  {code}  {words}"));
    format!("Exit codes:\n{}\n{SEVERAL}", codes.join("\n"))
}
