//! The JSON Schema in the repository is the one the program prints, and takes what the reader takes.

use serde_json::{Value, json};

const WRITTEN: &str = include_str!("../docs/lint.schema.json");
const EVERY_KEY: &str = include_str!("schema/every-key.toml");

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(WRITTEN).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
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
