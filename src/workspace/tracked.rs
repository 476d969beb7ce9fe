//! Which files git tracks in a work tree, read from its index, as gitformat-index(5) has it: a plain run starts no program. What of a file git
//! keeps is not looked at.

use std::fs;
use std::path::Path;

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::workspace::repository::Place;
use crate::workspace::{Failure, git, names};

/// The files that git tracks in one work tree.
#[derive(Debug, Default)]
pub(crate) struct Tracked {
    /// Their paths from its root, in order; a submodule is one too, and one that ends in `/` means all below it.
    paths: Vec<Vec<u8>>,
}

impl Tracked {
    /// Reads the index of `place`; git is asked for one that only it can read.
    pub(crate) fn of(place: &Place) -> Result<Tracked, Failure> {
        let file = place.git.join("index");
        let bytes = match fs::metadata(&file) {
            // Nothing was added yet.
            Err(_) => return Ok(Tracked::default()),
            Ok(kind) if kind.is_file() => fs::read(&file).ok(),
            Ok(_) => None,
        };
        let paths = match bytes.as_deref().and_then(Index::read) {
            Some(Index { paths, base: None }) => Some(paths),
            Some(Index { paths, base: Some(base) }) => with_base(place, paths, &base),
            None => None,
        };
        let mut paths = match paths {
            Some(paths) => paths,
            None => git::tracked(place)?,
        };
        paths.sort_unstable();
        Ok(Tracked { paths })
    }

    /// Whether git tracks the file at `path`, counted from the root with `/` between its parts.
    pub(crate) fn has(&self, path: &[u8]) -> bool {
        self.holds(path) || path.iter().enumerate().any(|(at, byte)| *byte == b'/' && self.holds(&path[..=at]))
    }

    /// Whether git tracks something in `folder`, or all of it as a repository of its own.
    pub(crate) fn has_below(&self, folder: &[u8]) -> bool {
        let below = [folder, b"/"].concat();
        let next = self.paths.partition_point(|path| *path < below);
        self.paths.get(next).is_some_and(|path| path.starts_with(&below)) || self.has(folder)
    }

    fn holds(&self, path: &[u8]) -> bool {
        self.paths.binary_search_by(|known| known.as_slice().cmp(path)).is_ok()
    }
}

/// The paths of an index and of the one that it builds upon. What the first takes out of the second is no longer tracked; it is taken for tracked.
fn with_base(place: &Place, mut paths: Vec<Vec<u8>>, base: &[u8]) -> Option<Vec<Vec<u8>>> {
    let files = [&place.git, &place.common].map(|folder| folder.join(format!("sharedindex.{}", names::hex(base))));
    let file = files.iter().find(|file| Path::is_file(file))?;
    paths.extend(Index::read(&fs::read(file).ok()?)?.paths);
    Some(paths)
}

/// What an index says.
#[derive(Debug, PartialEq, Eq)]
struct Index {
    paths: Vec<Vec<u8>>,
    /// The name of the index that it builds upon.
    base: Option<Vec<u8>>,
}

/// Lengths of names in git: SHA-1 and SHA-256.
const NAMES: [usize; 2] = [20, 32];

/// Bytes of an entry before the name of its content.
const STAT: usize = 40;

impl Index {
    /// `None` where it is none, or in no form that is known here.
    fn read(bytes: &[u8]) -> Option<Index> {
        NAMES.iter().find_map(|length| Index::with(bytes, *length))
    }

    fn with(bytes: &[u8], name: usize) -> Option<Index> {
        let (bytes, digest) = bytes.split_at_checked(bytes.len().checked_sub(name)?)?;
        if !is_whole(bytes, digest) {
            return None;
        }
        let (head, mut rest) = bytes.split_at_checked(12)?;
        let version = number(&head[4..8])?;
        if &head[..4] != b"DIRC" || !(2..=4).contains(&version) {
            return None;
        }
        let count = number(&head[8..12])?;
        let mut paths: Vec<Vec<u8>> = Vec::new();
        for _ in 0..count {
            let (path, after) = entry(rest, name, version, paths.last().map_or(&[], Vec::as_slice))?;
            paths.push(path);
            rest = after;
        }
        let mut base = None;
        while !rest.is_empty() {
            let (head, after) = rest.split_at_checked(8)?;
            let (content, after) = after.split_at_checked(usize::try_from(number(&head[4..])?).ok()?)?;
            match &head[..4] {
                b"link" => base = Some(content.get(..name)?.to_vec()).filter(|base| base.iter().any(|byte| *byte != 0)),
                // Every other that changes the meaning of entries is known: folders of a sparse index.
                [b'A'..=b'Z', ..] | b"sdir" => {}
                _ => return None,
            }
            rest = after;
        }
        // An entry that stands for one of the base leaves its path to it.
        paths.retain(|path| !path.is_empty());
        Some(Index { paths, base })
    }
}

/// Whether the bytes are those of which `digest` was written: what is cut off may say nothing of it by its form. Git writes zeros where it is
/// told to take no digest (`index.skipHash`).
fn is_whole(bytes: &[u8], digest: &[u8]) -> bool {
    let is = |found: &[u8]| found == digest;
    digest.iter().all(|byte| *byte == 0) || if digest.len() == NAMES[0] { is(&Sha1::digest(bytes)) } else { is(&Sha256::digest(bytes)) }
}

/// The path of the first entry, and what follows it. `last` is the path before.
fn entry<'b>(bytes: &'b [u8], name: usize, version: u32, last: &[u8]) -> Option<(Vec<u8>, &'b [u8])> {
    const KINDS: [u32; 4] = [0o04, 0o10, 0o12, 0o16];
    KINDS.contains(&(number(bytes.get(24..28)?)? >> 12)).then_some(())?;
    let flags = bytes.get(STAT + name..STAT + name + 2)?;
    let is_extended = flags[0] & 0x40 != 0;
    let start = STAT + name + 2 + if is_extended { 2 } else { 0 };
    if version < 4 {
        let length = memchr::memchr(0, bytes.get(start..)?)?;
        // One to eight zeros make each entry a multiple of eight bytes long.
        let end = (start + length + 8) & !7;
        let after = bytes.get(end..)?;
        return Some((bytes[start..start + length].to_vec(), after));
    }
    // Only what differs from the end of the path before is written.
    let (cut, rest) = varying(bytes.get(start..)?)?;
    let length = memchr::memchr(0, rest)?;
    let kept = last.get(..last.len().checked_sub(cut)?)?;
    Some(([kept, &rest[..length]].concat(), &rest[length + 1..]))
}

/// A number of as many bytes as it needs, as git writes offsets, and what follows it.
fn varying(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0usize;
    for (at, byte) in bytes.iter().enumerate() {
        value = value.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            return Some((value, &bytes[at + 1..]));
        }
        value = value.checked_add(1)?;
    }
    None
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index of version 2 with these paths.
    fn index(paths: &[&str], name: usize) -> Vec<u8> {
        let count = u32::try_from(paths.len()).expect("there are few");
        let mut bytes = [&b"DIRC\0\0\0\x02"[..], &count.to_be_bytes()].concat();
        for path in paths {
            let mut entry = vec![7; STAT + name];
            entry[24..28].copy_from_slice(&0o100_644_u32.to_be_bytes());
            entry.extend([0, u8::try_from(path.len()).expect("it is short")]);
            entry.extend(path.as_bytes());
            entry.resize((entry.len() + 8) & !7, 0);
            bytes.extend(entry);
        }
        bytes.extend(b"TREE\0\0\0\x03abc");
        let digest = if name == NAMES[0] { Sha1::digest(&bytes).to_vec() } else { Sha256::digest(&bytes).to_vec() };
        bytes.extend(digest);
        bytes
    }

    #[test]
    fn an_index_is_read_whole_or_not_at_all() {
        let paths = ["a.txt", "notes/1.txt", "notes/22.txt", "sub"];
        for name in NAMES {
            let bytes = index(&paths, name);
            let read = Index::read(&bytes).expect("it is an index");
            assert_eq!(read.paths, paths.map(|path| path.as_bytes().to_vec()));
            for length in 0..bytes.len() {
                assert_eq!(Index::read(&bytes[..length]), None, "{length} bytes of it");
            }
            for at in 0..bytes.len() {
                let mut broken = bytes.clone();
                broken[at] ^= 0xff;
                assert_eq!(Index::read(&broken), None, "its byte {at} is another");
            }
            let mut without = bytes.clone();
            without[bytes.len() - name..].fill(0);
            assert_eq!(Index::read(&without), Some(read), "no digest was taken");
            for length in 0..bytes.len() {
                assert_eq!(Index::read(&without[..length]), None, "{length} bytes of it");
            }
        }
    }

    #[test]
    fn what_is_below_a_folder_is_known() {
        let paths = ["a.txt", "a/b.txt", "a/c/d.txt", "sparse/", "sub"];
        let tracked = Tracked { paths: paths.map(|path| path.as_bytes().to_vec()).to_vec() };
        assert!(tracked.has(b"a/b.txt") && tracked.has(b"sparse/x/y.txt") && !tracked.has(b"a/x.txt") && !tracked.has(b"a"));
        for folder in [&b"a"[..], b"a/c", b"sub", b"sparse", b"sparse/x"] {
            assert!(tracked.has_below(folder), "{folder:?}");
        }
        for folder in [&b"b"[..], b"a/b", b"spars", b"su", b"submarine"] {
            assert!(!tracked.has_below(folder), "{folder:?}");
        }
    }
}
