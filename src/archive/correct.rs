//! Corrections made, taken back, and carried to the next text of a document.

use rusqlite::{Connection, params};
use serde_json::Value;

use super::overlay::{self, Action, Address, Correction, State};
use super::rows::Rows;
use super::store::Head;
use super::{Archive, ArchiveError, Writer};
use crate::grammar::Grammar;
use crate::pipeline;

/// What somebody decides about a fact.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// The key of the document.
    pub key: i64,
    pub action: Action,
    /// `header/number`, `citations/3`, `citations/3/target`; a bare name is a field of the head.
    pub address: &'a str,
    /// The new value of a field; JSON of the contract.
    pub value: Value,
    pub by: &'a str,
    pub why: Option<&'a str>,
    /// The time, ISO 8601.
    pub at: &'a str,
}

/// Why a decision cannot be noted.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// No such document, fact, field or correction.
    #[error("{0}")]
    Address(String),
    /// The value does not fit the field.
    #[error("«{value}» does not fit {address}: {reason}")]
    Value { address: String, value: String, reason: String },
}

impl Archive {
    /// Notes a decision and makes the rows of its document anew; gives the number of the correction.
    pub fn correct(
        &mut self,
        decision: &Decision<'_>,
        grammar: &Grammar,
    ) -> Result<(i64, State), CorrectionError> {
        let (extracted, _) = self.content(decision.key)?;
        let address = Address::parse(decision.address).ok_or_else(|| unknown(decision.address))?;
        let anchor = overlay::anchor(&extracted, &address).ok_or_else(|| unknown(decision.address))?;
        match decision.action {
            Action::Set if address.is_fact() => {
                return Err(CorrectionError::Address(format!("{address} is a fact: name one of its fields")));
            }
            Action::Set => overlay::check(&extracted, &address, &decision.value).map_err(|reason| {
                CorrectionError::Value {
                    address: address.to_string(),
                    value: decision.value.to_string(),
                    reason,
                }
            })?,
            _ if !address.is_fact() => {
                return Err(CorrectionError::Address(format!(
                    "{address} is a field: accept or reject the fact"
                )));
            }
            _ => {}
        }
        self.change(decision.key, grammar, |connection| {
            let sql = r#"INSERT INTO correction (document, action, address, anchor, value, "by", why, "at", state)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'applied') RETURNING id"#;
            let value = (decision.action == Action::Set).then(|| decision.value.to_string());
            connection.query_row(
                sql,
                params![
                    decision.key,
                    decision.action.word(),
                    address.to_string(),
                    anchor.to_string(),
                    value,
                    decision.by,
                    decision.why,
                    decision.at
                ],
                |row| row.get(0),
            )
        })
    }

    /// Takes a correction back; both stay in the history.
    pub fn withdraw(
        &mut self,
        correction: i64,
        by: &str,
        why: Option<&str>,
        at: &str,
        grammar: &Grammar,
    ) -> Result<i64, CorrectionError> {
        let sql =
            "SELECT document FROM correction WHERE id = ?1 AND action <> 'withdraw' AND state <> 'withdrawn'";
        let Some(key) = self.rows(sql, [correction], |row| row.get(0))?.pop() else {
            return Err(CorrectionError::Address(format!(
                "there is no correction {correction} to take back"
            )));
        };
        let (id, _) = self.change(key, grammar, |connection| {
            connection.execute("UPDATE correction SET state = 'withdrawn' WHERE id = ?1", [correction])?;
            let sql = r#"INSERT INTO correction (document, action, address, anchor, "by", why, "at", state, withdraws)
                SELECT document, 'withdraw', address, anchor, ?2, ?3, ?4, 'applied', id FROM correction WHERE id = ?1
                RETURNING id"#;
            connection.query_row(sql, params![correction, by, why, at], |row| row.get(0))
        })?;
        Ok(id)
    }

    /// Runs `note` and makes the rows of the document anew, in one transaction.
    fn change(
        &mut self,
        key: i64,
        grammar: &Grammar,
        note: impl FnOnce(&Connection) -> rusqlite::Result<i64>,
    ) -> Result<(i64, State), CorrectionError> {
        let sql = "SELECT grammar FROM document WHERE id = ?1";
        let version: Option<String> = self.rows(sql, [key], |row| row.get(0))?.pop();
        let mut writer = self.writer(version.as_deref().unwrap_or_default(), grammar, 1)?;
        let id = writer.note(note)?;
        writer.rewrite(key)?;
        writer.finish()?;
        let sql = "SELECT state FROM correction WHERE id = ?1";
        let state: Option<String> = self.rows(sql, [id], |row| row.get(0))?.pop();
        let state = match state.as_deref() {
            Some("agreed") => State::Agreed,
            Some("orphaned") => State::Orphaned,
            _ => State::Applied,
        };
        Ok((id, state))
    }

    /// How many corrections are on nothing any more.
    pub fn orphaned(&self) -> Result<i64, ArchiveError> {
        self.number("SELECT count(*) FROM corrections WHERE state = 'orphaned'")
    }
}

impl Writer<'_> {
    /// Makes the rows of a stored document anew from its extraction and its corrections.
    pub(super) fn rewrite(&mut self, key: i64) -> Result<(), ArchiveError> {
        let (extracted, printed) = self.archive().content(key)?;
        let mut run = || -> rusqlite::Result<()> {
            let list = corrections(&self.archive().connection, key)?;
            let corrected = overlay::apply(&extracted, &list);
            let document = corrected.document.as_ref();
            let name = match corrected.head {
                true => pipeline::identify(&document.header, &document.source.sha256, self.grammar()),
                false => document.id.clone(),
            };
            let rows = Rows::new(&corrected, &printed, &name);
            self.write_facts(&Head::new(document, name, self.grammar()), &rows, Some(key))?;
            let sql = "UPDATE correction SET state = ?2 WHERE id = ?1";
            let mut settle = self.archive().connection.prepare_cached(sql)?;
            for (correction, state) in &corrected.states {
                settle.execute(params![correction, state.word()])?;
            }
            Ok(())
        };
        run().map_err(|cause| self.archive().trouble(cause))
    }

    /// Whether corrections are to be laid over a document.
    pub(super) fn is_corrected(&self, key: i64) -> Result<bool, ArchiveError> {
        let list = corrections(&self.archive().connection, key);
        list.map(|list| !list.is_empty()).map_err(|cause| self.archive().trouble(cause))
    }

    fn note(&self, note: impl FnOnce(&Connection) -> rusqlite::Result<i64>) -> Result<i64, ArchiveError> {
        note(&self.archive().connection).map_err(|cause| self.archive().trouble(cause))
    }

    /// Carries the corrections of one text of a document to the next.
    pub(super) fn carry(&mut self, from: i64, to: i64) -> Result<(), ArchiveError> {
        let sql = r#"INSERT INTO correction (document, action, address, anchor, value, "by", why, "at", state, carried_from)
            SELECT ?2, action, address, anchor, value, "by", why, "at", 'applied', id FROM correction AS old
            WHERE document = ?1 AND action <> 'withdraw' AND state <> 'withdrawn'
                AND NOT EXISTS (SELECT 1 FROM correction AS there WHERE there.document = ?2
                    AND (there.carried_from = old.id OR there.id = old.carried_from))
            ORDER BY id"#;
        if self.execute(sql, [from, to])? > 0 {
            self.rewrite(to)?;
        }
        Ok(())
    }
}

fn unknown(address: &str) -> CorrectionError {
    CorrectionError::Address(format!("there is nothing at «{address}»"))
}

/// The corrections of a document that stand, in the order in which they were made.
pub(super) fn corrections(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Correction>> {
    let sql = "SELECT id, action, address, anchor, value, carried_from IS NOT NULL FROM correction
        WHERE document = ?1 AND action <> 'withdraw' AND state <> 'withdrawn' ORDER BY id";
    let json =
        |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Value::Null);
    let list = connection
        .prepare_cached(sql)?
        .query_map([key], |row| {
            let action = Action::read(&row.get::<_, String>(1)?);
            let address = Address::parse(&row.get::<_, String>(2)?);
            let (anchor, value) = (json(row.get(3)?), json(row.get(4)?));
            let (id, carried) = (row.get(0)?, row.get(5)?);
            Ok(action.zip(address).map(|(action, address)| Correction {
                id,
                action,
                address,
                anchor,
                value,
                carried,
            }))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(list.into_iter().flatten().collect())
}
