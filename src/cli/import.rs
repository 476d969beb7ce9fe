//! `import`: a UTF-8 draft beside a Word document or a text in another encoding. It does not judge the draft, and never writes over a file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::ImportArguments;
use crate::cli::streams::{self, Streams};
use crate::cli::{End, complain_of};
use crate::draft::word;
use crate::visible::one_line;
use crate::workspace::encoding::{Kind, kind_of, web_page};
use crate::workspace::texts;
use crate::workspace::{Failure, bounds, paths, write};

mod text;

/// `copydesk import`.
pub(crate) fn import(arguments: &ImportArguments, streams: &mut Streams) -> Result<End, Failure> {
    let output = match arguments.output.as_deref() {
        Some(output) if output == Path::new("-") => Output::Streamed,
        Some(_) if arguments.files.len() > 1 => {
            let help = "leave `-o` out: each draft is written beside its document; or `-o -` for standard output";
            return Err(Failure::new("`-o` names one draft, and there are several documents", help));
        }
        Some(output) => Output::Named(output),
        None => Output::Beside,
    };
    let mut end = End::Clean;
    for path in &arguments.files {
        match one(path, output, streams) {
            Ok(()) => {}
            Err(failure) if arguments.files.len() == 1 => return Err(failure),
            // What is wrong with one document is no reason to leave the others.
            Err(failure) => {
                complain_of(&failure);
                end = End::NotDone;
            }
        }
    }
    Ok(end)
}

/// Where a draft goes.
#[derive(Debug, Clone, Copy)]
enum Output<'a> {
    Streamed,
    Named(&'a Path),
    Beside,
}

/// Imports one document.
fn one(path: &Path, output: Output<'_>, streams: &mut Streams) -> Result<(), Failure> {
    if let Output::Named(target) = output {
        bounds::keep_in(target, &paths::written(target))?;
    }
    let name = paths::written(path);
    let Some(bytes) = texts::bytes(path, &name)? else {
        return Err(Failure::new(format!("`{name}` is larger than 64 MiB"), "take the pictures out of it, or save its text alone"));
    };
    let (draft, beside) = match kind_of(&bytes) {
        None => return Err(no_need(&name, path, &bytes)),
        Some(Kind::Word) => (word(&name, &bytes)?, path.with_extension("md")),
        Some(kind @ (Kind::Wide | Kind::Windows)) => (plain(&name, kind, &bytes)?, beside(path)),
        Some(kind) => {
            let help = "a Word document (.docx) and text in UTF-16 or Windows-1252 can be imported: save it as one of them first";
            return Err(Failure::new(format!("`{name}` cannot be imported: it looks like {}", kind.words()), help));
        }
    };
    let target = match output {
        Output::Streamed => return streams.pass_on(&draft),
        Output::Named(target) => target,
        Output::Beside => &beside,
    };
    let made = paths::written(target);
    if fs::symlink_metadata(target).is_ok() {
        let help = "give the draft another name: `-o FILE`";
        return Err(Failure::new(format!("`{made}` exists already, and is left as it is"), help));
    }
    write::create(target, &made, &draft)?;
    streams.print(&format!("{} is written; {} is left as it is\n", one_line(&made), one_line(&name)))
}

/// What to say of a file that is UTF-8 text.
fn no_need(name: &str, path: &Path, bytes: &[u8]) -> Failure {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Failure::new(format!("`{name}` is empty: there is nothing to import"), "save the document again where it was written");
    }
    let is_named_document = path.extension().is_some_and(|ending| ending.to_string_lossy().to_ascii_lowercase().starts_with("doc"));
    if let Some(page) = web_page(bytes).filter(|_| is_named_document || !paths::is_draft(path)) {
        let help = "open it in your word processor, save it as .docx, and import that";
        return Failure::new(format!("`{name}` cannot be imported: it looks like {page}"), help);
    }
    if is_named_document {
        let help = "give it a name that ends in .md or .txt, and check it";
        return Failure::new(format!("`{name}` is no Word document but UTF-8 text"), help);
    }
    Failure::new(format!("`{name}` is UTF-8 text already"), "check it as it is")
}

/// The Markdown of a Word document. Its comments are said, since a draft has no place for them, and what is left out.
fn word(name: &str, bytes: &[u8]) -> Result<String, Failure> {
    let document = word::read(bytes, texts::DRAFT).map_err(|fault| {
        let help = "open it in your word processor and save it again as .docx, or as plain text in UTF-8";
        Failure::new(format!("`{name}` cannot be read as a Word document: {fault}"), help)
    })?;
    for comment in &document.comments {
        let on = if comment.on.is_empty() { String::new() } else { format!(" on `{}`", comment.on) };
        streams::complain(&format!("comment by {}{on}: {}", comment.author, comment.text()));
    }
    document.losses.told().iter().for_each(|told| streams::complain(told));
    Ok(document.text)
}

/// The Markdown of a Word document, for a test that makes documents up.
#[cfg(fuzzing)]
pub(crate) fn markdown_of(bytes: &[u8]) -> Option<String> {
    word::read(bytes, texts::DRAFT).ok().map(|document| document.text)
}

/// The text in another encoding; which one it was taken for is said, since that is a guess.
fn plain(name: &str, kind: Kind, bytes: &[u8]) -> Result<String, Failure> {
    let text = text::decode(bytes).ok_or_else(|| {
        let help = "open it where it was written, and save it again as UTF-8 text";
        Failure::new(format!("`{name}` looks like {}, but is damaged or cut short", kind.words()), help)
    })?;
    streams::complain(&format!("{} was read as {}", one_line(name), kind.words()));
    Ok(text)
}

/// `draft.utf-8.txt` for `draft.txt`.
fn beside(path: &Path) -> PathBuf {
    let ending = path.extension().map_or_else(|| "txt".to_owned(), |ending| ending.to_string_lossy().into_owned());
    path.with_extension(format!("utf-8.{ending}"))
}
