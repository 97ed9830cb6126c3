//! How many typos a word is away from the beginnings of a name: letters added, missing, wrong or swapped, none of
//! them twice (the optimal string alignment distance).

/// No more typos can be asked for.
pub const MOST: usize = 3;

/// More than any number of typos that is asked for.
const FAR: usize = MOST + 1;

/// The distances of the beginnings of a word from one beginning of a name, of those only that differ from it by at
/// most [`MOST`] letters in length, the shortest first: all others are farther away.
type Column = [usize; 2 * MOST + 1];

/// The beginnings of a name that are at most `most` typos away from a word: their lengths in bytes, and how many
/// typos. What follows a character that is not UTF-8 does not count.
pub fn beginnings<'a>(
    word: &'a [char],
    name: &'a [u8],
    most: usize,
) -> impl Iterator<Item = (usize, usize)> + use<'a> {
    let name = name.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut table = Table::new(word);
    let columns = name.char_indices().map_while(move |(at, letter)| {
        table.add(letter);
        let is_near = table.last.iter().chain(&table.before).min() <= Some(&most);
        is_near.then(|| Some((at + letter.len_utf8(), table.distance()?)))
    });
    columns.flatten().filter(move |(_, typos)| *typos <= most)
}

/// The usual table of distances, of which the last two columns are kept.
struct Table<'a> {
    word: &'a [char],
    /// How many letters of the name have been added.
    length: usize,
    /// The last of these letters.
    letter: Option<char>,
    last: Column,
    before: Column,
}

impl<'a> Table<'a> {
    fn new(word: &'a [char]) -> Self {
        let mut last = [FAR; 2 * MOST + 1];
        for (typos, cell) in last.iter_mut().skip(MOST).enumerate() {
            *cell = typos;
        }
        Self {
            word,
            length: 0,
            letter: None,
            last,
            before: [FAR; 2 * MOST + 1],
        }
    }

    /// The distance of the whole word; `None` where its length differs too much.
    fn distance(&self) -> Option<usize> {
        let place = (self.word.len() + MOST).checked_sub(self.length)?;
        self.last.get(place).copied()
    }

    /// Goes on by a letter of the name.
    fn add(&mut self, letter: char) {
        self.length += 1;
        let at = |column: &Column, place: usize| column.get(place).copied().unwrap_or(FAR);
        let mut column = [FAR; 2 * MOST + 1];
        let mut missing = FAR;
        for (place, cell) in column.iter_mut().enumerate() {
            // How much of the word this cell is about.
            let Some(end) = (self.length + place).checked_sub(MOST) else {
                continue;
            };
            let own = end.checked_sub(1).and_then(|last| self.word.get(last));
            *cell = match own {
                None if end == 0 => self.length.min(FAR),
                None => break,
                Some(own) => {
                    let wrong = at(&self.last, place) + usize::from(*own != letter);
                    let added = at(&self.last, place + 1) + 1;
                    let first = end.checked_sub(2).and_then(|first| self.word.get(first));
                    let is_swap = first == Some(&letter) && self.letter == Some(*own);
                    let swapped = at(&self.before, place) + 1;
                    let least = wrong.min(added).min(missing + 1);
                    if is_swap { least.min(swapped) } else { least }
                }
            };
            missing = *cell;
        }
        self.letter = Some(letter);
        self.before = std::mem::replace(&mut self.last, column);
    }
}

#[cfg(test)]
mod tests {
    use strsim::osa_distance;

    use super::{MOST, beginnings};

    #[test]
    fn distances_are_those_of_the_whole_table() {
        let texts = [
            "python",
            "pyhton",
            "pythno",
            "yphton",
            "pthon",
            "pythonn",
            "pypthon",
            "ab",
            "ba",
            "abc",
            "cab",
            "bca",
            "redhat",
            "redhan",
            "erdhta",
            "a",
            "x",
            "größe",
            "grösse",
            "groesse",
            "aaaa",
            "aabaa",
            "kubernetes",
            "kuberentes",
            "kubrentes",
            "ukbernetse",
        ];
        for word in texts {
            let letters: Vec<char> = word.chars().collect();
            for (name, most) in texts
                .iter()
                .flat_map(|name| (0..=MOST).map(move |most| (name, most)))
            {
                let ends = name
                    .char_indices()
                    .map(|(at, letter)| at + letter.len_utf8());
                let distances = ends.map(|end| (end, osa_distance(word, name.get(..end).unwrap())));
                let near: Vec<_> = distances.filter(|(_, typos)| *typos <= most).collect();
                let found: Vec<_> = beginnings(&letters, name.as_bytes(), most).collect();
                assert_eq!(found, near, "{word} {name} {most}");
            }
        }
        let cut = beginnings(&['n', 'o'], b"n\xc3", 1);
        assert_eq!(cut.collect::<Vec<_>>(), [(1, 1)]);
    }
}
