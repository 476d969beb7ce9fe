//! Houses and packs by their names, and the files that lint.toml names.

use std::path::Path;
use std::sync::Arc;

use crate::finding::{Finding, Label, RuleId};
use crate::house::House;
use crate::house::term::Pack;
use crate::settings;
use crate::source::{Source, Span};
use crate::table::{Spanned, suggestion};
use crate::workspace::texts::{self, Opened, Texts};
use crate::workspace::{Failure, bounds, paths, repository};

/// A house by its shipped name or its file, counted from `folder`. The inner error is its faults.
pub(crate) fn load(name: &str, folder: &Path, current: &Path, texts: &Texts) -> Result<Result<Arc<House>, Vec<Finding>>, Failure> {
    if let Some(house) = House::named(name) {
        return Ok(Ok(house));
    }
    let path = paths::absolute(folder, Path::new(name));
    let is_path = name.contains(['/', '\\']) || path.extension().is_some_and(|ending| ending == "toml") || path.is_file();
    if !is_path {
        return Err(no_house(name));
    }
    let source = match texts.table(&path, &paths::name_of(&path, current), texts::TABLE)? {
        Opened::Text(source) => source,
        Opened::NotText(finding) => return Ok(Err(vec![as_fault(*finding, "invalid-house")])),
    };
    let (house, mut faults) = House::read(source);
    faults.extend(house.iter().flat_map(settings::house_faults));
    Ok(match house {
        Some(house) if faults.is_empty() => Ok(Arc::new(house)),
        _ => Err(faults),
    })
}

/// Where the files lie that a lint.toml names.
pub(super) struct Beside<'c> {
    /// The lint.toml.
    pub(super) source: &'c Arc<Source>,
    /// Its folder.
    pub(super) folder: &'c Path,
    pub(super) current: &'c Path,
    pub(super) texts: &'c Texts,
}

/// A pack by its shipped name or its file.
pub(super) fn load_pack(wanted: &Spanned<String>, beside: &Beside<'_>) -> Result<Pack, Vec<Finding>> {
    let Beside { source, folder, .. } = *beside;
    if let Some(pack) = Pack::named(wanted) {
        return Ok(pack);
    }
    let fault = |message: String, help: String| {
        vec![Finding::new(RuleId::coded("invalid-settings"), message, Label::new(source, wanted.span, "")).help(help)]
    };
    let path = paths::absolute(folder, Path::new(&**wanted));
    let is_path = wanted.contains(['/', '\\']) || path.extension().is_some_and(|ending| ending == "toml") || path.is_file();
    if !is_path {
        let meant = suggestion(wanted, Pack::shipped_names());
        let known = Pack::shipped_names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = format!("{meant}The shipped ones are {known}; name your own by its file: `words/mine.toml`");
        return Err(fault(format!("there is no pack `{}`", **wanted), help));
    }
    let source = open_beside(wanted, beside, ("invalid-house", texts::TABLE))?;
    let (pack, faults) = Pack::read(&source);
    if faults.is_empty() { Ok(pack) } else { Err(faults) }
}

/// A file that lint.toml names from its folder; it has to lie in the repository. A file that is no text, or larger than the limit, is a fault of the
/// rule.
pub(super) fn open_beside(
    wanted: &Spanned<String>,
    beside: &Beside<'_>,
    (rule, limit): (&'static str, u64),
) -> Result<Arc<Source>, Vec<Finding>> {
    let Beside { source, folder, current, texts } = *beside;
    let fault = |message: String, help: String| {
        vec![Finding::new(RuleId::coded("invalid-settings"), message, Label::new(source, wanted.span, "")).help(help)]
    };
    let path = paths::absolute(folder, Path::new(wanted.as_str()));
    if !bounds::is_within(&path, folder) {
        let Failure { message, help } = outside(wanted, folder);
        return Err(fault(message, help));
    }
    match texts.table(&path, &paths::name_of(&path, current), limit).map_err(|failure| fault(failure.message, failure.help))? {
        Opened::Text(source) => Ok(source),
        Opened::NotText(finding) => Err(vec![as_fault(*finding, rule)]),
    }
}

/// What to say of a name, at `span` of lint.toml, of something that lies beyond the repository.
pub(super) fn outside_repository(name: &str, folder: &Path, source: &Arc<Source>, span: Span) -> Finding {
    let Failure { message, help } = outside(name, folder);
    Finding::new(RuleId::coded("invalid-settings"), message, Label::new(source, span, "")).help(help)
}

/// What to say of a file that the settings in `folder` name beyond their repository, or beyond that folder where it is in none.
pub(super) fn outside(name: &str, folder: &Path) -> Failure {
    let (bound, there) = match repository::root(folder) {
        Some(_) => ("the repository", "into the repository"),
        None => ("the folder of lint.toml", "there"),
    };
    let help = format!("copy it {there}: a draft should be held to the same rules on every machine");
    Failure::new(format!("`{name}` lies outside {bound}"), help)
}

/// What to say to somebody who names a house that is not shipped.
pub(crate) fn no_house(name: &str) -> Failure {
    let shipped = House::shipped();
    let names: Vec<_> = shipped.iter().map(|house| house.name.value.as_str()).collect();
    let meant = suggestion(name, names.iter().copied());
    let known = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Failure::new(
        format!("there is no house format `{name}`"),
        format!("{meant}The shipped ones are {known}; name your own by its file: `houses/mine.toml`"),
    )
}

pub(super) fn house_of_command_line(name: &str, current: &Path, texts: &Texts) -> Result<Result<Arc<House>, Vec<Finding>>, Failure> {
    let path = paths::absolute(current, Path::new(name));
    if House::named(name).is_none() {
        bounds::stay_in(&path, name)?;
    }
    load(name, current, current, texts)
}

/// A file that is no text, or too large, as a fault of what was to be read from it.
pub(crate) fn as_fault(mut finding: Finding, rule: &'static str) -> Finding {
    finding.rule = RuleId::coded(rule);
    finding
}
