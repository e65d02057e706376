//! Instruments by what people call them.

use rusqlite::params;

use crate::archive::{Archive, ArchiveError, printed_slug};

/// An instrument that a name fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub(super) key: i64,
    /// The canonical id.
    pub id: String,
    /// The number as printed, where some document prints it.
    pub printed: Option<String>,
    /// Whether the archive holds its text.
    pub held: bool,
}

/// The instruments that `name` may mean: a canonical id, or a number in any spelling («28-CT/TW», «Chỉ thị số 28 ct/tw»).
///
/// Those whose issuer and year are known come alone where there are any.
pub fn find(archive: &Archive, name: &str) -> Result<Vec<Found>, ArchiveError> {
    let number = name.find(|c: char| c.is_ascii_digit()).map_or("", |start| &name[start..]);
    let sql = "SELECT id, name, printed, complete, EXISTS (SELECT 1 FROM document
            WHERE document.instrument = instrument.id AND document.held)
        FROM instrument WHERE name = ?1 OR printed_slug = ?2 ORDER BY name";
    let found = archive.rows(sql, params![name.trim(), printed_slug(number)], |row| {
        let found = Found { key: row.get(0)?, id: row.get(1)?, printed: row.get(2)?, held: row.get(4)? };
        Ok((row.get(3)?, found))
    })?;
    if let Some((_, exact)) = found.iter().find(|(_, found)| found.id == name.trim()) {
        return Ok(vec![exact.clone()]);
    }
    let certain = found.iter().any(|(complete, found): &(bool, Found)| *complete || found.held);
    let keep = |(complete, found): (bool, Found)| (!certain || complete || found.held).then_some(found);
    Ok(found.into_iter().filter_map(keep).collect())
}
