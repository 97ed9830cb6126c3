//! Dates: parsed as files write them, and serialized as days since 1970-01-01 in the packed catalog.

#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "the signatures are serde's"
)]
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// Writes a date as its number of days.
///
/// # Errors
///
/// Fails if the serializer does.
pub fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(date.to_epoch_days())
}

/// Reads a date from its number of days.
///
/// # Errors
///
/// Fails if there is no such date.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let date = NaiveDate::from_epoch_days(i32::deserialize(deserializer)?);
    date.ok_or_else(|| D::Error::custom("a day out of range"))
}

/// Parses a date of exactly the form `YYYY-MM-DD`: chrono would also accept `2024-1-2`, signs and spaces.
/// `None` for any other text, and for a date that does not exist.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let is_shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let number = |part: std::ops::Range<usize>| text.get(part)?.parse().ok();
    let year = text.get(..4).filter(|_| is_shaped)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)
}

/// Like [`parse`], but also accepts months and days of one digit.
pub fn parse_short(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_day = is_number(year, 4, 4) && is_number(month, 1, 2) && is_number(day, 1, 2);
    if !is_day || parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

pub mod option {
    //! The same for an optional date.

    use super::{Deserialize, Deserializer, NaiveDate, Serializer};
    use serde::{Serialize, de::Error};

    /// Writes an optional date as its number of days.
    ///
    /// # Errors
    ///
    /// Fails if the serializer does.
    pub fn serialize<S: Serializer>(
        date: &Option<NaiveDate>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_epoch_days()).serialize(serializer)
    }

    /// Reads an optional date from its number of days.
    ///
    /// # Errors
    ///
    /// Fails if there is no such date.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        Option::<i32>::deserialize(deserializer)?
            .map(|days| {
                let date = NaiveDate::from_epoch_days(days);
                date.ok_or_else(|| D::Error::custom("a day out of range"))
            })
            .transpose()
    }
}
