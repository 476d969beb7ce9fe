//! Configurations while somebody looks on: read again when a file of theirs changes, and what that means for the archive.

use std::path::{Path, PathBuf};

use super::{Configuration, Configurations};
use crate::house::House;
use crate::settings::{Globs, Settings};
use crate::workspace::Failure;

/// What it means that the files of a configuration were read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renewal {
    /// There is a fault in them: it stays what it was.
    Refused,
    /// It is another, under which the archive has the same files and each is read alike.
    SameArchive,
    /// It is another, and so may the archive be.
    OtherArchive,
}

impl Configurations {
    /// Reads the files of the configuration of that index again.
    pub(crate) fn renew(&mut self, index: usize) -> Result<Renewal, Failure> {
        // Without a file, none is named either.
        let file = self.all[index].files.first().cloned();
        let new = self.read(file.as_deref())?;
        let old = &mut self.all[index];
        if !new.faults.is_empty() && old.faults.is_empty() {
            old.later_faults = new.faults;
            old.files.extend(new.files.into_iter().filter(|file| !old.files.contains(file)).collect::<Vec<_>>());
            return Ok(Renewal::Refused);
        }
        let renewal = if old.has_archive_of(&new) { Renewal::SameArchive } else { Renewal::OtherArchive };
        *old = new;
        Ok(renewal)
    }

    /// Has drafts in `folder`, which is there in name only, stand by themselves: no settings hold for them, and no others are of their series.
    pub(crate) fn set_apart(&mut self, folder: &Path) -> Result<(), Failure> {
        if !self.by_folder.contains_key(folder) {
            let index = self.add(None)?;
            folder.clone_into(&mut self.all[index].folder);
            self.by_folder.insert(folder.to_owned(), index);
            self.apart.push(folder.to_owned());
        }
        Ok(())
    }

    /// The folders of drafts that stand by themselves.
    pub(crate) fn apart(&self) -> Vec<PathBuf> {
        self.apart.clone()
    }

    /// Whether somebody has asked what holds for a file in `folder`, or below it.
    pub(crate) fn reach_into(&self, folder: &Path) -> bool {
        self.by_folder.keys().any(|known| known.starts_with(folder))
    }
}

impl Configuration {
    /// Whether under `other` the archive has the same files, and of each the same is read.
    fn has_archive_of(&self, other: &Configuration) -> bool {
        let houses = |configuration: &Configuration| -> Vec<(Option<usize>, String, String)> {
            let declared = configuration.houses.iter().map(|house| (None, house));
            let of_overrides = configuration.override_houses.iter().map(|(index, house)| (Some(*index), house));
            let said = |house: &House| (house.name.value.clone(), house.source.text().to_owned());
            declared.chain(of_overrides).map(|(index, house)| (index, said(house).0, said(house).1)).collect()
        };
        let is_alike = match (&self.settings, &other.settings) {
            (Some(one), Some(other)) => archive_of(one) == archive_of(other),
            (None, None) => true,
            _ => false,
        };
        is_alike && self.declared == other.declared && self.file_size() == other.file_size() && houses(self) == houses(other)
    }
}

/// What settings say of which files are of the archive, and with which house each is read.
fn archive_of(settings: &Settings) -> impl PartialEq + use<'_> {
    let overrides = settings.overrides.iter().map(|entry| {
        let include = entry.include.as_ref().map(Globs::patterns);
        (include, entry.before, entry.after, entry.declared_house().map(|house| house.as_str()))
    });
    let files = (settings.series.archive.as_ref().map(Globs::patterns), settings.files.exclude.patterns());
    let ledgers: Vec<&str> = settings.series.ledger.iter().map(|ledger| ledger.as_str()).collect();
    (files, ledgers, overrides.collect::<Vec<_>>())
}
