//! The JSON Schema of lint.toml, for editors. It is made from the same list of keys that the documentation is; values are judged by the reader.

use serde_json::{Map, Value, json};

use crate::rules::{self, Rule};
use crate::settings::FATAL;
use crate::settings::house_keys::HOUSE_FILE;
use crate::settings::keys::{Key, ROOT, Shape, levels};

/// The schema, as the text of `docs/lint.schema.json`.
pub fn schema() -> String {
    written(ROOT, &[], "lint.toml of copydesk")
}

/// The schema of house formats, as the text of `docs/house.schema.json`.
pub fn house_schema() -> String {
    written(HOUSE_FILE, &["house", "section"], "A house format of copydesk")
}

fn written(keys: &[Key], required: &[&str], title: &str) -> String {
    let Value::Object(mut schema) = object(keys, required) else { unreachable!("a schema of keys is an object") };
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(title));
    let rules = rules::ALL.iter().filter(|rule| !FATAL.contains(&rule.id)).map(|rule| (rule.id.to_owned(), rule_schema(rule)));
    // Houses and packs bring rules of their own, which a schema cannot know: `copydesk check` tells a slip from a term.
    let term = json!({ "anyOf": [{ "$ref": "#/definitions/level" }, { "type": "object", "additionalProperties": false, "properties": { "level": { "$ref": "#/definitions/level" } } }] });
    let rules = json!({ "type": "object", "additionalProperties": term, "properties": rules.collect::<Map<_, _>>() });
    schema.insert("definitions".to_owned(), json!({ "level": { "enum": levels() }, "rules": rules }));
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema has only strings for keys");
    text.push('\n');
    text
}

fn object(keys: &[Key], required: &[&str]) -> Value {
    let properties: Map<_, _> = keys.iter().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn key_schema(key: &Key) -> Value {
    let mut schema = shape_schema(&key.shape);
    schema["description"] = json!(key.about);
    schema
}

fn shape_schema(shape: &Shape) -> Value {
    let text = || json!({ "type": "string" });
    let texts = || json!({ "type": "array", "items": text() });
    match shape {
        Shape::Text => text(),
        Shape::Texts => texts(),
        Shape::TextOrTexts => json!({ "anyOf": [text(), texts()] }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Integer => json!({ "type": "integer" }),
        // Editors hand a TOML day to the schema as a string.
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Choice(choices) => json!({ "enum": choices() }),
        Shape::Words(words) => json!({ "enum": words }),
        Shape::Numbers => json!({ "type": "object", "additionalProperties": { "type": "integer", "minimum": 1 } }),
        Shape::TextMap => json!({ "type": "object", "additionalProperties": text() }),
        Shape::List(items) => json!({ "type": "array", "items": shape_schema(items) }),
        Shape::AnyOf(shapes) => json!({ "anyOf": shapes.iter().map(shape_schema).collect::<Vec<_>>() }),
        // Beside a `$ref` nothing else counts.
        Shape::Rules => json!({ "allOf": [{ "$ref": "#/definitions/rules" }] }),
        Shape::Table(keys, required) => object(keys, required),
        Shape::Tables(keys, required) => json!({ "type": "array", "items": object(keys, required) }),
    }
}

fn rule_schema(rule: &Rule) -> Value {
    let level = json!({ "$ref": "#/definitions/level" });
    let mut properties = Map::new();
    properties.insert("level".to_owned(), level.clone());
    for option in rule.options {
        let about = json!({ "type": "integer", "minimum": 0, "default": option.default, "description": option.about });
        properties.insert(option.name.to_owned(), about);
    }
    let table = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    json!({ "description": rule.summary(), "anyOf": [level, table] })
}
