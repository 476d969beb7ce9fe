//! Text in UTF-16 or Windows-1252. It does not guess among the other encodings: nobody could check the guess.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text without a byte-order mark, its line ends as they are; `None` where bytes are missing or wrong.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, bytes) = match bytes {
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        _ if bytes.contains(&0) => (if low_byte_first(bytes) { UTF_16LE } else { UTF_16BE }, bytes),
        _ => (WINDOWS_1252, bytes),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // A NUL that is left is no text in any encoding.
    (!text.contains('\0')).then(|| text.into_owned())
}

/// Where most characters are Latin, the NULs show which byte comes first.
fn low_byte_first(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let nul_at = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    nul_at(1) > nul_at(0)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn both_orders_with_and_without_a_mark() {
        let text = "Port Ellery – “quay”\r\n, and then a good deal of plain text";
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [[&[0xff, 0xfe], &low[..]].concat(), [&[0xfe, 0xff], &high[..]].concat(), low.clone(), high] {
            assert_eq!(decode(&bytes).as_deref(), Some(text));
        }
        assert_eq!(decode(&[&[0xff, 0xfe], &low[..5]].concat()), None);
        assert_eq!(decode(b"\xff\xfe\x00\xd8a\x00"), None);
    }

    #[test]
    fn curly_quotes_of_windows() {
        assert_eq!(decode(b"\x93ca\xf1on\x94 \x96 \x80").as_deref(), Some("“cañon” – €"));
    }
}
