//! Signs of the fonts Symbol and Wingdings as characters that every font has. Only signs that a text may need are known.

/// The characters of Symbol, by the last two figures of their code.
const SYMBOL: &[(u32, char)] = &[
    (0x2d, '−'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x64, 'δ'),
    (0x67, 'γ'),
    (0x6d, 'μ'),
    (0x70, 'π'),
    (0xa0, '€'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xac, '←'),
    (0xae, '→'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xbc, '…'),
];

const WINGDINGS: &[(u32, char)] =
    &[(0x6c, '●'), (0x6e, '■'), (0xa7, '▪'), (0xa8, '◻'), (0xd8, '➢'), (0xdf, '←'), (0xe0, '→'), (0xe8, '➔'), (0xfb, '✗'), (0xfc, '✓')];

/// Whether a character is one that only such a font gives a look.
pub(super) fn is_sign(c: char) -> bool {
    ('\u{f000}'..='\u{f0ff}').contains(&c)
}

/// The character as a draft has it; `None` if it has none.
pub(super) fn written(c: char) -> Option<char> {
    match c {
        c if c.is_ascii_whitespace() => Some(' '),
        c if is_sign(c) => character("Symbol", c.into()),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The character that stands for sign `code` of `font`; a code beyond the fonts' own range is a character already.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    let own = match code {
        0xf000..=0xf0ff => code - 0xf000,
        0x20..=0xff => code,
        _ => return char::from_u32(code),
    };
    let signs = if font.starts_with("Wingdings") { WINGDINGS } else { SYMBOL };
    signs.iter().find(|(known, _)| *known == own).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn signs_have_the_look_of_their_font() {
        assert_eq!(character("Symbol", 0xf0b7), Some('•'));
        assert_eq!(character("Wingdings", 0xe0), Some('→'));
        assert_eq!(character("Wingdings", 0xf0fc), Some('✓'));
        assert_eq!(character("Arial", 0x2192), Some('→'));
        assert_eq!(character("Symbol", 0xf001), None);
    }
}
