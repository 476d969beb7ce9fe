//! Characters that nobody sees but that join what stands beside them: where a script or an emoji needs one, and where not.

/// Joiners that a script or an emoji needs, judged by what they follow.
pub(crate) fn is_joiner_in_use(c: char, previous: char) -> bool {
    let pictograph = matches!(previous, '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}');
    match c {
        '\u{200c}' | '\u{200d}' => {
            pictograph || matches!(previous, '\u{590}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fefc}')
        }
        '\u{e0020}'..='\u{e007f}' => pictograph,
        _ => false,
    }
}

/// Whether a character chooses a variant of the one before it.
pub(crate) fn is_variation(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether there are variants of `previous` for a variation selector to choose from.
pub(crate) fn is_variation_in_use(c: char, previous: char) -> bool {
    let ideograph = matches!(previous, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    match c {
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(previous, '\u{1820}'..='\u{18aa}'),
        // As text or as a picture.
        '\u{fe0e}' | '\u{fe0f}' => matches!(previous,
            '#' | '*' | '0'..='9' | '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2100}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
            | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}'),
        '\u{fe00}'..='\u{fe0d}' => {
            ideograph
                || matches!(previous, '\u{1000}'..='\u{109f}' | '\u{2200}'..='\u{22ff}' | '\u{2a00}'..='\u{2aff}' | '\u{a840}'..='\u{a877}')
        }
        '\u{e0100}'..='\u{e01ef}' => ideograph,
        _ => false,
    }
}
