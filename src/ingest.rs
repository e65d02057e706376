//! Files into an archive.
//!
//! In: paths, a grammar. Out: an archive that holds what the files state, and what was found on the way. Files are read side
//! by side, one writer stores them in their order; what is stored and unchanged is passed over.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::archive::{self, Archive, ArchiveError, BATCH_FILES, Counts};
use crate::batch::{self, NoThreads};
use crate::grammar::Grammar;
use crate::intake::{self, Input, ReadError};
use crate::pipeline;

/// How files are taken in.
#[derive(Clone, Debug)]
pub struct Options {
    /// What decides how a text is read, see [`version`]: what another version read is read anew.
    pub version: String,
    /// Whether everything is read anew.
    pub again: bool,
    /// Whether the bytes of the files are kept too.
    pub keep_originals: bool,
    /// How many files are read at a time.
    pub jobs: NonZeroUsize,
    /// How many files one transaction takes.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            version: version(&[]),
            again: false,
            keep_originals: false,
            jobs: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            batch: BATCH_FILES,
        }
    }
}

/// The version of a reading: the program's, and that of the grammar files, name and text, on top of its own.
pub fn version(files: &[(String, String)]) -> String {
    let mut version = env!("CARGO_PKG_VERSION").to_owned();
    if !files.is_empty() {
        let whole: String = files.iter().map(|(name, text)| format!("{name}\n{text}\n")).collect();
        version.push_str(&format!("+{}", crate::source::sha256(whole.as_bytes())));
    }
    version
}

/// What happens on the way.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many files were found.
    Found(usize),
    /// A file is done.
    Done,
    /// A path cannot be read, and why; the others go on.
    Unreadable(&'a ReadError),
    /// The extraction of a file broke down: a fault of the program.
    Broken(&'a Path),
    /// A file is gone; the archive keeps what it held.
    Gone(&'a str),
}

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub counts: Counts,
    /// How many corrections are on nothing any more.
    pub orphaned: i64,
    /// Whether every path could be read.
    pub complete: bool,
}

/// Why a run stops.
#[derive(Debug, Error)]
pub enum IngestError {
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    #[error(transparent)]
    NoThreads(#[from] NoThreads),
    /// Standard input is no file.
    #[error("an archive keeps files, - is none")]
    Stdin,
    /// The system does not say where a relative path lies.
    #[error("cannot place {}: {cause}", .path.display())]
    Place { path: PathBuf, cause: std::io::Error },
}

/// What a worker found in a file.
enum Piece {
    /// Stored already, by its hash.
    Known(String),
    Read(Box<archive::Prepared>),
    Failed(ReadError),
}

/// Takes files, and those of folders, into an archive; `tell` learns what happens. It may be stopped at any moment: what
/// is missing then the next run makes good.
pub fn ingest(
    archive: &mut Archive,
    paths: &[PathBuf],
    grammar: &Grammar,
    options: &Options,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Report, IngestError> {
    let intake = intake::walk(paths);
    for error in &intake.failed {
        tell(Event::Unreadable(error));
    }
    let given: Vec<&Path> = intake
        .inputs
        .iter()
        .map(|input| match input {
            Input::File(path) => Ok(path.as_path()),
            Input::Stdin => Err(IngestError::Stdin),
        })
        .collect::<Result<_, _>>()?;
    let place = |path: &&Path| {
        std::path::absolute(path).map_err(|cause| IngestError::Place { path: path.to_path_buf(), cause })
    };
    let files: Vec<PathBuf> = given.iter().map(place).collect::<Result<_, _>>()?;
    let Options { version, again, keep_originals, jobs, batch } = options;
    let known = if *again { HashSet::new() } else { archive.known(version, *keep_originals)? };
    let mut writer = archive.writer(version, grammar, *batch)?;
    tell(Event::Found(files.len()));
    // While a batch is committed the reading goes on.
    batch::in_order_ahead(
        *jobs,
        files.len(),
        |index| given[index].metadata().map_or(0, |file| file.len()),
        |index| prepare(given[index], grammar, &known, *keep_originals),
        |index, piece| -> Result<(), IngestError> {
            tell(Event::Done);
            let path = &files[index];
            match piece {
                Some(Piece::Known(sha256)) => writer.keep(path, &sha256)?,
                Some(Piece::Read(prepared)) => writer.put(path, *prepared)?,
                Some(Piece::Failed(error)) => {
                    writer.unreadable(path, &error.cause.to_string())?;
                    tell(Event::Unreadable(&error));
                }
                None => {
                    writer.unreadable(path, "the extraction broke down")?;
                    tell(Event::Broken(path));
                }
            }
            Ok(())
        },
    )?;
    // What stands there and cannot be looked at is not gone, nor is what stands below it.
    let failed: Vec<PathBuf> =
        intake.failed.iter().filter_map(|error| std::path::absolute(&error.path).ok()).collect();
    for (path, error) in failed.iter().zip(&intake.failed) {
        if path.symlink_metadata().is_ok() {
            writer.unreadable(path, &error.cause.to_string())?;
        }
    }
    let folders: Vec<PathBuf> = paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let seen: HashSet<&Path> = files.iter().map(PathBuf::as_path).collect();
    let there = |path: &Path| {
        seen.contains(path)
            || failed.iter().any(|failed| path.starts_with(failed) && failed.symlink_metadata().is_ok())
    };
    let gone = |path: &Path| folders.iter().any(|folder| path.starts_with(folder)) && !there(path);
    for path in writer.missing(gone)? {
        tell(Event::Gone(&path));
    }
    let counts = writer.finish()?;
    let complete = counts.unreadable == 0 && intake.failed.is_empty();
    Ok(Report { counts, orphaned: archive.orphaned()?, complete })
}

fn prepare(path: &Path, grammar: &Grammar, known: &HashSet<String>, keep: bool) -> Piece {
    let (source, bytes) = match intake::read_with_bytes(path) {
        Ok(read) => read,
        Err(error) => return Piece::Failed(error),
    };
    if known.contains(&source.info.sha256) {
        return Piece::Known(source.info.sha256);
    }
    let document = pipeline::extract(&source, grammar);
    Piece::Read(Box::new(archive::prepare(&source, document, keep.then_some(&bytes), grammar)))
}
