//! Where a catalog comes from: its commit, its time, its source, and what could not be read.

use std::time::SystemTime;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::facts::catalog::{Author, Kept};
use crate::facts::product::Fault;

/// Where a catalog comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The commit of endoflife.date's repository; `None` if the source does not state it.
    pub commit: Option<String>,
    /// The time of the commit, in seconds since 1970; `None` if the source does not state it.
    pub time: Option<i64>,
    /// Orders data by age, in seconds since 1970: the time of the commit. Data that state none were compared by
    /// their newest facts, and are as new as the data that they replaced.
    pub rank: i64,
    /// The day of the data, see [`Catalog::day`](crate::facts::catalog::Catalog::day).
    #[serde(with = "crate::text::dates::option")]
    pub day: Option<NaiveDate>,
    /// The address, the file or the folder.
    pub from: String,
    /// The server's tag for this version; `None` if it sent none.
    pub etag: Option<String>,
    /// The time of the update, in seconds since 1970.
    pub updated: i64,
    /// The archive's checksum in hexadecimal; `None` for a folder.
    pub sha256: Option<String>,
    /// Whether the data were forced although older than those in force.
    pub is_forced: bool,
    /// Who wrote the texts; `None` for a folder.
    pub author: Option<Author>,
    /// Files that could not be read.
    pub faults: Vec<Fault>,
    /// The products that were kept unchanged for that reason.
    pub kept: Vec<Kept>,
}

impl Origin {
    /// The embedded data, as recorded by `refresh`.
    pub fn inside() -> Self {
        let source = include_str!("../../../assets/source.tsv").trim_end();
        let (commit, time) = source.split_once('\t').unwrap_or_default();
        let time = DateTime::parse_from_rfc3339(time).ok();
        let time = time.map(|time| time.timestamp());
        Self {
            commit: Some(commit.to_owned()),
            time,
            rank: time.unwrap_or_default(),
            day: None,
            from: "built in".to_owned(),
            etag: None,
            updated: 0,
            sha256: None,
            is_forced: false,
            author: Some(Author::Eolens),
            faults: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Whether both are of the same commit, or come from the same archive.
    pub fn is_content_of(&self, other: &Self) -> bool {
        let is_same = |own: &Option<String>, other| own.is_some() && own == other;
        is_same(&self.commit, &other.commit) || is_same(&self.sha256, &other.sha256)
    }

    /// The day of the commit; `None` if the source does not state its time.
    pub fn day_of_commit(&self) -> Option<NaiveDate> {
        let time = DateTime::<Utc>::from_timestamp(self.time?, 0)?;
        Some(time.date_naive())
    }

    /// The day on which these data changed others: that of the commit, or of the data if the source states none.
    pub fn changed(&self) -> NaiveDate {
        let day = self.day_of_commit().or(self.day);
        day.unwrap_or_default()
    }

    /// Whether the commit is more than a day ahead of the system clock.
    pub fn is_ahead(&self) -> bool {
        const DAY: i64 = 24 * 3600;
        self.time.is_some_and(|time| time > now() + DAY)
    }

    /// The day of the data and the time of the commit, for display, as far as the source states them.
    pub fn when(&self) -> String {
        let time = self
            .time
            .and_then(|time| DateTime::<Utc>::from_timestamp(time, 0));
        match (time, self.day) {
            (Some(time), day) => {
                let commit = time.format("commit of %Y-%m-%d %H:%M UTC");
                day.map_or_else(
                    || format!("the {commit}"),
                    |day| format!("{day} ({commit})"),
                )
            }
            (None, Some(day)) => day.to_string(),
            (None, None) => "an unknown date".to_owned(),
        }
    }
}

/// The current time in seconds since 1970; 0 if the clock is earlier.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or_default()
    })
}
