//! From paths to the documents that stand there.
//!
//! In: files, folders and `-` as somebody typed them. Out: the inputs in one order that does not depend on the machine,
//! what was passed over and why, and each input's [`Source`]. What a document says is not looked at.

use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::source::{self, NotText, Source};

/// The endings of the files that a folder is searched for, in any case.
pub const ENDINGS: [&str; 4] = ["txt", "md", "markdown", "text"];

/// One document to read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// `-`
    Stdin,
    /// A file, with the path as given or as found below a given folder.
    File(PathBuf),
}

impl Input {
    /// The path as the output names it; bytes that are no UTF-8 are replaced.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => f.write_str("standard input"),
            Input::File(path) => path.display().fmt(f),
        }
    }
}

/// What stands at some paths.
#[derive(Debug, Default)]
pub struct Intake {
    /// The documents: arguments in the order given, the files of a folder by name, each path once.
    pub inputs: Vec<Input>,
    /// What a folder holds besides.
    pub skipped: Vec<Skipped>,
    /// What could not be looked at.
    pub failed: Vec<ReadError>,
}

/// Something in a folder that is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub path: PathBuf,
    pub reason: Reason,
}

/// Why something is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A file with another ending than [`ENDINGS`].
    OtherEnding,
    /// A file or folder whose name begins with a dot.
    Hidden,
    /// A link to a folder that holds it.
    Loop,
    /// A socket, a device.
    NoFile,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::OtherEnding => "another kind of file",
            Reason::Hidden => "hidden",
            Reason::Loop => "a link to a folder that holds it",
            Reason::NoFile => "neither a file nor a folder",
        })
    }
}

/// Why an input cannot be read.
#[derive(Debug, Error)]
#[error("{path}: {cause}")]
pub struct ReadError {
    /// The path as the output names it.
    pub path: String,
    /// What went wrong.
    pub cause: Cause,
}

/// What went wrong in reading.
#[derive(Debug, Error)]
pub enum Cause {
    /// The system says no.
    #[error("{}", in_words(.0))]
    Io(#[from] io::Error),
    /// A pipe, a socket, a device.
    #[error("is neither a file nor a folder")]
    NoFile,
    /// There are bytes, but no text.
    #[error(transparent)]
    NotText(#[from] NotText),
}

impl ReadError {
    fn new(path: &Path, cause: impl Into<Cause>) -> ReadError {
        ReadError { path: path.to_string_lossy().into_owned(), cause: cause.into() }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.cause {
            Cause::NotText(error) => Some(error.hint()),
            Cause::NoFile => Some("copy what it gives into a file"),
            Cause::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => Some("check the spelling; paths count from the current folder"),
                io::ErrorKind::PermissionDenied => {
                    Some("ask for the right to read it, or copy it where you have it")
                }
                io::ErrorKind::IsADirectory => {
                    Some("name the files, or give the folder to a command that walks folders")
                }
                _ => None,
            },
        }
    }
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder, expected a file".to_owned(),
        _ => {
            // «Input/output error (os error 5)» in the house's style.
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// Finds the documents at `paths`.
///
/// A file that is named is read whatever its ending; a folder is walked, links followed. What begins with a dot is
/// passed over unless named.
pub fn walk(paths: &[PathBuf]) -> Intake {
    let mut intake = Intake::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            intake.take(Input::Stdin, &mut seen);
        } else if path.is_dir() {
            intake.take_folder(path, &mut seen);
        } else if let Err(error) = path.metadata() {
            intake.failed.push(ReadError::new(path, error));
        } else {
            intake.take(Input::File(path.clone()), &mut seen);
        }
    }
    intake
}

impl Intake {
    fn take(&mut self, input: Input, seen: &mut HashSet<Input>) {
        if seen.insert(input.clone()) {
            self.inputs.push(input);
        }
    }

    fn skip(&mut self, entry: &DirEntry, reason: Reason) {
        self.skipped.push(Skipped { path: entry.path().to_owned(), reason });
    }

    fn take_folder(&mut self, folder: &Path, seen: &mut HashSet<Input>) {
        let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Err(error) => self.fail(folder, error),
                Ok(entry) if entry.depth() > 0 && is_hidden(&entry) => {
                    self.skip(&entry, Reason::Hidden);
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if !entry.file_type().is_file() => self.skip(&entry, Reason::NoFile),
                Ok(entry) if has_ending(entry.path()) => self.take(Input::File(entry.into_path()), seen),
                Ok(entry) => self.skip(&entry, Reason::OtherEnding),
            }
        }
    }

    fn fail(&mut self, folder: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(folder).to_owned();
        if error.loop_ancestor().is_some() {
            self.skipped.push(Skipped { path, reason: Reason::Loop });
        } else {
            let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
            self.failed.push(ReadError::new(&path, error));
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn has_ending(path: &Path) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| ENDINGS.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
}

/// Reads one input.
pub fn read(input: &Input) -> Result<Source, ReadError> {
    let read = || Ok(source::decode(&input.name(), &bytes(input)?)?);
    read().map_err(|cause| ReadError { path: input.name(), cause })
}

/// Reads one file, and gives the bytes that it was decoded from, too. What is no file, such as a pipe that nobody fills, is
/// not waited for.
pub fn read_with_bytes(path: &Path) -> Result<(Source, Vec<u8>), ReadError> {
    let read = || -> Result<(Source, Vec<u8>), Cause> {
        if !path.metadata()?.is_file() {
            return Err(Cause::NoFile);
        }
        let input = Input::File(path.to_owned());
        let bytes = bytes(&input)?;
        Ok((source::decode(&input.name(), &bytes)?, bytes))
    };
    read().map_err(|cause| ReadError::new(path, cause))
}

fn bytes(input: &Input) -> Result<Vec<u8>, Cause> {
    match input {
        Input::Stdin => limited(io::stdin().lock(), 0),
        Input::File(path) => {
            let file = File::open(path)?;
            let length = file.metadata()?.len();
            if length >= source::LIMIT {
                return Err(NotText::TooLarge { bytes: length }.into());
            }
            limited(file, length)
        }
    }
}

/// Everything, but one byte too many at most: a device has no length and no end.
fn limited(reader: impl Read, length: u64) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    reader.take(source::LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Kế hoạch").unwrap();
        }
        dir
    }

    fn below(dir: &Path, paths: impl IntoIterator<Item = PathBuf>) -> Vec<String> {
        let short = |path: PathBuf| path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
        paths.into_iter().map(short).collect()
    }

    fn files(intake: &Intake) -> impl Iterator<Item = PathBuf> {
        intake.inputs.iter().filter_map(|input| match input {
            Input::File(path) => Some(path.clone()),
            Input::Stdin => None,
        })
    }

    #[test]
    fn walks_in_order_and_passes_over_the_rest() {
        let dir = folder(&[
            "b/z.md",
            "b.TXT",
            "a/2.text",
            "a/10.markdown",
            "scan.pdf",
            ".git/x.txt",
            "a/.hidden.txt",
            "README",
        ]);
        let intake = walk(&[dir.path().to_owned()]);
        assert_eq!(below(dir.path(), files(&intake)), ["a/10.markdown", "a/2.text", "b/z.md", "b.TXT"]);
        let reasons: Vec<_> = intake.skipped.iter().map(|s| s.reason).collect();
        assert_eq!(
            below(dir.path(), intake.skipped.iter().map(|s| s.path.clone())),
            [".git", "README", "a/.hidden.txt", "scan.pdf"]
        );
        assert_eq!(reasons, [Reason::Hidden, Reason::OtherEnding, Reason::Hidden, Reason::OtherEnding]);
        assert!(intake.failed.is_empty());
    }

    #[test]
    fn reads_what_is_named_once_and_in_the_order_given() {
        let dir = folder(&["x.dat", "a.txt"]);
        let (dat, txt) = (dir.path().join("x.dat"), dir.path().join("a.txt"));
        let intake = walk(&[dat.clone(), "-".into(), txt.clone(), dir.path().to_owned(), "-".into()]);
        assert_eq!(intake.inputs, [Input::File(dat), Input::Stdin, Input::File(txt)]);
    }

    #[test]
    fn err_what_is_not_there() {
        let dir = folder(&["a.txt"]);
        let intake = walk(&[dir.path().join("b.txt"), dir.path().join("a.txt")]);
        assert_eq!(intake.inputs.len(), 1);
        let error = &intake.failed[0];
        assert!(error.to_string().ends_with("b.txt: no such file or folder"), "{error}");
        assert!(error.hint().is_some());
        let error = read(&Input::File(dir.path().to_owned())).unwrap_err();
        assert!(error.to_string().ends_with(": is a folder, expected a file"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn survives_loops_and_names_that_are_no_text() {
        use std::os::unix::ffi::OsStrExt;
        let dir = folder(&["in/a.txt"]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("in/up")).unwrap();
        let odd = dir.path().join(std::ffi::OsStr::from_bytes(b"k\xFF.txt"));
        fs::write(&odd, "Kế hoạch").unwrap();
        let intake = walk(&[dir.path().to_owned()]);
        assert_eq!(intake.inputs.len(), 2);
        assert_eq!(intake.skipped, [Skipped { path: dir.path().join("in/up"), reason: Reason::Loop }]);
        let source = read(&Input::File(odd)).unwrap();
        assert!(source.info.path.ends_with("k\u{FFFD}.txt"));
    }
}
