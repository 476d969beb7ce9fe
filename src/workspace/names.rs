//! How files are called in reports and settings, and which file a name means. Names of files are bytes: two that differ have two names here,
//! whether or not their bytes are text.

use std::path::{Component, Path, PathBuf};

/// `path` as it is reported: `/` between folders, no `./` before it. A byte that is no text stands as `\xff`, and in such a name, as in one where
/// this can be read, each backslash stands twice: no two files have one name.
pub(crate) fn written(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    // Nearly every path is as it is written already.
    if std::path::MAIN_SEPARATOR == '/' && is_clean(bytes) {
        return of_bytes(bytes);
    }
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    let clean: PathBuf = parts.collect();
    if std::path::MAIN_SEPARATOR == '/' {
        of_bytes(clean.as_os_str().as_encoded_bytes())
    } else {
        clean.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// Whether a path has no empty part and none that begins with a dot.
fn is_clean(path: &[u8]) -> bool {
    let is_plain = |pair: &[u8]| pair[0] != b'/' || !matches!(pair[1], b'/' | b'.');
    !path.starts_with(b".") && !path.ends_with(b"/") && path.windows(2).all(is_plain)
}

/// The same for a path as git gives it.
pub(crate) fn of_bytes(path: &[u8]) -> String {
    match std::str::from_utf8(path) {
        Ok(text) => of_text(text),
        Err(_) => path.utf8_chunks().fold(String::new(), |mut name, chunk| {
            name.push_str(&chunk.valid().replace('\\', r"\\"));
            name.extend(chunk.invalid().iter().map(|byte| format!(r"\x{byte:02x}")));
            name
        }),
    }
}

fn of_text(text: &str) -> String {
    if text.contains(r"\x") { text.replace('\\', r"\\") } else { text.to_owned() }
}

/// The path that `name` is written for, with the separators of this system.
pub(crate) fn meant(name: &str) -> PathBuf {
    if !name.contains(r"\x") {
        return PathBuf::from(name);
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let byte = match after {
            [b'x', digits @ ..] if *first == b'\\' => {
                digits.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
            }
            _ => None,
        };
        rest = match (byte, after) {
            (Some(byte), _) => {
                bytes.push(byte);
                &after[3..]
            }
            (None, [b'\\', after @ ..]) if *first == b'\\' => {
                bytes.push(b'\\');
                after
            }
            _ => {
                bytes.push(*first);
                after
            }
        };
    }
    path_of(&bytes)
}

/// The path of these bytes.
#[cfg(unix)]
pub(crate) fn path_of(bytes: &[u8]) -> PathBuf {
    let text: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(bytes);
    PathBuf::from(text)
}

/// The path of these bytes: elsewhere names are text.
#[cfg(not(unix))]
pub(crate) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).as_ref())
}

/// These bytes as git writes a name that is a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        text.extend([byte >> 4, byte & 15].iter().filter_map(|digit| char::from_digit(u32::from(*digit), 16)));
        text
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn no_two_files_have_one_name_and_each_name_means_its_file() {
        let paths: [&[u8]; 12] = [
            b"notes/\xfe.txt",
            b"notes/\xff.txt",
            b"notes/\\xff.txt",
            b"notes/\\\\xff.txt",
            b"notes/\\\xff.txt",
            "notes/\u{fffd}.txt".as_bytes(),
            b"notes/\xf0\x9f.txt",
            b"notes/a\\b.txt",
            b"notes/a\\\\b.txt",
            b"/abs/\xff\\b.txt",
            b"../\xff/a.txt",
            "notes/\u{e9}.txt".as_bytes(),
        ];
        let names: BTreeSet<String> = paths.iter().map(|path| written(Path::new(OsStr::from_bytes(path)))).collect();
        assert_eq!(names.len(), paths.len(), "{names:?}");
        for path in paths {
            let path = Path::new(OsStr::from_bytes(path));
            assert_eq!(meant(&written(path)), path);
        }
        assert_eq!(written(Path::new(OsStr::from_bytes(b"./notes/\xff.txt"))), r"notes/\xff.txt");
        assert_eq!(written(Path::new("./a/./b.txt")), "a/b.txt");
        assert_eq!(meant(r"C:\notes\a.txt"), Path::new(r"C:\notes\a.txt"));
        assert_eq!(of_bytes(b"notes/\xff.txt"), r"notes/\xff.txt");
    }
}
