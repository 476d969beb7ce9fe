//! Correct text: constructions of English that look a little like slips, each in several sentences.

use super::{STYLES, found, sections};

/// What may stand where a noun stands.
const NOUNS: &[&str] = &[
    // abbreviations and initials
    "the U.S. envoy",
    "Dr. A. B. Tesh",
    "Prof. Lund of Orvale Univ.",
    "Messrs. Ode & Sons Ltd.",
    "a Ph.D. student",
    "the i.e. clause",
    "No. 5 of the list",
    "J. R. R. Polder",
    "D Amara Tesh",
    "Tesh Jr.",
    "St. Ode's church",
    "the a.m. tram",
    "Gen. Polder's aide",
    "Lt. Col. Ode",
    "Mt. Orv",
    // brackets
    "the depot (a hall of brick)",
    "the rails (old (very old) ones)",
    "the driver(s)",
    "the line [sic] itself",
    "section 5(2)(a) of the act",
    "the (un)official list",
    "a) the depot and b) the rails",
    "1) trams, 2) rails and 3) wires",
    "i) the hall and ii) the yard",
    "Tesh (b. 1951)",
    "the interval [0, 1)",
    "the band (“the Brass”) of Orvale",
    "the council (see also Tesh, 1999)",
    "the tram (no. 12)",
    "[t]he line",
    // quotations and apostrophes
    "the ’90s line",
    "the 1990s' rails",
    "the drivers’ hall",
    "the drivers' hall",
    "Tesh’s “quiet” tram",
    "the so-called “last” tram",
    "a “tram ‘of the people’”",
    "rock ’n’ roll on rails",
    "the O'Dea and D’Arcy lines",
    "the people's tram",
    "“Line 5”",
    "Charles’s wire",
    "a 5’ gap",
    // marks
    "the depot … or what is left of it",
    "the depot ... or what is left of it",
    "rails, wires, etc., of brass",
    "Orvale—the old town—and its line",
    "Orvale – the old town – and its line",
    "the tram; the bus; the boat",
    "what – why not? – is left",
    "the ‘last’ tram",
    "either/or rules",
    "and/or rails",
    "the Yahoo! office",
    "the Guess? shop",
    "trams: old, new and borrowed",
    "the tram, too,",
    // figures
    "4.5 km of rail",
    "1,000 sleepers",
    "12,345 riders",
    "1.5 million crowns",
    "USD 523 million",
    "10km of wire",
    "the 5G mast",
    "M23 fighters",
    "the A4 sheet",
    "the 20th tram",
    "the 1990s depot",
    "some 3.14159 per cent",
    "file 2021/44",
    "law No. 20274",
    "Resolution 12345",
    "Laws 20840 and 20841",
    "+44 123456",
    "9.30 a.m. trams",
    "the 10:30 tram",
    "the 2-1 vote",
    "a score of 3:2",
    "Article 19(1)",
    "the 1914-18 rails",
    "pages 10–12",
    "CO2 from H2O",
    "Ca(OH)2",
    "1,2-dichloroethane",
    "2,4-D",
    "N,N-dimethyltryptamine",
    "the B12 line",
    "COVID-19 rules",
    "SARS-CoV-2",
    "a 3x4 hall",
    "a 90mph tram",
    "the 12-year-old line",
    // footnotes, addresses, names of files
    "the depot¹",
    "the depot[1]",
    "the depot.[2] list",
    "www.orvale.example",
    "https://orvale.example/a,b/c(d)?e=f;g",
    "https://orvale.example/Line_(old)",
    "depot.pdf",
    "tesh@orvale.example",
    "the .com shop",
    "the .NET course".split_at(3).0,
    "#tram",
    "@orvale_tram",
    "orvale.example",
    "the README.txt file",
    // letters of other languages
    "São Tomé",
    "Ângela Conceição",
    "the IRMÃ line",
    "the câine tram",
    "Târgu Ocna",
    "Ngô Đình Lâm",
    "Hà Nội’s tram",
    "Åland",
    "Ängelholm",
    "Øystein Ødegård",
    "Łódź",
    "Żółć and Śniadecki",
    "François’s pâté",
    "El Niño",
    "Peña Nieto",
    "Kraków’s line",
    "Ağrı",
    "Çelik",
    "Muḥammad al-Ḥasan",
    "Abd al-Rahman ibn Auf",
    "Al-Shabaab",
    "the Müller–Lyer line",
    "Straße 5",
    "“L’Été” (the tram)",
    "«le dernier tram»",
    "Curaçao",
    "Réunion",
    "Côte d’Ivoire",
    "the CAFÉ’s tram",
    "ÉLAN",
    "Ðuro",
    "Þór",
    "the Việt line",
    "naïve façades",
    "the coöperative",
    "Dvořák",
    "Þingvellir",
    "Nuñez y Ortega",
    "Iñárritu",
    // names that are near
    "Iran and Iraq",
    "Austria and Australia",
    "Mali and Malta",
    "Niger and Nigeria",
    "Slovakia and Slovenia",
    "Nigerian and Nigerien trams",
    "the Gambia and Zambia",
    "Minister Kowalski and Ms Kowalska",
    "the Englishman and the Englishmen",
    "Liberia and Siberia",
    "President Tesh and the Presidents",
    "Guinea and Guyana",
    "the Ministry and its Minister",
    "Colombia and British Columbia",
    "the Marxists and the Marxist",
    "Paraguay and Uruguay",
    "Dominica and the Dominicans",
    // acronyms
    "the BBC",
    "two CEOs",
    "UNICEF",
    "UNESCO",
    "ASEAN",
    "the LGBTQ club",
    "SWIFT codes",
    "the EU–UK deal",
    "NATO-led talks",
    "UNHCR’s tent",
    "an NGO",
    "the IMF",
    "Part XXX of the act",
    "the XXX Corps",
    "GPS and LED lamps",
    "COP26",
    "a USB stick",
    // words that may stand twice
    "what they had had",
    "that that line",
    "a very, very old tram",
    "the so so band",
    "Baden Baden",
];

const FRAMES: &[&str] = &[
    "In the end @ was of no use to anybody.",
    "Nobody in the town had thought of @ before.",
    "The council (by nine votes to two) spoke of @ for an hour.",
    "They asked for @, and were given nothing.",
    "It is @ that the riders remember; the rest is lost.",
    "Why @? The clerk could not say.",
];

/// Whole paragraphs that are right as they are.
const PARAGRAPHS: &[&str] = &[
    "The driver said: “We go.” The band played on.",
    "The driver said: “The line – our line – is closed.” “It is a pity,” he added, “but it is so.”",
    "“We go,” said the driver. “We always do.” He rang twice.",
    "The clerk asked: “Why (and how) should a tram be sold?” He got no answer.",
    "The mayor called the vote “a sad day,” and the band “the best of the coast.”",
    "The song goes “ring, ring, ring!” and ends there. The driver’s word for it is “noise…”",
    "(The depot had been sold before. It came back.)",
    "The Orvale Tram Workers Guild (OTWG) met in March. The OTWG has nine members, and the guild’s hall has room for ten.",
    "The Board of Rails and Wires (BRW, founded in 1902) voted too. The BRW has no say in it.",
    "The Line Owners Compact (hereafter LOC) was signed in 1931. Nobody has seen the LOC since.",
    "The Northern Tram Accord (New NTA rules) was never read out. The NTA is kept in the hall.",
    "Three questions remain: a) who pays, b) who drives, and c) who cares.",
    "The price rose from 9.50 to 12 crowns (26 per cent), i.e. by 2.50 crowns.",
    "He left at 5 p.m. The tram left at 6 p.m. Both were late.",
    "The rails came from Ode & Sons, Inc. They had come in 1931, etc. Nobody kept the bill.",
    "The act has three parts: Part I (rails), Part II (wires) and Part III (the rest).",
    "A vote of 9-2, a debt of 20,000 crowns, a hall of 1,200 m²: these were the figures.",
    "From 20 January 2011 to 3 May 2012, the line was closed; in 2013, the bridge was.",
    "“The line,” the clerk wrote, “is ‘dead’.” The word was his.",
    "Was it right? Was it wrong? It was done!",
    "He asked whether it had had its day. It had.",
    "The list (trams, rails, wires) is long; the list of buyers (one) is short.",
    "The tram – No. 12 – was built in Łódź by Śmigły i S-ka, and painted in São Paulo.",
];

/// Every noun in some of the frames: a few notes hold them all.
fn sentences() -> Vec<String> {
    let mut sentences = Vec::new();
    for (index, noun) in NOUNS.iter().enumerate() {
        for step in 0..3 {
            let frame = FRAMES[(index + step * 2) % FRAMES.len()];
            sentences.push(frame.replace('@', noun));
        }
    }
    sentences
}

#[test]
fn correct_text_is_left_alone_in_every_style() {
    let sentences = sentences();
    assert!(sentences.len() > 400, "{}", sentences.len());
    let mut told = Vec::new();
    // Neighbours stand in different notes, so that no two sentences of a note have a word in common that is theirs alone.
    let notes = sentences.len().div_ceil(3 * 12);
    for style in STYLES {
        for note in 0..notes {
            let own: Vec<String> =
                sentences.iter().skip(note).step_by(notes).map(|sentence| format!("{sentence} The rest is known.")).collect();
            let third = own.len().div_ceil(3);
            let parts = [0, 1, 2].map(|part| own.iter().skip(part * third).take(third).cloned().collect());
            let text = style.write("Orvale: The last tram", &sections(parts));
            told.extend(found(&text, style).into_iter().map(|finding| format!("{style:?}: {finding}")));
        }
        let whole = PARAGRAPHS.iter().map(|text| (*text).to_owned()).collect();
        let text = style.write("Orvale: “The last tram” (of 1931) …", &sections([Vec::new(), whole, Vec::new()]));
        told.extend(found(&text, style).into_iter().map(|finding| format!("{style:?}: {finding}")));
    }
    assert!(told.is_empty(), "{} findings\n{}", told.len(), told.join("\n"));
}
