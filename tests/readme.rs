//! The README's sessions are run: what it shows is what the program prints.

use std::process::Command;

/// The commands of the README that show their output, each with it.
fn sessions(readme: &str) -> Vec<(String, String)> {
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let session = |block: &str| {
        let (command, shown) = block.split_once('\n')?;
        let command = command.strip_prefix("$ copydesk ")?;
        (!shown.starts_with('$')).then(|| (command.to_owned(), format!("{shown}\n")))
    };
    blocks.filter_map(session).collect()
}

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    let root = env!("CARGO_MANIFEST_DIR");
    let readme = std::fs::read_to_string(format!("{root}/README.md")).expect("there is a README").replace("\r\n", "\n");
    let sessions = sessions(&readme);
    assert!(sessions.len() >= 3, "the README shows the program at work");
    for (arguments, shown) in sessions {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments.split(' ')).current_dir(root).env_remove("FORCE_COLOR").env_remove("NO_COLOR");
        let output = command.output().expect("the program runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout), shown, "copydesk {arguments}");
    }
}
