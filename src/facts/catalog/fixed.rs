//! Values of the same width in the packed form: numbers, and the dates of releases. They take more bytes than those
//! of varying width, but reading a list of them costs next to nothing.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// A value of fixed width; of a number, the least significant byte comes first.
pub trait Fixed: Copy {
    /// Its width in bytes.
    const WIDTH: usize;

    /// Appends it.
    fn write(self, bytes: &mut Vec<u8>);

    /// Reads it; `None` unless there are [`Self::WIDTH`] bytes that stand for a value.
    fn read(bytes: &[u8]) -> Option<Self>;
}

impl Fixed for u8 {
    const WIDTH: usize = 1;

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.push(self);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let [byte] = *bytes else { return None };
        Some(byte)
    }
}

impl Fixed for u32 {
    const WIDTH: usize = 4;

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_le_bytes(bytes.try_into().ok()?))
    }
}

impl Fixed for u64 {
    const WIDTH: usize = 8;

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_le_bytes(bytes.try_into().ok()?))
    }
}

impl<A: Fixed, B: Fixed> Fixed for (A, B) {
    const WIDTH: usize = A::WIDTH + B::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (first, second) = bytes.split_at_checked(A::WIDTH)?;
        Some((A::read(first)?, B::read(second)?))
    }
}

/// Writes a list.
pub fn pack<T: Fixed>(numbers: &[T]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len() * T::WIDTH);
    for number in numbers {
        number.write(&mut bytes);
    }
    bytes
}

/// Reads a list; `None` if the bytes do not make up whole values.
pub fn unpack<T: Fixed>(bytes: &[u8]) -> Option<Vec<T>> {
    let mut numbers = Vec::with_capacity(bytes.len().div_ceil(T::WIDTH));
    for number in bytes.chunks(T::WIDTH) {
        numbers.push(T::read(number)?);
    }
    Some(numbers)
}

/// Writes a list, for `#[serde(with)]`.
///
/// # Errors
///
/// Fails as the serializer does.
pub fn serialize<T: Fixed, S: Serializer>(numbers: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&pack(numbers))
}

/// Reads a list, for `#[serde(with)]`.
///
/// # Errors
///
/// Fails as the deserializer does, and if the bytes do not make up whole values.
pub fn deserialize<'de, T: Fixed, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let numbers = unpack(<&[u8]>::deserialize(deserializer)?);
    numbers.ok_or_else(|| D::Error::custom("the bytes are not whole values"))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "super")]
        bytes: Vec<u8>,
        #[serde(with = "super")]
        spans: Vec<(u32, u32)>,
        #[serde(with = "super")]
        masks: Vec<u64>,
    }

    #[test]
    fn lists_come_back_as_they_were() {
        let lists = Lists {
            bytes: vec![0, 255],
            spans: vec![(1, u32::MAX), (0x0102_0304, 0)],
            masks: vec![u64::MAX, 1],
        };
        let packed = postcard::to_allocvec(&lists).unwrap();
        assert_eq!(postcard::from_bytes::<Lists>(&packed).unwrap(), lists);
        // A length for each list, and the numbers in full.
        assert_eq!(packed.len(), 3 + 2 + 2 * 8 + 2 * 8);
    }

    #[test]
    fn half_a_number_is_an_error() {
        // No bytes, and three bytes of a span.
        let packed = [0, 3, 1, 2, 3, 0];
        assert!(postcard::from_bytes::<Lists>(&packed).is_err());
    }
}
