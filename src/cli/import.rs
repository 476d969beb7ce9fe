//! `import`: a UTF-8 draft beside a Word document or a text in another encoding. It does not judge the draft, and never writes over a file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::End;
use crate::cli::args::ImportArguments;
use crate::cli::streams::{self, Streams};
use crate::visible::one_line;
use crate::workspace::encoding::{Kind, kind_of};
use crate::workspace::texts;
use crate::workspace::{Failure, bounds, paths, write};

mod body;
mod docx;
mod markdown;
mod numbering;
mod package;
mod sign;
mod styles;
mod text;

/// `copydesk import`.
pub(crate) fn import(arguments: &ImportArguments, streams: &mut Streams) -> Result<End, Failure> {
    let path = &arguments.file;
    if let Some(target) = &arguments.output {
        bounds::keep_in(target, &paths::written(target))?;
    }
    let name = paths::written(path);
    let Some(bytes) = texts::bytes(path, &name)? else {
        return Err(Failure::new(format!("`{name}` is larger than 64 MiB"), "take the pictures out of it, or save its text alone"));
    };
    let (draft, beside) = match kind_of(&bytes) {
        None => return Err(Failure::new(format!("`{name}` is UTF-8 text already"), "check it as it is")),
        Some(Kind::Word) => (word(&name, bytes)?, path.with_extension("md")),
        Some(kind @ (Kind::Wide | Kind::Windows)) => (plain(&name, kind, &bytes)?, beside(path)),
        Some(kind) => {
            let help = "a Word document (.docx) and text in UTF-16 or Windows-1252 can be imported: save it as one of them first";
            return Err(Failure::new(format!("`{name}` cannot be imported: it looks like {}", kind.words()), help));
        }
    };
    let target = arguments.output.as_ref().unwrap_or(&beside);
    let made = paths::written(target);
    if fs::symlink_metadata(target).is_ok() {
        let help = "give the draft another name: `-o FILE`";
        return Err(Failure::new(format!("`{made}` exists already, and is left as it is"), help));
    }
    write::create(target, &made, &draft)?;
    streams.print(&format!("{} is written; {} is left as it is\n", one_line(&made), one_line(&name)))?;
    Ok(End::Clean)
}

/// The Markdown of a Word document. Its comments are said, since a draft has no place for them.
fn word(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    let document = docx::read(bytes, texts::DRAFT).map_err(|fault| {
        let help = "open it in your word processor and save it again as .docx, or as plain text in UTF-8";
        Failure::new(format!("`{name}` cannot be read as a Word document: {fault}"), help)
    })?;
    for comment in &document.comments {
        let on = if comment.on.is_empty() { String::new() } else { format!(" on `{}`", comment.on) };
        streams::complain(&format!("comment by {}{on}: {}", comment.author, comment.text));
    }
    match document.lost_signs {
        0 => {}
        1 => streams::complain("1 sign that only its font gives a look is left out"),
        lost => streams::complain(&format!("{lost} signs that only their font gives a look are left out")),
    }
    match document.lost_controls {
        0 => {}
        1 => streams::complain("1 control character, which is no text, is left out"),
        lost => streams::complain(&format!("{lost} control characters, which are no text, are left out")),
    }
    Ok(document.markdown)
}

/// The Markdown lock.
#[cfg(fuzzing)]
pub(crate) fn markdown_of(bytes: Vec<u8>) -> Option<String> {
    docx::read(bytes, texts::DRAFT).ok().map(|document| document.markdown)
}

fn plain(name: &str, kind: Kind, bytes: &[u8]) -> Result<String, Failure> {
    text::decode(bytes).ok_or_else(|| {
        let help = "open it where it was written, and save it again as UTF-8 text";
        Failure::new(format!("`{name}` looks like {}, but is damaged or cut short", kind.words()), help)
    })
}

/// `draft.utf-8.txt` for `draft.txt`.
fn beside(path: &Path) -> PathBuf {
    let ending = path.extension().map_or_else(|| "txt".to_owned(), |ending| ending.to_string_lossy().into_owned());
    path.with_extension(format!("utf-8.{ending}"))
}
