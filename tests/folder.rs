//! A folder of its own for each test, and the program run in it.

pub mod archive;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small house of an invented series.
pub const HOUSE: &str = include_str!("folder/house.toml");

/// A note that keeps to it.
pub const NOTE: &str = "Harbour Notes # 12, 15 May 2021\n\nPort Ellery: Dockers return to work\nInes Okafor\n\nWhat was seen?\nOn 11 May, the dockers of Port Ellery voted to return to work.\n\nWhy now?\nFirst, the strike fund. The union had run out of money by the second week.\n\nSecond, the season. Fruit from the hinterland does not keep.\n";

/// Another note of the series: `text`, which is like [`NOTE`], with a number and a title of its own.
pub fn numbered(text: &str, number: u32) -> String {
    text.replace("# 12,", &format!("# {number},")).replace("Port Ellery: Dockers", &format!("Port Ellery: {number} dockers"))
}

pub struct Folder {
    path: PathBuf,
    /// Removed with it. What lies in the folder of the build stays, to be looked at when a test has failed.
    _elsewhere: Option<Removed>,
}

/// A folder that goes with its test.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Folder {
    /// An empty folder with a lint.toml that declares the house. `.git` keeps the settings of this repository out.
    pub fn new(name: &str) -> Self {
        let folder = Folder::bare(name);
        folder.write("house.toml", HOUSE);
        folder.write("lint.toml", "house = 'house.toml'\n");
        folder
    }

    /// An empty folder.
    pub fn bare(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command-line").join(name);
        if path.exists() {
            fs::remove_dir_all(&path).expect("what an earlier run left is ours");
        }
        fs::create_dir_all(path.join(".git")).expect("the folder can be made");
        Folder { path, _elsewhere: None }
    }

    /// An empty folder that is in no repository.
    pub fn elsewhere(name: &str) -> Self {
        let path = std::env::temp_dir().canonicalize().expect("there is one").join(format!("copydesk-{name}-{}", std::process::id()));
        assert!(path.ancestors().all(|folder| !folder.join(".git").exists()), "{} is in a repository", path.display());
        if path.exists() {
            fs::remove_dir_all(&path).expect("what an earlier run left is ours");
        }
        fs::create_dir_all(&path).expect("the folder can be made");
        Folder { _elsewhere: Some(Removed(path.clone())), path }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file can be read")
    }

    /// The names of all files below the folder, in order; those that begin with a dot too.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.path.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("the folder can be read") {
                let path = entry.expect("its entries can be read").path();
                let name = path.strip_prefix(&self.path).expect("it is below").to_string_lossy().replace('\\', "/");
                if !path.is_dir() {
                    found.push(name);
                } else if name != ".git" {
                    folders.push(path);
                }
            }
        }
        found.sort();
        found
    }

    /// Runs the program with these arguments, separated by spaces.
    pub fn run(&self, arguments: &str) -> Said {
        self.run_with(arguments, "")
    }

    /// The same in the folder `inner`.
    pub fn run_in(&self, inner: &str, arguments: &str) -> Said {
        Folder { path: self.path(inner), _elsewhere: None }.run(arguments)
    }

    /// Runs the program with these arguments, which may hold spaces.
    pub fn run_each(&self, arguments: &[&str]) -> Said {
        self.run_all(arguments, "")
    }

    /// The same as `run` with `input` on standard input.
    pub fn run_with(&self, arguments: &str, input: &str) -> Said {
        self.run_all(&arguments.split_whitespace().collect::<Vec<_>>(), input)
    }

    fn run_all(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments).current_dir(&self.path).env_remove("NO_COLOR").env_remove("FORCE_COLOR");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program is built");
        let mut stdin = child.stdin.take().expect("it is piped");
        // The program need not read what it does not want.
        drop(stdin.write_all(input.as_bytes()));
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The findings of a check, one a line, and the exit code.
    pub fn findings(&self, arguments: &str) -> (Vec<String>, Option<i32>) {
        let said = self.run(&format!("check --today 2021-05-20 --format concise {arguments}"));
        (said.out.lines().map(str::to_owned).collect(), said.code)
    }
}

impl Said {
    /// Asserts the exit code and that every one of `words` stands on either stream.
    #[track_caller]
    pub fn expect(&self, code: i32, words: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for word in words {
            assert!(self.out.contains(word) || self.err.contains(word), "`{word}` is not in {self:#?}");
        }
        self
    }
}
