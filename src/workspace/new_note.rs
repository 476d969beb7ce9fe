//! What a new note is to be, before it is written: its place, its issue, its points. The command and an editor ask here.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::configuration::Configuration;
use super::paths;
use crate::house::{Field, FileName, House};
use crate::rules;
use crate::series::{Entry, Series};

/// Characters of the words of a file's name.
const LONGEST_SLUG: usize = 60;

/// How the files of the series are named, if they follow a pattern.
pub(crate) fn file_name<'c>(configuration: &'c Configuration, house: &'c House, series: Option<&'c Series>) -> Option<&'c FileName> {
    let settings = configuration.settings.as_ref().and_then(|settings| settings.series.file_name.as_ref());
    let declared = || settings.or(house.series.file_name.as_ref()).map(|pattern| &pattern.value);
    series.and_then(|series| series.policy.file_name.as_ref()).or_else(declared)
}

/// Where the draft of a new note goes, and under which name: in the archive, named as the house names its files.
pub(crate) fn place(
    configuration: &Configuration,
    house: &House,
    series: Option<&Series>,
    title: &str,
    pattern: Option<(&FileName, u64)>,
) -> PathBuf {
    let last = series.and_then(|series| series.entries().iter().rev().filter(|entry| entry.numbers.is_some()).find_map(Entry::file));
    let folder = folder(configuration);
    let own = last
        .map(Path::new)
        .filter(|file| !paths::is_word(file))
        .and_then(Path::extension)
        .map(|ending| ending.to_string_lossy().into_owned());
    let stem = pattern.map_or_else(
        || slug(title),
        |(pattern, number)| {
            let example = || house.examples().iter().find_map(|example| example.file.as_deref());
            let figures = last.or_else(example).and_then(|file| pattern.number_in(file).map(|(_, range)| file[range].to_owned()));
            let width = figures.filter(|figures| figures.starts_with('0')).map_or(1, |figures| figures.len());
            pattern.write(number, width, &slug(title))
        },
    );
    let fits = |ending: &&str| is_of_archive(&folder.join(format!("{stem}.{ending}")), configuration);
    let ending = own.unwrap_or_else(|| ["md", "txt"].into_iter().find(fits).unwrap_or("md").to_owned());
    folder.join(format!("{stem}.{ending}"))
}

/// Whether a file at `path` is one of the archive, if lint.toml declares one.
pub(crate) fn is_of_archive(path: &Path, configuration: &Configuration) -> bool {
    let Some(settings) = &configuration.settings else { return true };
    let Some(archive) = &settings.series.archive else { return true };
    configuration.path_of(path).is_some_and(|path| archive.matches(&path) && !settings.files.exclude.matches(&path))
}

/// The folder of the archive: what the first pattern of lint.toml begins with, before anything in it is a wildcard.
fn folder(configuration: &Configuration) -> PathBuf {
    let globs = configuration.settings.as_ref().and_then(|settings| settings.series.archive.as_ref());
    let Some(pattern) = globs.and_then(|globs| globs.patterns().first()) else { return configuration.folder.clone() };
    let pattern = pattern.trim_start_matches("./");
    let mut parts: Vec<&str> = pattern.split('/').collect();
    let wild = parts.iter().position(|part| part.contains(['*', '?', '[', '{', '\\']));
    let looks_like_file = parts.last().is_some_and(|last| paths::is_draft(Path::new(last)));
    parts.truncate(wild.unwrap_or(parts.len() - usize::from(looks_like_file)));
    parts.into_iter().fold(configuration.folder.clone(), |folder, part| folder.join(part))
}

/// The words of a title as part of a file's name: small letters and figures with hyphens between them.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in title.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’'))) {
        let word: String = word.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase).collect();
        let length = slug.chars().count();
        if word.is_empty() || (length > 0 && length + 1 + word.chars().count() > LONGEST_SLUG) {
            if length > 0 && !word.is_empty() {
                break;
            }
            continue;
        }
        if length > 0 {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST_SLUG));
    }
    if slug.is_empty() { "note".to_owned() } else { slug }
}

/// How many points a numbered section should have at least: lint.toml's word for it, the house's, or the rule's own.
pub(crate) fn points(configuration: &Configuration, house: &House) -> usize {
    let rule = rules::find("points-count").expect("there is such a rule");
    let own = rule.options.iter().find(|option| option.name == "min").map_or(2, |option| option.default);
    let settings = configuration.settings.as_ref().map(|settings| &settings.rules[..]).unwrap_or_default();
    let said = house.rules.iter().chain(settings).filter(|said| said.rule.as_str() == rule.id).flat_map(|said| &said.options);
    let wanted = said.filter(|(name, _)| name.as_str() == "min").map(|(_, value)| value.value).next_back().unwrap_or(own);
    usize::try_from(wanted).unwrap_or_default().max(1)
}

/// Whether the number lines of the house count volumes or issues.
pub(crate) fn counts_issues(house: &House, date: Date) -> bool {
    house.number_line_on(Some(date)).is_some_and(|line| line.has(Field::Volume) || line.has(Field::Issue))
}

/// Volume and issue of note `number`, as those of the last note that has them go on.
pub(crate) fn issue(series: Option<&Series>, number: u64) -> Option<(u64, u64)> {
    let told = |entry: &Entry| Some((entry.numbers?, entry.volume?.value, entry.issue?.value));
    let (numbers, volume, issue) = series?.entries().iter().rev().find_map(told)?;
    Some((volume.last, issue.last.saturating_add(number.saturating_sub(numbers.last))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_gives_the_words_of_a_file_name() {
        assert_eq!(slug("Mali: The junta’s second \"coup\""), "mali-the-juntas-second-coup");
        assert_eq!(slug("São Teodoro – 港口"), "são-teodoro-港口");
        assert_eq!(slug("../../etc/passwd\\x"), "etc-passwd-x");
        assert_eq!(slug("?!"), "note");
        let long = slug(&"lighthouse ".repeat(20));
        assert_eq!(long, "lighthouse-lighthouse-lighthouse-lighthouse-lighthouse");
    }
}
