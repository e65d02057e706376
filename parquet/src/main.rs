//! `cancu-parquet ARCHIVE FOLDER`: an archive as Parquet.

use std::path::Path;
use std::process::ExitCode;

use cancu::archive::Archive;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [archive, folder] = &arguments[..] else {
        eprintln!("usage: cancu-parquet ARCHIVE FOLDER");
        return ExitCode::from(2);
    };
    let run = || cancu_parquet::write(&Archive::open(Path::new(archive))?, Path::new(folder));
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(1)
        }
    }
}
