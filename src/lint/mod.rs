//! What a clerk would correct before signing (kiểm tra thể thức và nội dung kế hoạch).
//!
//! In: an extracted [`Document`] and the text it was read from. Out: [`Finding`]s in the order of the text, each with a
//! stable [`Code`], a place and a sentence in Vietnamese and in English. Precision goes before recall: what a clerk could
//! defend is not reported. How findings are shown, and which of them let a run fail, is not decided here.

mod citation;
mod code;
mod form;
mod numbering;
mod task;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use code::Code;

use crate::document::{Document, Severity, Span};
use crate::grammar::Grammar;
use crate::text::{Run, Text};

/// Something to correct, or to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// Where: the words at fault, or the line beside which something is missing.
    pub span: Span,
    /// One sentence in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

/// What to look for beside the defaults.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Codes that are errors, also those that are off by default.
    pub deny: Vec<Code>,
    /// Codes that are not looked for.
    pub allow: Vec<Code>,
}

impl Settings {
    /// How much a code matters; none where it is not looked for. What is denied wins.
    fn severity(&self, code: Code) -> Option<Severity> {
        if self.deny.contains(&code) {
            return Some(Severity::Error);
        }
        (code.on_by_default() && !self.allow.contains(&code)).then(|| code.severity())
    }
}

/// Checks a document with the default settings. `source` is the decoded text that its spans point into.
pub fn check(document: &Document, source: &str, grammar: &Grammar) -> Vec<Finding> {
    check_with(document, source, grammar, &Settings::default())
}

/// As [`check`], with codes denied and allowed.
pub fn check_with(document: &Document, source: &str, grammar: &Grammar, settings: &Settings) -> Vec<Finding> {
    let mut desk = Desk { document, text: Text::new(source), grammar, settings, findings: Vec::new() };
    form::check(&mut desk);
    numbering::check(&mut desk);
    citation::check(&mut desk);
    task::check(&mut desk);
    let mut findings = desk.findings;
    findings.sort_by(|a, b| (a.span, a.code, &a.vi).cmp(&(b.span, b.code, &b.vi)));
    findings.dedup();
    findings
}

/// A document under examination.
struct Desk<'a> {
    document: &'a Document,
    text: Text<'a>,
    grammar: &'a Grammar,
    settings: &'a Settings,
    findings: Vec<Finding>,
}

impl Desk<'_> {
    fn report(&mut self, code: Code, span: Span, vi: String, en: String) {
        if let Some(severity) = self.settings.severity(code) {
            self.findings.push(Finding { code, severity, span, vi, en });
        }
    }

    fn wants(&self, code: Code) -> bool {
        self.settings.severity(code).is_some()
    }

    /// The folded text of a span.
    fn run(&self, span: Span) -> Run {
        Run::new(self.text.folded_at(span.start()), self.text.folded_at(span.end()))
    }

    /// The folded bytes of a run, a space for each break of lines.
    fn words(&self, run: Run) -> Vec<u8> {
        let spaced = |&byte: &u8| if crate::text::is_break(byte) { b' ' } else { byte };
        self.text.slice(run).iter().map(spaced).collect()
    }

    /// The first line of a span, without the space around it.
    fn first_line(&self, span: Span) -> Span {
        let source = self.text.source();
        let Some(words) = source.get(span.range()) else { return span };
        let start = span.start() + words.len() - words.trim_start().len();
        let line = words.trim_start().lines().next().unwrap_or_default().trim_end();
        Span::new(start, start + line.len())
    }

    /// Where `words` stand inside `span`; its first line where they do not.
    fn place_of(&self, words: &str, span: Span) -> Span {
        let run = self.run(span);
        let folded = crate::text::fold(words);
        match memchr::memmem::find(&self.words(run), folded.as_bytes()) {
            Some(place) if !folded.is_empty() => {
                let start = run.start + place;
                self.text.span(Run::new(start, start + folded.len()))
            }
            _ => self.first_line(span),
        }
    }
}
