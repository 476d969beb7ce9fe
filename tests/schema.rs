//! The JSON Schema in the repository is the one the program prints, and takes what the reader takes.

use std::sync::Arc;

use copydesk::house::House;
use copydesk::source::Source;
use serde_json::{Value, json};

const WRITTEN: &str = include_str!("../docs/lint.schema.json");
const EVERY_KEY: &str = include_str!("schema/every-key.toml");

const HOUSE_SCHEMA: &str = include_str!("../docs/house.schema.json");
const EVERY_HOUSE_KEY: &str = include_str!("schema/every-house-key.toml");

fn validator_of(written: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(written).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn validator() -> jsonschema::Validator {
    validator_of(WRITTEN)
}

/// TOML as an editor hands it to a schema: days are strings.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json_of(value))).collect()),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
    }
}

fn every_key() -> Value {
    let table: toml::Table = EVERY_KEY.parse().expect("it is TOML");
    json_of(toml::Value::Table(table))
}

#[test]
fn the_schema_in_the_repository_is_the_one_that_is_printed() {
    let current = copydesk::settings::schema();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lint.schema.json"), &current).expect("the schema can be written");
        return;
    }
    assert!(WRITTEN == current, "docs/lint.schema.json is not what the program prints: run `UPDATE=1 cargo test --test all schema::`");
}

#[test]
fn it_takes_every_key() {
    let errors: Vec<_> = validator().iter_errors(&every_key()).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn it_refuses_what_the_reader_refuses() {
    for (pointer, wrong) in
        [("/rules/no-such-rule", json!("of")), ("/rules/title-shape", json!("loud")), ("/fail-on", json!("eror")), ("/hous", json!("x"))]
    {
        let mut settings = every_key();
        let (table, key) = pointer.rsplit_once('/').expect("a pointer has a slash");
        settings.pointer_mut(table).expect("the table is there")[key] = wrong;
        assert!(!validator().is_valid(&settings), "{pointer}");
    }
}

#[test]
fn the_schema_of_houses_in_the_repository_is_the_one_that_is_printed() {
    let current = copydesk::settings::house_schema();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/house.schema.json"), &current).expect("the schema can be written");
        return;
    }
    assert!(
        HOUSE_SCHEMA == current,
        "docs/house.schema.json is not what the program prints: run `UPDATE=1 cargo test --test all schema::`"
    );
}

fn read(text: &str) -> Vec<copydesk::finding::Finding> {
    House::read(Arc::new(Source::new("house.toml", text))).1
}

fn house_as_json(text: &str) -> Value {
    json_of(toml::Value::Table(text.parse().expect("it is TOML")))
}

#[test]
fn a_house_with_every_key_is_taken_by_the_schema_and_by_the_reader() {
    let faults: Vec<_> = read(EVERY_HOUSE_KEY).into_iter().map(|fault| fault.message).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let errors: Vec<_> = validator_of(HOUSE_SCHEMA).iter_errors(&house_as_json(EVERY_HOUSE_KEY)).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn every_shipped_house_is_taken_by_the_schema() {
    let validator = validator_of(HOUSE_SCHEMA);
    for house in House::shipped() {
        let errors: Vec<_> = validator.iter_errors(&house_as_json(house.source.text())).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", house.name.value);
    }
}

/// The keys of a table in the schema, which stands there under `path`, lists and choices passed through.
fn schema_keys(schema: &Value, path: &[&str]) -> Vec<String> {
    let Some((first, rest)) = path.split_first() else {
        let mut keys: Vec<String> = schema["properties"].as_object().into_iter().flat_map(|keys| keys.keys().cloned()).collect();
        keys.sort();
        return keys;
    };
    let inner = &schema["properties"][first];
    let options = inner["anyOf"].as_array().cloned().unwrap_or_else(|| vec![inner.clone()]);
    let tables = options.iter().map(|option| if option["items"].is_object() { &option["items"] } else { option });
    let table = tables.into_iter().find(|table| table["properties"].is_object()).unwrap_or(&Value::Null).clone();
    schema_keys(&table, rest)
}

#[test]
fn each_table_has_the_same_keys_in_the_schema_and_in_the_reader() {
    let schema: Value = serde_json::from_str(HOUSE_SCHEMA).expect("the schema is JSON");
    let lines: Vec<&str> = EVERY_HOUSE_KEY.lines().collect();
    let headers = lines.iter().enumerate().filter(|(_, line)| line.starts_with('['));
    let mut compared = 0;
    for (index, header) in headers {
        let path: Vec<&str> = header.trim_matches(['[', ']']).split('.').collect();
        if path == ["rules"] {
            continue;
        }
        let mut with_stranger = lines.clone();
        with_stranger.insert(index + 1, "zzzzzz = 1");
        let faults = read(&with_stranger.join("\n"));
        let unknown = faults.iter().find(|fault| fault.message.starts_with("`zzzzzz` is no key"));
        let help = unknown.and_then(|fault| fault.help.as_deref()).unwrap_or_else(|| panic!("{header}: {faults:?}"));
        let listed = help.rsplit("keys here are ").next().expect("a split gives one part");
        let mut reader: Vec<String> = listed.split(", ").map(|key| key.trim_matches('`').to_owned()).collect();
        reader.sort();
        assert_eq!(reader, schema_keys(&schema, &path), "{header}");
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn the_schema_of_houses_refuses_what_the_reader_refuses() {
    let validator = validator_of(HOUSE_SCHEMA);
    for (from, to) in [
        ("kind = \"number\"", "kind = \"nubmer\""),
        ("level = \"error\"", "level = \"loud\""),
        ("from = \"heading\"", "from = \"hedding\""),
        ("match = \"exact\"", "match = \"exactly\""),
        ("numbers = \"increasing\"", "numbers = \"rising\""),
        ("number-from = [\"number-line\"", "number-from = [\"nubmer-line\""),
        ("closed = true", "closed = \"yes\""),
        ("min-words = 3", "min-words = -3"),
        ("words = [\"First\", \"Second\"]", "words = \"first\""),
        ("max-length = 40", "maxlength = 40"),
    ] {
        let wrong = EVERY_HOUSE_KEY.replace(from, to);
        assert_ne!(wrong, EVERY_HOUSE_KEY, "{from}");
        assert!(!read(&wrong).is_empty(), "the reader takes {to}");
        assert!(!validator.is_valid(&house_as_json(&wrong)), "the schema takes {to}");
    }
}
