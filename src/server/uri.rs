//! Files by their addresses, as editors name them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

/// The path that a `file:` address means.
pub(super) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // A name between the slashes is that of a machine; this one is called nothing, or `localhost`.
    let path = &rest[rest.find('/')?..];
    let bytes = decoded(path);
    let text = String::from_utf8_lossy(&bytes);
    // `/c:/notes` is a drive.
    let drive = text.as_bytes().get(1..3).is_some_and(|drive| drive[0].is_ascii_alphabetic() && drive[1] == b':');
    if cfg!(windows) && drive {
        return Some(PathBuf::from(text[1..].replace('/', "\\")));
    }
    Some(of_bytes(bytes))
}

/// The address of the file at the absolute `path`.
pub(super) fn of_path(path: &Path) -> Option<Uri> {
    let mut address = String::from("file://");
    let bytes = path.as_os_str().as_encoded_bytes();
    if !bytes.starts_with(b"/") {
        address.push('/');
    }
    for byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => address.push(char::from(*byte)),
            _ => write!(address, "%{byte:02X}").expect("a text takes all that is written to it"),
        }
    }
    Uri::from_str(&address).ok()
}

/// A path as it stands in an address.
pub(super) fn decoded_path(path: &str) -> PathBuf {
    of_bytes(decoded(path))
}

fn decoded(path: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok()).and_then(|two| u8::from_str_radix(two, 16).ok());
        if let Some(byte) = code.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    bytes
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).replace('/', std::path::MAIN_SEPARATOR_STR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn there_and_back() {
        for path in ["/notes/47.txt", "/été/a b#c?.md", "/100%/x", "/c:/x"] {
            let uri = of_path(Path::new(path)).expect("a path has an address");
            assert_eq!(to_path(&uri), Some(PathBuf::from(path)));
        }
        let other = Uri::from_str("file:///c%3A/a%20b.md").expect("it is an address");
        assert_eq!(to_path(&other), Some(PathBuf::from("/c:/a b.md")));
        assert_eq!(to_path(&Uri::from_str("untitled:Untitled-1").expect("it is an address")), None);
    }
}
