//! Where an export goes: under its name it stands whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{ExportError, Format};

/// The file that tells a folder of an export from a folder of somebody's.
const MARK: &str = ".cancu-export";

/// Where an export goes.
pub enum Place<'a> {
    Stream(&'a mut dyn Write),
    /// A file or a folder; what an earlier export left there is replaced where `replace`.
    Path {
        path: &'a Path,
        replace: bool,
    },
}

impl Place<'_> {
    /// Lets `write` write one file.
    pub(super) fn file(
        self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let (path, replace) = match self {
            Place::Stream(out) => {
                let mut out = BufWriter::new(out);
                write(&mut out)?;
                return Ok(out.flush()?);
            }
            Place::Path { path, replace } => (path, replace),
        };
        if path.is_dir() {
            return Err(ExportError::Foreign(path.to_owned()));
        }
        if path.symlink_metadata().is_ok() && !replace {
            return Err(ExportError::Exists(path.to_owned()));
        }
        let draft = beside(path, "part");
        let run = || {
            let mut out = BufWriter::new(File::create(&draft)?);
            write(&mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            Ok(fs::rename(&draft, path)?)
        };
        run().map_err(|error| {
            let _ = fs::remove_file(&draft);
            placed(error, path)
        })
    }

    /// Lets `write` write the files of a folder.
    pub(super) fn folder(
        self,
        format: Format,
        write: impl FnOnce(&Path) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let Place::Path { path, replace } = self else { return Err(ExportError::NeedsFolder(format)) };
        let old = if path.symlink_metadata().is_err() {
            None
        } else if path.is_dir() && is_empty(path).map_err(|cause| placed(cause.into(), path))? {
            Some(None)
        } else if !path.join(MARK).exists() {
            return Err(ExportError::Foreign(path.to_owned()));
        } else if !replace {
            return Err(ExportError::Exists(path.to_owned()));
        } else {
            Some(Some(beside(path, "old")))
        };
        let draft = beside(path, "part");
        let run = || {
            fs::create_dir(&draft)?;
            fs::write(draft.join(MARK), format!("{}\n", format.name()))?;
            write(&draft)?;
            match &old {
                None => {}
                Some(None) => fs::remove_dir(path)?,
                Some(Some(old)) => fs::rename(path, old)?,
            }
            fs::rename(&draft, path).inspect_err(|_| {
                if let Some(Some(old)) = &old {
                    let _ = fs::rename(old, path);
                }
            })?;
            if let Some(Some(old)) = &old {
                fs::remove_dir_all(old)?;
            }
            Ok(())
        };
        run().map_err(|error| {
            let _ = fs::remove_dir_all(&draft);
            placed(error, path)
        })
    }
}

/// A new file in a folder of an export.
pub(super) fn create(folder: &Path, name: &str) -> io::Result<BufWriter<File>> {
    File::create_new(folder.join(name)).map(BufWriter::new)
}

/// The error with the name of the place.
fn placed(error: ExportError, path: &Path) -> ExportError {
    match error {
        ExportError::Stream(cause) => ExportError::Write { path: path.to_owned(), cause },
        error => error,
    }
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(folder)?.next().is_none())
}

/// A name in the same folder that nobody else uses: `.plans.graphml.part-4711`.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{what}-{}", std::process::id()));
    path.with_file_name(name)
}
