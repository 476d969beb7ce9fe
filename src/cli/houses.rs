//! `houses`: the shipped house formats, one of them printed, and the examples that a house carries as its own tests.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::json;

use crate::cli::End;
use crate::cli::args::{HousesArguments, HousesCommand, Listing};
use crate::cli::explain::bold;
use crate::cli::streams::Streams;
use crate::house::House;
use crate::settings;
use crate::workspace::{Failure, configuration};

mod examples;
mod new;

/// `copydesk houses`.
pub(crate) fn houses(arguments: &HousesArguments, streams: &mut Streams) -> Result<End, Failure> {
    match &arguments.command {
        Some(HousesCommand::Test { house, write: false }) => return examples::test(house, streams),
        Some(HousesCommand::Test { house, write: true }) => return examples::write(house, streams),
        Some(HousesCommand::New { from, output }) => return new::new(from, output.as_deref(), streams),
        Some(HousesCommand::Schema) => {
            streams.print_json(&settings::house_schema())?;
            return Ok(End::Clean);
        }
        None => {}
    }
    let shipped = configuration::shipped();
    let Some(name) = &arguments.name else {
        match arguments.format {
            Listing::Json => streams.print_json(&listed(&shipped))?,
            Listing::Text => streams.print(&list(&shipped))?,
        }
        return Ok(End::Clean);
    };
    let found = shipped.iter().find(|house| *house.name == *name);
    let house = found.ok_or_else(|| configuration::no_house(name))?;
    match arguments.format {
        Listing::Text => streams.print(house.source.text())?,
        Listing::Json => {
            streams.print_json(&format!("{}\n", json!({ "name": *house.name, "title": *house.title, "toml": house.source.text() })))?;
        }
    }
    Ok(End::Clean)
}

fn listed(shipped: &[Arc<House>]) -> String {
    let houses: Vec<_> =
        shipped.iter().map(|house| json!({ "name": *house.name, "title": *house.title, "sections": headings(house) })).collect();
    format!("{}\n", json!({ "schema": "copydesk-houses/1", "houses": houses }))
}

fn list(shipped: &[Arc<House>]) -> String {
    let mut out = String::new();
    for house in shipped {
        let _ = writeln!(out, "{}  {}", bold(&house.name), *house.title);
        let _ = writeln!(out, "  {}", headings(house).join(" / "));
    }
    out.push_str("\n`copydesk houses NAME` prints one: a house of your own begins as a copy of it.\n");
    out
}

fn headings(house: &House) -> Vec<&str> {
    house.sections.iter().map(|section| section.heading.value.as_str()).collect()
}
