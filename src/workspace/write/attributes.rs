//! What belongs to a file besides its text: its owner, its permissions, its access list and its extended attributes.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// Gives the file at `path` what belongs to `other`, whose metadata these are.
pub(super) fn take_after(path: &Path, other: &Path, metadata: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let own = fs::metadata(path)?;
        if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
            // Only root may give a file away; whoever else may write it becomes its owner.
            drop(chown(path, Some(metadata.uid()), Some(metadata.gid())));
        }
    }
    fs::set_permissions(path, metadata.permissions())?;
    #[cfg(unix)]
    take_attributes(path, other)?;
    #[cfg(not(unix))]
    let _ = other;
    Ok(())
}

#[cfg(unix)]
fn take_attributes(path: &Path, other: &Path) -> io::Result<()> {
    let wanted = list(other)?;
    // A folder may give its own access list to every new file.
    for name in list(path)?.iter().filter(|name| is_kept(name) && !wanted.contains(name)) {
        xattr::remove(path, name)?;
    }
    for name in wanted {
        let Some(value) = xattr::get(other, &name)? else { continue };
        match xattr::set(path, &name, &value) {
            // What the system keeps about a file is its own affair.
            Err(_) if !is_kept(&name) => {}
            set => set?,
        }
    }
    Ok(())
}

/// Whether an attribute is the user's: without its access list, others could no longer read the file, or more people could than before.
#[cfg(unix)]
fn is_kept(name: &std::ffi::OsStr) -> bool {
    name == "system.posix_acl_access" || name.as_encoded_bytes().starts_with(b"user.")
}

/// The names of a file's attributes; none where the file system knows none.
#[cfg(unix)]
fn list(path: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    match xattr::list(path) {
        Ok(names) => Ok(names.collect()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
