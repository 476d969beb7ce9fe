//! Numbers as Word shows them before an item: figures, letters, Roman figures, words.

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Decimal,
    /// `01`.
    Padded,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// `1st`.
    Ordinal,
    /// `One`.
    Cardinal,
    /// `First`.
    OrdinalWord,
    Bullet,
    Nothing,
}

impl Format {
    /// That of the name in the file; what is not known is shown in figures.
    pub(super) fn named(name: &str) -> Format {
        match name {
            "decimalZero" => Format::Padded,
            "upperRoman" => Format::UpperRoman,
            "lowerRoman" => Format::LowerRoman,
            "upperLetter" => Format::UpperLetter,
            "lowerLetter" => Format::LowerLetter,
            "ordinal" => Format::Ordinal,
            "cardinalText" => Format::Cardinal,
            "ordinalText" => Format::OrdinalWord,
            "bullet" => Format::Bullet,
            "none" => Format::Nothing,
            _ => Format::Decimal,
        }
    }
}

/// The number as it is shown.
pub(super) fn written(number: u32, format: Format) -> String {
    match format {
        Format::Decimal => number.to_string(),
        Format::Padded => format!("{number:02}"),
        Format::UpperRoman => roman(number),
        Format::LowerRoman => roman(number).to_lowercase(),
        Format::UpperLetter => letters(number),
        Format::LowerLetter => letters(number).to_lowercase(),
        Format::Ordinal => format!("{number}{}", ending(number)),
        Format::Cardinal => capitalised(&words(number).unwrap_or_else(|| number.to_string())),
        Format::OrdinalWord => capitalised(&ordinal_words(number).unwrap_or_else(|| format!("{number}{}", ending(number)))),
        Format::Bullet | Format::Nothing => String::new(),
    }
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Cardinals whose ordinals do not only add `th`.
const IRREGULAR: [(&str, &str); 7] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("five", "fifth"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("twelve", "twelfth"),
];

fn roman(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in ROMAN {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// A to Z, then AA, BB and so on.
fn letters(number: u32) -> String {
    let Some(before) = number.checked_sub(1).filter(|before| *before < 26 * 8) else { return number.to_string() };
    let letter = char::from(b'A' + u8::try_from(before % 26).expect("a letter's place is below 26"));
    std::iter::repeat_n(letter, before as usize / 26 + 1).collect()
}

fn ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// Numbers below a hundred in words.
fn words(number: u32) -> Option<String> {
    let (tens, ones) = (number / 10, number % 10);
    match number {
        0..20 => Some(SMALL[number as usize].to_owned()),
        20..100 if ones == 0 => Some(TENS[tens as usize].to_owned()),
        20..100 => Some(format!("{}-{}", TENS[tens as usize], SMALL[ones as usize])),
        _ => None,
    }
}

fn ordinal_words(number: u32) -> Option<String> {
    let cardinal = words(number)?;
    let (before, last) = cardinal.rsplit_once('-').map_or(("", cardinal.as_str()), |(before, last)| (before, last));
    let irregular = IRREGULAR.iter().find(|(word, _)| *word == last).map(|(_, ordinal)| (*ordinal).to_owned());
    let ordinal = irregular.unwrap_or_else(|| last.strip_suffix('y').map_or_else(|| format!("{last}th"), |stem| format!("{stem}ieth")));
    Some(if before.is_empty() { ordinal } else { format!("{before}-{ordinal}") })
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_word_shows_them() {
        let all = |format: Format| [1, 4, 12, 21, 30].map(|number| written(number, format)).join(" ");
        assert_eq!(all(Format::OrdinalWord), "First Fourth Twelfth Twenty-first Thirtieth");
        assert_eq!(all(Format::Cardinal), "One Four Twelve Twenty-one Thirty");
        assert_eq!(all(Format::Ordinal), "1st 4th 12th 21st 30th");
        assert_eq!(all(Format::UpperRoman), "I IV XII XXI XXX");
        assert_eq!(all(Format::LowerLetter), "a d l u dd");
        assert_eq!(all(Format::Padded), "01 04 12 21 30");
        assert_eq!(written(0, Format::UpperRoman), "0");
        assert_eq!(written(u32::MAX, Format::UpperLetter), "4294967295");
    }
}
