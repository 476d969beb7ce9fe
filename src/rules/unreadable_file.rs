//! `unreadable-file`. Found where a file is opened: no rule looks at it.

use crate::rules::rule;

rule! {
    /// The file cannot be read as text
    ///
    /// A draft is a UTF-8 text file. A Word document, a file saved as UTF-16 or in an old Windows encoding, or a picture under a wrong name is not
    /// read at all, and the run ends with exit code 2, since nobody may take it for checked. Other files are checked all the same.
    ///
    /// The finding stands on the first byte that is not text, and says what the file looks like.
    ///
    /// A file that is larger than `file-size`, or has more findings than `findings`, both under `[limits]` in lint.toml, is not read to its end
    /// either, and told in the same way: 4 MiB and 10000 findings where nothing is said.
    ///
    /// To mend it, save the file as UTF-8 text, or run `copydesk import FILE`: it writes a draft beside the file and leaves the file as it is.
    /// The finding cannot be turned off or ignored.
    "unreadable-file", Desk, Error, fix: None, check: Desk
}
