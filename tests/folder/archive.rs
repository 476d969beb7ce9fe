//! A small archive of Harbour Notes, for the commands that work on one.

use crate::folder::Folder;

const HOUSE: &str = include_str!("../../fixtures/harbour-notes/house.toml");

/// Notes 10, 11 and 12 under `notes/`, and what else `settings` says under `[series]`.
pub fn archive(name: &str, settings: &str) -> Folder {
    let folder = Folder::bare(name);
    folder.write("house.toml", HOUSE);
    folder.write("lint.toml", format!("house = 'house.toml'\n\n[series]\narchive = ['notes/**']\n{settings}\n"));
    folder.write("notes/0010-master.txt", note(10, "1 May 2021", "Varnholm: A harbour master resigns"));
    folder.write("notes/0011-dockers.txt", note(11, "8 May 2021", "Port Ellery: The dockers walk out"));
    folder.write("notes/0012-fruit.md", note(12, "15 May 2021", "Port Ellery: Fruit rots on the quay"));
    folder
}

/// The pattern of file names that those of the archive fit.
pub const NAMED: &str = "file-name = '{number}-{slug}'";

/// A note that keeps to the house.
pub fn note(number: u32, date: &str, title: &str) -> String {
    let day = date.rsplit_once(' ').map_or(date, |(day, _)| day);
    format!(
        "Harbour Notes\n\nHarbour Notes # {number}, {date}\n\n{title}\n\nInes Okafor\n\nWhat was seen?\n\nOn {day}, the gates stayed shut \
         until noon. Nobody had expected it.\n\nWhy now?\n\nFirst, the strike fund. The union had run out of money by the second \
         week.\n\nSecond, the season. Fruit from the hinterland does not keep.\n\nWhat follows?\n\nFirst, a quarrel about the gates. Both \
         sides have keys.\n\nSecond, a longer queue. Eleven ships wait outside.\n"
    )
}
