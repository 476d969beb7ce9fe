//! A house derived from good notes: what they have in common becomes a house format, with the notes' own counts as remarks. What is doubtful
//! becomes a commented line. It opens no file, and knows no house but the one that it writes.

use std::sync::Arc;

use crate::draft::Syntax;
use crate::house::House;
use crate::source::Source;
use plan::Plan;
use sample::Sample;

mod bodies;
mod byline;
mod calendar;
mod count;
mod fields;
mod files;
mod fragment;
mod header;
mod headings;
mod order;
mod page;
mod plan;
mod presence;
mod relax;
mod sample;
mod values;
mod write;

/// A house that was derived.
#[derive(Debug)]
pub struct Derived {
    /// The house format, in TOML.
    pub text: String,
    /// How many notes it was derived from.
    pub notes: usize,
    /// Files that were left out, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// Why no house can be derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There are fewer than two notes: one does not tell what it has in common with others.
    TooFew(usize),
    /// The notes have no heading in common; some of those that one and another have.
    NothingShared(Vec<(String, Vec<String>)>),
    /// What would have been written is no house: what is wrong with it. Nobody should ever see it.
    Unsound(String),
}

/// Fewer notes do not tell what they have in common.
const FEWEST: usize = 2;

/// Derives a house called `name` from notes, each with the name of its file and how it is written.
///
/// # Errors
/// Why none can be derived.
pub fn derive(notes: Vec<(Arc<Source>, Syntax)>, name: &str) -> Result<Derived, Refusal> {
    if notes.len() < FEWEST {
        return Err(Refusal::TooFew(notes.len()));
    }
    let samples: Vec<Sample> = notes.into_iter().map(|(source, syntax)| Sample::read(source, syntax)).collect();
    let (mut plan, samples, left_out) = plan::first(samples, name)?;
    let house = read(&plan)?;
    plan.complete(&samples, &house);
    relax::until_silent(&mut plan, &samples)?;
    Ok(Derived { text: plan.write(Some(&samples)), notes: samples.len(), left_out })
}

/// The house that a plan makes.
fn read(plan: &Plan) -> Result<House, Refusal> {
    let source = Arc::new(Source::new("house.toml", plan.write(None)));
    let (house, faults) = House::read(Arc::clone(&source));
    match (house, faults.first()) {
        (Some(house), None) => Ok(house),
        (_, fault) => {
            let told = |fault: &crate::finding::Finding| format!("{}: {}", source.position(fault.primary.span.start).line, fault.message);
            Err(Refusal::Unsound(fault.map(told).unwrap_or_default()))
        }
    }
}
