//! Some of all bytes.

/// Bytes that are told apart from all others in one step.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByteSet {
    /// A bit for each byte.
    bits: [u64; 4],
}

impl ByteSet {
    /// All bytes.
    pub const ALL: ByteSet = ByteSet { bits: [u64::MAX; 4] };

    /// Adds a byte.
    #[inline]
    pub fn insert(&mut self, byte: u8) {
        self.bits[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// Adds a letter as a small one and as a capital; any other byte as it is. Beyond ASCII no other case is known.
    #[inline]
    pub fn insert_in_both_cases(&mut self, byte: u8) {
        self.insert(byte.to_ascii_lowercase());
        self.insert(byte.to_ascii_uppercase());
    }

    /// Whether it has that byte.
    #[inline]
    pub fn contains(&self, byte: u8) -> bool {
        self.bits[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_there_once_it_is_added() {
        let mut set = ByteSet::default();
        for byte in [0, b'_', 0xc3] {
            set.insert(byte);
        }
        set.insert_in_both_cases(b'k');
        let own: Vec<u8> = (0..=u8::MAX).filter(|byte| set.contains(*byte)).collect();
        assert_eq!(own, [0, b'K', b'_', b'k', 0xc3]);
        assert!((0..=u8::MAX).all(|byte| ByteSet::ALL.contains(byte)));
    }
}
