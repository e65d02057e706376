//! The command line.

/// Runs the program.
pub fn main() -> std::process::ExitCode {
    let mut args = std::env::args().skip(1);
    let out = args.next().expect("out");
    let grammar = crate::Grammar::builtin();
    for path in args {
        let bytes = std::fs::read(&path).expect("read");
        let source = crate::source::decode(&path, &bytes).expect("decode");
        let document = crate::extract(&source, &grammar);
        let stem = std::path::Path::new(&path).file_stem().expect("stem").to_string_lossy().into_owned();
        std::fs::write(format!("{out}/{stem}.json"), serde_json::to_string_pretty(&document).expect("json"))
            .expect("write");
    }
    std::process::ExitCode::SUCCESS
}
