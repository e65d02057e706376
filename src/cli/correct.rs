//! `cancu correct`, `accept`, `reject`, `withdraw`, `review`: what people decide about an extraction.

use serde_json::{Value, json};

use super::archive::answer;
use super::args;
use super::console::Console;
use super::{Outcome, Stop};
use crate::archive::{Action, Archive, CorrectionError, Decision, State};
use crate::grammar::Grammar;
use crate::{pipeline, query};

impl From<CorrectionError> for Stop {
    fn from(error: CorrectionError) -> Stop {
        match error {
            CorrectionError::Archive(error) => error.into(),
            CorrectionError::Address(reason) => Stop::usage(reason)
                .hint("«cancu review» and «cancu export ndjson» show addresses: title, header/signature/name, citations/3/target"),
            CorrectionError::Value { .. } => Stop::usage(error.to_string()),
        }
    }
}

pub(super) fn correct(args: &args::Correct, grammar: &Grammar, console: &Console) -> Result<Outcome, Stop> {
    let value = value(&args.field, &args.value, grammar)?;
    decide(&args.decision, Action::Set, &args.field, value, grammar, console)
}

pub(super) fn judge(
    args: &args::Judge,
    action: Action,
    grammar: &Grammar,
    console: &Console,
) -> Result<Outcome, Stop> {
    decide(&args.decision, action, &args.fact, Value::Null, grammar, console)
}

fn decide(
    decision: &args::Decision,
    action: Action,
    address: &str,
    value: Value,
    grammar: &Grammar,
    console: &Console,
) -> Result<Outcome, Stop> {
    let mut archive = Archive::update(&decision.author.archive)?;
    let key = text(&archive, &decision.document)?;
    let noted = archive.correct(
        &Decision {
            key,
            action,
            address,
            value,
            by: &decision.author.by,
            why: decision.author.why.as_deref(),
            at: &now(),
        },
        grammar,
    )?;
    match noted {
        (id, State::Agreed) => console.note(&format!("correction {id}: the extraction says the same")),
        (id, _) => console.note(&format!("correction {id} noted; «cancu withdraw {id}» takes it back")),
    }
    Ok(Outcome::Good)
}

/// What was typed, as the contract has it: a type and an issuer by name; else JSON, else the words themselves.
fn value(field: &str, typed: &str, grammar: &Grammar) -> Result<Value, Stop> {
    match field.trim_start_matches("header").trim_start_matches(['/', '.']) {
        "kind" => {
            let kind = pipeline::kind_named(typed, grammar).ok_or_else(|| {
                Stop::usage(format!("no type of document «{typed}»"))
                    .hint("give a code or a name: KH, Kế hoạch")
            })?;
            Ok(json!({ "code": kind.code, "name": kind.name }))
        }
        "issuer" => {
            let issuer = pipeline::issuer_named(typed, grammar);
            Ok(serde_json::to_value(issuer).expect("an issuer has string keys only"))
        }
        // Words that look like a number are words here.
        "number" | "symbol" | "date" | "place" | "title" | "filing" if typed != "null" => Ok(typed.into()),
        _ => Ok(serde_json::from_str(typed).unwrap_or_else(|_| typed.into())),
    }
}

/// The key of the one text that a name means.
fn text(archive: &Archive, name: &str) -> Result<i64, Stop> {
    let found = query::find_documents(archive, name)?;
    match found.as_slice() {
        [] => Err(Stop::failure(format!("the archive holds no document «{name}»"))
            .hint("give its number, its canonical id, its file or its key (#12)")),
        [only] => Ok(only.key),
        several => {
            let list: Vec<String> = several
                .iter()
                .map(|held| format!("#{} {} {}", held.key, held.document, held.paths))
                .collect();
            Err(Stop::usage(format!("«{name}» may be:\n  {}", list.join("\n  ")))
                .hint("give one of these keys"))
        }
    }
}

/// Now, to the second.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub(super) fn withdraw(args: &args::Withdraw, grammar: &Grammar, console: &Console) -> Result<Outcome, Stop> {
    let mut archive = Archive::update(&args.author.archive)?;
    archive.withdraw(args.correction, &args.author.by, args.author.why.as_deref(), &now(), grammar)?;
    console.note(&format!("correction {} is taken back", args.correction));
    Ok(Outcome::Good)
}

pub(super) fn review(args: &args::Review, console: &Console) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.answer.archive)?;
    if args.history {
        return answer(&query::history(&archive)?, args.answer.format);
    }
    let list = query::review(&archive, args.limit)?;
    if list.is_empty() {
        console.note("nothing is left to look at");
    }
    answer(&list, args.answer.format)
}
