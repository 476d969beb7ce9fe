use super::*;

const RULE: RuleId = RuleId::coded("invalid-settings");

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("lint.toml", text))
}

/// Each fault as `the bytes it points at: its message`.
fn faults_of<T>(text: &str, reader: impl FnOnce(&mut Table<'_>) -> T) -> Vec<String> {
    let source = source(text);
    let (_, faults) = read(&source, &RULE, reader);
    faults.iter().map(|fault| format!("{}: {}", source.slice(fault.primary.span), fault.message)).collect()
}

#[test]
fn every_type_is_read_with_its_bytes_after_a_mark_too() {
    let text = "\u{feff}word = 'é'\nwords = [\"a\", \"b\"]\nnumber = 0x1F\nopen = true\nday = 2020-06-01\n[rules]\ngap = { max = 4 }\n[[ignore]]\nfile = \"x\"\n[[ignore]]\nfile = \"y\"\n";
    let source = source(text);
    let read_all = |root: &mut Table<'_>| {
        let word = root.string("word").expect("a string");
        assert_eq!((word.as_str(), source.slice(word.span)), ("é", "'é'"));
        let words = root.list("words").expect("a list");
        assert_eq!(source.slice(words.span), "[\"a\", \"b\"]");
        assert_eq!(source.slice(words[1].span), "\"b\"");
        assert_eq!(words.words(), ["a", "b"]);
        assert!(root.boolean("open").expect("a truth value").value);
        assert_eq!(root.date("day").expect("a day").value, jiff::civil::date(2020, 6, 1));
        let rules = root.table("rules", |rules| {
            assert_eq!(source.slice(rules.place()), "[rules]");
            rules.each(|key, value| (source.slice(key.span).to_owned(), value.table(|gap| gap.integer("max").expect("a number").value)))
        });
        assert_eq!(rules.expect("a table"), [("gap".to_owned(), Some(4))]);
        let files = root.tables("ignore", "file", |entry| entry.string("file").expect("a string").value);
        assert_eq!(files, ["x", "y"]);
        root.get("number");
    };
    let ((), faults) = read(&source, &RULE, read_all);
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn unknown_keys_name_the_known_ones_and_the_one_meant() {
    let source = source("hous = 'x'\nwhatever = 1\n[files]\nexcluded = []\n");
    let ((), faults) = read(&source, &RULE, |root| {
        root.string("house");
        root.string("fail-on");
        root.table("files", |files| files.list("exclude"));
    });
    let said: Vec<_> = faults.iter().map(|fault| (fault.message.as_str(), fault.help.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        said,
        [
            ("`hous` is no key at the top of the file", "did you mean `house`? The keys here are `fail-on`, `files`, `house`"),
            ("`whatever` is no key at the top of the file", "the keys here are `fail-on`, `files`, `house`"),
            ("`excluded` is no key in `files`", "did you mean `exclude`? The keys here are `exclude`"),
        ]
    );
    assert_eq!(faults[2].rule.as_str(), "invalid-settings");
}

#[test]
fn wrong_types_are_all_told_and_the_rest_is_read() {
    let text = "a = 1\nb = 'x'\nc = '2020-06-01'\nd = [1, 'ok', 2]\ne = 1.5\nf = 'tru'\ng = 2020-06-01T10:00:00\nh = 99999999999999999999\ni = 'eror'\nj = 3\nk = [1]\n";
    let faults = faults_of(text, |root| {
        root.string("a");
        root.list("b");
        root.date("c");
        assert_eq!(root.list("d").expect("a list").words(), ["ok"]);
        root.integer("e");
        root.boolean("f");
        root.date("g");
        root.integer("h");
        root.choice("i", &[("error", 1), ("off", 0)]);
        root.table("j", |_| ());
        root.tables("k", "file", |_| ());
    });
    assert_eq!(
        faults,
        [
            "1: `a` should be words in quotes, not a number",
            "'x': `b` should be a list of words in quotes, not words in quotes",
            "'2020-06-01': `c` should be a day, not words in quotes",
            "1: `d` should hold words in quotes, not a number",
            "2: `d` should hold words in quotes, not a number",
            "1.5: `e` should be a whole number, not a number with a fraction",
            "'tru': `f` should be true or false, not words in quotes",
            "2020-06-01T10:00:00: `g` should be a day, not a day or time",
            "99999999999999999999: `h` is a number too large to count with",
            "'eror': `i` cannot be `eror`",
            "3: `j` should be a table, not a number",
            "1: `k` should hold tables, not a number",
        ]
    );
}

#[test]
fn a_missing_key_is_told_at_its_table() {
    let faults = faults_of("x = 1\n[house]\n", |root| {
        root.need("name", "say what settings call it");
        root.integer("x");
        root.table("house", |house| house.need("title", "say what people call it").is_none());
    });
    assert_eq!(faults, [": `name` is missing at the top of the file", "[house]: `title` is missing in `house`"]);
}

#[test]
fn every_syntax_fault_is_told_beside_the_others_and_brings_no_echo() {
    let faults = faults_of("a = = 3\nb = 2\nb = 3\nc = \"open\nd = nothing\nunknown = 1\n[g]\nh = 1\n[e\nf = 1\n", |root| {
        root.need("absent", "but the file may have it, could it be read");
        for key in ["a", "b", "c", "d"] {
            root.integer(key);
        }
        root.table("e", |_| ());
        root.table("g", |g| g.string("h"));
    });
    let expected = [
        "=: this is not TOML: extra `=`",
        "b: `b` stands twice",
        ": this is not TOML: invalid basic string, expected `\"`",
        "nothing: `nothing` has no quotes around it",
        "unknown: `unknown` is no key at the top of the file",
        "1: `h` should be words in quotes, not a number",
        ": this is not TOML: unclosed table, expected `]`",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn an_empty_file_and_a_file_of_rubbish_are_read() {
    assert!(faults_of("", |root| root.string("a").is_none()).is_empty());
    assert!(!faults_of("\0\u{1}[[[[=\r\"\"\"", |root| root.string("a").is_none()).is_empty());
    assert!(!faults_of("day = 2021-02-30\n", |root| root.date("day").is_none()).is_empty());
}

#[test]
fn what_is_meant_has_to_be_near() {
    assert_eq!(nearest("seciton", ["section", "house"]), Some("section"));
    assert_eq!(nearest("is", ["in"]), Some("in"));
    assert_eq!(nearest("abcdef", ["uvwxyz"]), None);
    assert_eq!(nearest("x", std::iter::empty()), None);
}
