//! The difference between two texts, as git writes it. Says nothing of why they differ.

use std::fmt::Write;
use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag};

use crate::visible::{self, Grammar, Styling};

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The change from `before` to `after` as a unified diff that `git apply` takes; empty where there is none.
///
/// Lines end at LF only, as git counts them: a lone CR is part of its line.
pub fn diff(name: &str, before: &str, after: &str) -> String {
    differences([name, name], before, after)
}

/// The same for a file that is also moved from the first name to the second.
pub fn diff_of_move(names: [&str; 2], before: &str, after: &str) -> String {
    let [from, to] = names;
    let quoted = |prefix, name| side(prefix, name).trim_end_matches('\t').to_owned();
    let alone = |name: &str| if needs_quotes(name) { quote(name) } else { name.to_owned() };
    let head = format!("diff --git {} {}\nrename from {}\nrename to {}\n", quoted("a", from), quoted("b", to), alone(from), alone(to));
    head + &differences(names, before, after)
}

fn differences([old_name, new_name]: [&str; 2], before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let ops = similar::capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut out = String::new();
    if ops.iter().all(|op| op.tag() == DiffTag::Equal) {
        return out;
    }
    let _ = write!(out, "--- {}\n+++ {}\n", side("a", old_name), side("b", new_name));
    for hunk in similar::group_diff_ops(ops, CONTEXT) {
        write_hunk(&mut out, &hunk, &old, &new);
    }
    out
}

/// A file's name on one side of a diff, quoted as git quotes it.
fn side(prefix: &str, name: &str) -> String {
    let path = format!("{prefix}/{}", name.trim_start_matches('/'));
    if !needs_quotes(&path) {
        // git ends a name at a tab, so that a name may hold spaces
        return if path.contains(' ') { path + "\t" } else { path };
    }
    quote(&path)
}

fn needs_quotes(path: &str) -> bool {
    path.contains(['"', '\\']) || visible::hides(path) || visible::is_command(path)
}

fn quote(path: &str) -> String {
    let mut quoted = String::from("\"");
    let mut before = None;
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // A number sign may begin a command to the log of a build.
            c if c == '#' || visible::is_hidden_after(c, before.replace(c)) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn write_hunk(out: &mut String, ops: &[DiffOp], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return };
    let before = numbered(first.old_range().start..last.old_range().end);
    let after = numbered(first.new_range().start..last.new_range().end);
    let _ = writeln!(out, "@@ -{before} +{after} @@");
    for op in ops {
        match op.tag() {
            DiffTag::Equal => write_lines(out, ' ', &old[op.old_range()]),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                write_lines(out, '-', &old[op.old_range()]);
                write_lines(out, '+', &new[op.new_range()]);
            }
        }
    }
}

/// A range of lines as a hunk's header writes it: an empty one stands on the line before it.
fn numbered(lines: Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn write_lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        if sign == ' ' && visible::begins_command(line) {
            // With another sign before it, no log of a build takes the line for a command, and the patch says the same.
            write_lines(out, '-', &[line]);
            write_lines(out, '+', &[line]);
            continue;
        }
        out.push(sign);
        if visible::holds_log_command(line) || line.split('\r').skip(1).any(visible::begins_command) {
            // This cannot be said in a patch without giving the command.
            out.push_str(&visible::shown(line, Grammar::Text, Styling::Dropped));
        } else {
            out.push_str(line);
        }
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}
