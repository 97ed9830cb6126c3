//! What the comment behind an entry says: `# owner: Ann, the shop's database`.

/// An owner and a note; both are empty if there is no comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// Who looks after the entry; `None` if the comment does not say.
    pub owner: Option<String>,
    /// The rest of the comment; `None` if nothing is left.
    pub note: Option<String>,
}

/// The word before an owner, in any case.
const OWNER: &str = "owner:";
/// What ends an owner, and stands between it and the note.
const SEPARATORS: [char; 2] = [',', ';'];

impl Remark {
    /// Parses a comment with its `#`. An owner follows `owner:` at the start or behind a comma or semicolon,
    /// and reaches to the next of these; everything else is the note.
    pub(super) fn parse(comment: &str) -> Self {
        let comment = comment.trim_start_matches('#').trim();
        let Some(start) = owner_start(comment) else {
            return Self {
                owner: None,
                note: stated(comment),
            };
        };
        let (before, rest) = comment.split_at_checked(start).unwrap_or((comment, ""));
        let named = rest.get(OWNER.len()..).unwrap_or_default();
        let (owner, after) = named.split_once(SEPARATORS).unwrap_or((named, ""));
        let before = before.trim().trim_end_matches(SEPARATORS).trim_end();
        let parts = [before, after.trim()].into_iter();
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        Self {
            owner: stated(owner.trim()),
            note: stated(&parts.join(", ")),
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.owner.is_none() && self.note.is_none()
    }

    /// `owner: Ann, the shop's database`; empty if nothing is said.
    pub fn words(&self) -> String {
        let owner = self.owner.as_ref();
        let owner = owner.map(|owner| format!("{OWNER} {owner}"));
        let parts = owner.into_iter().chain(self.note.clone());
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Where `owner:` begins; `None` if the comment names no owner.
fn owner_start(comment: &str) -> Option<usize> {
    let lower = comment.to_ascii_lowercase();
    let mut starts = lower.match_indices(OWNER).map(|(start, _)| start);
    starts.find(|start| {
        let before = lower.get(..*start).unwrap_or_default().trim_end();
        before.is_empty() || before.ends_with(SEPARATORS)
    })
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Remark;

    #[test]
    fn a_comment_is_an_owner_and_a_note() {
        for (comment, owner, note, words) in [
            ("", None, None, ""),
            ("#", None, None, ""),
            ("# work", None, Some("work"), "work"),
            ("## work", None, Some("work"), "work"),
            ("# owner: Ann", Some("Ann"), None, "owner: Ann"),
            ("#Owner:Ann;", Some("Ann"), None, "owner: Ann"),
            (
                "# owner: Ann, the shop's database, EU",
                Some("Ann"),
                Some("the shop's database, EU"),
                "owner: Ann, the shop's database, EU",
            ),
            (
                "# the shop's database; OWNER: Ann B.",
                Some("Ann B."),
                Some("the shop's database"),
                "owner: Ann B., the shop's database",
            ),
            (
                "# a, owner: b, c",
                Some("b"),
                Some("a, c"),
                "owner: b, a, c",
            ),
            ("# owner:, a", None, Some("a"), "a"),
            ("# co-owner: b", None, Some("co-owner: b"), "co-owner: b"),
            ("# ÄÖÜ, owner: é", Some("é"), Some("ÄÖÜ"), "owner: é, ÄÖÜ"),
        ] {
            let remark = Remark::parse(comment);
            let told = (remark.owner.as_deref(), remark.note.as_deref());
            assert_eq!(told, (owner, note), "{comment:?}");
            assert_eq!(remark.words(), words, "{comment:?}");
            assert_eq!(remark.is_empty(), words.is_empty());
        }
    }
}
