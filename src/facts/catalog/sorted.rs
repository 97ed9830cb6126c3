//! A sorted table of texts with a number each, searched where it lies, without decoding it.

use super::fixed::Fixed;

/// The bytes of a table.
#[derive(Debug, Default)]
pub struct Table {
    /// The texts, one after the other.
    pub texts: Vec<u8>,
    /// For each text where it ends and its number, see [`Row`].
    pub rows: Vec<u8>,
}

/// Where a text ends, and its number.
type Row = (u32, u32);

impl Table {
    /// A table of texts, which must be sorted. Texts beyond 4 GiB are left out.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut table = Self::default();
        for (text, number) in texts {
            table.texts.extend(text.as_bytes());
            let Ok(end) = u32::try_from(table.texts.len()) else {
                break;
            };
            (end, number).write(&mut table.rows);
        }
        table
    }

    /// The table for searching.
    pub fn sorted(&self) -> Sorted<'_> {
        Sorted::new(&self.texts, &self.rows)
    }
}

/// A table for searching. Malformed bytes make it shorter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sorted<'a> {
    texts: &'a [u8],
    rows: &'a [u8],
}

impl<'a> Sorted<'a> {
    /// The bytes of a [`Table`].
    pub fn new(texts: &'a [u8], rows: &'a [u8]) -> Self {
        Self { texts, rows }
    }

    /// A text with its number; `None` at the end.
    fn get(self, index: usize) -> Option<(&'a str, u32)> {
        let (end, number) = self.row(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => self.row(before)?.0,
            None => 0,
        };
        let text = self.texts.get(start as usize..end as usize)?;
        Some((str::from_utf8(text).ok()?, number))
    }

    fn row(self, index: usize) -> Option<Row> {
        let start = index.checked_mul(Row::WIDTH)?;
        Row::read(self.rows.get(start..start.checked_add(Row::WIDTH)?)?)
    }

    /// All texts from the first that is not less than a text.
    pub fn from(self, text: &str) -> impl Iterator<Item = (&'a str, u32)> + use<'a> {
        let (mut low, mut high) = (0, self.rows.len() / Row::WIDTH);
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(|(own, _)| own < text) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low..).map_while(move |index| self.get(index))
    }

    /// All texts that begin with a text.
    pub fn begun_by<'b>(
        self,
        start: &'b str,
    ) -> impl Iterator<Item = (&'a str, u32)> + use<'a, 'b> {
        self.from(start)
            .take_while(move |(text, _)| text.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::{Sorted, Table};

    #[test]
    fn texts_are_found_by_how_they_begin() {
        let texts = [("", 9), ("a", 1), ("ab", 2), ("ab", 3), ("b", 4), ("é", 5)];
        let table = Table::new(texts);
        for (start, numbers) in [
            ("", &[9, 1, 2, 3, 4, 5][..]),
            ("a", &[1, 2, 3]),
            ("ab", &[2, 3]),
            ("abc", &[]),
            ("é", &[5]),
            ("z", &[]),
        ] {
            let found = table.sorted().begun_by(start).map(|(_, number)| number);
            assert_eq!(found.collect::<Vec<_>>(), numbers, "{start:?}");
        }
    }

    #[test]
    fn malformed_bytes_end_a_table() {
        let table = Table::new([("a", 1), ("é", 2)]);
        let cut = [
            Sorted::new(&table.texts[..2], &table.rows),
            Sorted::new(&table.texts, &table.rows[..9]),
        ];
        for sorted in cut {
            assert_eq!(sorted.from("").collect::<Vec<_>>(), [("a", 1)]);
        }
        // A text that would end before it begins.
        let rows = [table.rows[8..].to_vec(), table.rows[..8].to_vec()].concat();
        assert_eq!(Sorted::new(&table.texts, &rows).from("").count(), 1);
    }
}
