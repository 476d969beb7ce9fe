//! What a repository needs so that hooks and CI run the program, and that what is written there is a command line that works.

use std::fs;
use std::path::Path;

use crate::folder::{Folder, NOTE};

mod kinds;

const WRITTEN: [&str; 3] = [".pre-commit-config.yaml", ".github/workflows/copydesk.yml", ".gitlab-ci.yml"];

#[test]
fn init_writes_what_is_asked_for_and_nothing_else() {
    let folder = Folder::bare("init-gate");
    folder.run("init").expect(0, &["lint.toml is written"]);
    assert!(WRITTEN.iter().all(|name| !folder.path(name).exists()));
    let settings = folder.read("lint.toml");
    let said = folder.run("init --pre-commit --github --gitlab");
    said.expect(0, &WRITTEN);
    assert!(!said.out.contains("lint.toml is written"), "{said:#?}");
    assert_eq!(folder.read("lint.toml"), settings);
    let bare = Folder::bare("init-gate-bare");
    bare.run("init --gitlab").expect(0, &["lint.toml is written", ".gitlab-ci.yml is written"]);
}

#[test]
fn init_writes_over_nothing_and_prints_what_to_add() {
    let folder = Folder::bare("init-gate-again");
    for name in WRITTEN {
        folder.write(name, "mine\n");
    }
    let said = folder.run("init --pre-commit --github --gitlab");
    said.expect(2, &["exists already, and is left as it is", "id: copydesk", "codequality:", "pipx install"]);
    assert!(WRITTEN.iter().all(|name| folder.read(name) == "mine\n"));
    folder.run("init --gitlab --house gp-short-notes").expect(2, &["lint.toml"]);
}

#[test]
fn a_file_that_is_no_note_does_not_stop_a_commit() {
    let folder = Folder::new("hook");
    folder.write("README.md", "How we work.\n");
    folder.write("notes/1.txt", NOTE);
    let hook = "check --force-exclude --allow-empty";
    folder.run(&format!("{hook} README.md")).expect(1, &["unrecognised-draft"]);
    for files in ["exclude = ['README.md']", "include = ['notes/**']"] {
        folder.write("lint.toml", format!("house = 'house.toml'\n[files]\n{files}\n"));
        folder.run(&format!("{hook} README.md")).expect(0, &["1 file excluded by lint.toml"]);
        folder.run(&format!("{hook} README.md notes/1.txt")).expect(0, &["notes/1.txt: clean"]);
    }
    folder.run("check README.md").expect(1, &["unrecognised-draft"]);
}

#[test]
fn every_command_line_in_a_hook_or_ci_file_is_one_that_the_program_takes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).expect("the file is there");
    let folder = Folder::new("gate-commands");
    folder.write("1.txt", NOTE);
    for name in ["ci/github.yml", "ci/gitlab.yml"] {
        let text = read(name);
        let command = text.lines().find_map(|line| line.split_once("copydesk check ")).expect("it runs a check").1;
        // The folder of the test is in no repository, and no shell reads the command.
        let command = command.replace(" --base 'origin/*'", "").replace("\"markdown=$GITHUB_STEP_SUMMARY\"", "markdown=summary.md");
        folder.run(&format!("check {command}")).expect(0, &[]);
        // Whoever takes a name that nobody owns would run in every repository that installs it.
        assert!(text.contains("\"${COPYDESK_SOURCE:?") && !text.contains("copydesk=="), "{name} installs what nobody has chosen");
    }
    assert_eq!(folder.read("gl-code-quality-report.json"), "[]\n");
    for name in [".pre-commit-hooks.yaml", "ci/pre-commit.yaml"] {
        let text = read(name);
        assert!(text.contains("args: [--force-exclude, --allow-empty]") && text.contains("require_serial: true"), "{name}");
    }
    assert!(!read("ci/pre-commit.yaml").contains("copydesk=="));
}

/// A tag or a branch can be moved to other code; a commit cannot.
#[test]
fn what_others_wrote_is_used_at_one_commit_and_what_is_built_is_locked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = 0;
    for name in [".github/workflows/release.yml", "action.yml", "ci/github.yml"] {
        let text = fs::read_to_string(root.join(name)).expect("the file is there");
        for line in text.lines() {
            if let Some((_, action)) = line.split_once("uses: ") {
                let commit = action.split_once('@').expect("an action is used at some state").1;
                let is_commit = commit.chars().take_while(char::is_ascii_hexdigit).count() == 40;
                assert!(is_commit && commit.contains(" # v"), "{name}: {line}");
                used += 1;
            }
            let builds = ["cargo build", "cargo install", "cargo test", "args: --release"].iter().any(|command| line.contains(command));
            assert!(!builds || line.contains("--locked"), "{name}: {line}");
        }
    }
    assert!(used >= 10, "{used}");
}

/// cargo and rustup take settings from the folder they are started in, and the checkout is a stranger's.
#[test]
fn the_action_is_installed_without_a_look_at_the_checkout() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml");
    let text = fs::read_to_string(path).expect("the file is there");
    let install = text.split("\n    - ").find(|step| step.contains("cargo install")).expect("a step installs the program");
    assert!(install.contains("working-directory: ${{ github.action_path }}"), "{install}");
}

/// An input pasted into a script would be run as one.
#[test]
fn the_action_takes_its_inputs_through_the_environment() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml");
    let text = fs::read_to_string(path).expect("the file is there");
    let mut scripts = text.split("      run: ").skip(1);
    let is_safe = |script: &str| !script.split("\n    - name").next().unwrap_or_default().contains("${{");
    assert!(scripts.clone().count() >= 2 && scripts.all(is_safe));
}

#[test]
fn a_proof_is_written_beside_the_report() {
    let folder = Folder::new("proof");
    folder.write("1.txt", NOTE.replace("On 11 May", "On 31 June").replace("dockers of", "<b>dockers</b> of"));
    folder.run("check --output html=proof.html 1.txt").expect(1, &["impossible-date"]);
    let page = folder.read("proof.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("<mark class=\"error\">31 June</mark>") && page.contains("&lt;b&gt;dockers"), "{page}");
    assert_eq!(folder.run("check --format html 1.txt").out, page);
}
