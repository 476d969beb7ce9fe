//! Opening the ledgers that lint.toml names. What they say is for the series to read.

use crate::house::House;
use crate::series::ledger::{Form, Ledgers};
use crate::workspace::Failure;
use crate::workspace::configuration::Configuration;
use crate::workspace::session::syntax_of;

/// The entries of every ledger of `configuration`, each with the name of its house, and what is wrong with them.
pub(super) fn read(configuration: &Configuration) -> Result<Ledgers, Failure> {
    let mut ledgers = Ledgers::default();
    let named = configuration.settings.as_ref().map(|settings| &settings.series.ledger[..]).unwrap_or_default();
    let mut houses: Vec<&House> = Vec::new();
    for house in configuration.all_houses() {
        if houses.iter().all(|known| known.name.value != house.name.value) {
            houses.push(house);
        }
    }
    for wanted in named {
        match configuration.open_list(wanted, "invalid-settings")? {
            Ok(source) => {
                let is_toml = wanted.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("toml"));
                let form = if is_toml { Form::Toml } else { Form::Listing(syntax_of(wanted)) };
                ledgers.read(&source, wanted, form, &houses);
            }
            Err(faults) => ledgers.faults.extend(faults),
        }
    }
    ledgers.compare();
    Ok(ledgers)
}
