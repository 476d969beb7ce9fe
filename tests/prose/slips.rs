//! Single slips: each is told once, by the rule that is meant, wherever it stands and however the note is written.

use super::{STYLES, Style, found, sections};

/// A rule, and sentences with one slip each that it should tell.
const SLIPS: &[(&str, &[&str])] = &[
    (
        "double-space",
        &["The depot is  empty now.", "It rained.  Nobody came.", "The depot is\u{a0} empty now.", "The band (of four)  played."],
    ),
    (
        "repeated-mark",
        &[
            "It rained.. Nobody came.",
            "The rails,, old and rusty, were sold.",
            "Nobody came!! The band left.",
            "Why then?? Nobody knew.",
            "It rained..Nobody came.",
            "He left;; she stayed.",
        ],
    ),
    (
        "unbalanced-brackets",
        &[
            "The depot (of brick is empty.",
            "The depot of brick) is empty.",
            "The depot [of brick is empty.",
            "The (old) depot (of brick is empty (now).",
            "The depot (of brick] is empty.",
        ],
    ),
    (
        "glued-word",
        &[
            "The depot,the hall and the yard are empty.",
            "The depot is empty;the hall is not.",
            "The depot(a hall of brick) is empty.",
            "The depot is empty.The hall is not.",
            "In 2015reduced to a hall, it is empty.",
            "The depot , too, is empty.",
            "The depot is empty . The hall is not.",
            "The depot is empty .The hall is not.",
            "The depot (a hall of brick)is empty.",
            "Is it empty?Nobody knows.",
            "In 2015,the depot was full.",
            "The depot, , too, is empty.",
        ],
    ),
    (
        "mojibake",
        &[
            "It isnâ€™t empty.",
            "The cafÃ© is empty.",
            "It is empty â€“ or not.",
            "The caf\u{fffd} is empty.",
            "ErdoÄŸan came.",
            "It is empty.Â\u{a0} Or not.",
            "PeÃ±a came.",
            "MÃ¼ller came.",
            "JosÃ© came.",
        ],
    ),
    (
        "leftover-text",
        &[
            "The depot cost XXX crowns.",
            "The depot cost [number] crowns.",
            "The owner, <insert name>, is away.",
            "TODO: who owns it?",
            "As an AI language model, I cannot say.",
            "It is empty [citation needed].",
            "It is old ??? or new.",
            "It cost [amount] crowns.",
            "It is empty (see turn0search3).",
            "The owner, [insert owner here], is away.",
        ],
    ),
    (
        "unbalanced-quotes",
        &[
            "The clerk said: “It is empty. He left.",
            "The clerk called it \"empty. He left.",
            "The clerk said: “It is a hall. The mayor said “no” and left.",
        ],
    ),
    ("speech-mark", &["The clerk spoke, stating that, “The depot is empty.” He left.", "The clerk said, “The depot is empty.” He left."]),
    ("doubled-word", &["The depot of of brick is empty.", "It is the the depot."]),
    ("undefined-acronym", &["The OTWG is away.", "The old OTWG hall (of brick) is empty.", "It was (as the QRTB knows) empty."]),
    ("name-variant", &["The old Minister Halvorsen met Minister Halvorson there.", "He wrote to Lena Oduyama and to Lena Odoyama."]),
    ("acronym-introduced-twice", &["The Orvale Tram Guild (OTG) met; the Orvale Tram Guild (OTG) voted."]),
    ("number-grouping", &["It cost 250000 crowns.", "It has 20150 riders a year."]),
];

#[test]
fn a_slip_is_told_once_in_every_style() {
    let mut wrong = Vec::new();
    for (rule, sentences) in SLIPS {
        for sentence in *sentences {
            for style in STYLES {
                for section in 0..3 {
                    let mut further = [Vec::new(), Vec::new(), Vec::new()];
                    further[section].push(format!("Much of it is gone. {sentence} The rest is known."));
                    let told = found(&style.write("Orvale: The last tram", &sections(further)), style);
                    if told.len() != 1 || !told[0].starts_with(&format!("{rule} ")) {
                        wrong.push(format!("{rule}, {style:?}, section {section}: {sentence}\n    {told:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_paragraph_that_is_pasted_twice_is_told_once() {
    let paragraph = "The rails were sold by weight, and nobody in the town was asked. The wires went with them.".to_owned();
    for style in STYLES {
        for (one, other) in [(0, 0), (0, 1), (1, 1), (1, 2)] {
            let mut further = [Vec::new(), Vec::new(), Vec::new()];
            further[one].push(paragraph.clone());
            further[other].push("The depot was sold as well.".to_owned());
            further[other].push(paragraph.clone());
            let told = found(&style.write("Orvale: The last tram", &sections(further)), style);
            assert!(told.len() == 1 && told[0].starts_with("duplicate-paragraph "), "{style:?} {one} {other}: {told:?}");
        }
    }
}

#[test]
fn what_a_merge_leaves_is_told_at_each_of_its_marks() {
    let lines = "<<<<<<< HEAD\nThe rails were sold by weight in 2019.\n||||||| 3f2a1bc\nThe rails were sold.\n=======\nThe rails were given away in 2020.\n>>>>>>> theirs";
    for style in [Style::Plain, Style::Dense, Style::Markdown] {
        let text = style.write("Orvale: The last tram", &sections([Vec::new(), vec![lines.to_owned()], Vec::new()]));
        let told = found(&text, style);
        let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        assert_eq!(told.len(), 4, "{style:?}: {told:?}");
        assert!(told.iter().zip(marks).all(|(told, mark)| told.starts_with(&format!("leftover-text at `{mark}"))), "{style:?}: {told:?}");
    }
}
