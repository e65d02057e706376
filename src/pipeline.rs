//! The stages in order: from a [`Source`] to a [`Document`].
//!
//! In: a decoded source and a grammar. Out: everything the output contract asks for. Pure: no clock, no file, no
//! network; the same source gives the same document.

use crate::document::{
    Diagnostic, Document, Header, HeaderSpans, Issuer, Kind, Legibility, Repair, SCHEMA, Section, Severity,
    Signature, Verdict,
};
use crate::facts::citation::{Mention, mentions};
use crate::facts::{Reading, assignment, deadline, target};
use crate::grammar::Grammar;
use crate::legibility::legibility;
use crate::link::{self, Home, Origin, Own};
use crate::phrase::number::{Number, number};
use crate::phrase::time::sole_year;
use crate::source::Source;
use crate::structure::{self, Outline, Remark};
use crate::text::{self, Run, Text};

/// The canonical id of a document with that head, as [`extract`] gives it.
pub fn identify(header: &Header, sha256: &str, grammar: &Grammar) -> String {
    let text = header.number.as_deref().map(|printed| grammar.read(printed));
    let number = text.as_ref().and_then(|text| number(text, grammar, text.all()));
    let origin = Origin { issuer: header.issuer.clone(), run: None, home: Home::default(), completed: false };
    let kind = header.kind.as_ref().map(|kind| kind.code.as_str());
    let own = Own { origin: &origin, kind, number: number.as_ref(), date: header.date.as_deref() };
    link::own_id(grammar, &own, sha256)
}

/// The body that a full name stands for, as the issuer of a document.
pub fn issuer_named(name: &str, grammar: &Grammar) -> Issuer {
    link::body::issuer_named(grammar, name)
}

/// The type of document with that code or name.
pub fn kind_named(name: &str, grammar: &Grammar) -> Option<Kind> {
    let same = |other: &str| text::fold(other) == text::fold(name);
    let entry =
        grammar.types.entries().iter().find(|entry| same(&entry.value.code) || same(&entry.value.name))?;
    Some(Kind { code: entry.value.code.clone(), name: entry.value.name.clone() })
}

/// Reads one document.
pub fn extract(source: &Source, grammar: &Grammar) -> Document {
    let mut text = grammar.read(&source.text);
    let outline = structure::outline(&mut text, grammar);
    let text = &text;
    let origin = link::origin(text, grammar, &outline);
    let own_number = outline.head.number.and_then(|run| number(text, grammar, run));
    let header = header(text, grammar, &outline, &origin, own_number.as_ref());
    let reading = Reading {
        text,
        grammar,
        outline: &outline,
        year: year(text, grammar, &outline, header.date.as_deref()),
        dated: header.date.as_deref().and_then(year_of),
    };
    let own = Own {
        origin: &origin,
        kind: header.kind.as_ref().map(|kind| kind.code.as_str()),
        number: own_number.as_ref(),
        date: header.date.as_deref(),
    };
    let id = link::own_id(grammar, &own, &source.info.sha256);
    let mentions = mentions(reading);
    let mut repairs = Vec::new();
    for mention in &mentions {
        repairs.extend(noun_repair(text, grammar, mention));
        if let crate::facts::citation::Naming::Number(number) = &mention.naming {
            repairs.extend(number_repair(text, number));
        }
    }
    let (citations, links) = link::link(reading, mentions, &own);
    let assignments = assignment::assignments(reading);
    let deadlines = deadline::deadlines(reading, &assignments);
    let targets = target::targets(reading);
    let bodies = link::body::bodies(reading, &own, &header, &assignments, &deadlines);
    let legibility = legibility(text);
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(damage(text, &legibility));
    remarks(text, &outline, &mut repairs, &mut diagnostics);
    unresolved(&citations, &mut diagnostics);
    repairs.extend(own_number.as_ref().and_then(|number| number_repair(text, number)));
    repairs.sort_by(|a, b| (a.span, &a.repaired).cmp(&(b.span, &b.repaired)));
    diagnostics.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
    Document {
        schema: SCHEMA.into(),
        id,
        source: source.info.clone(),
        header,
        sections: sections(text, &outline),
        citations,
        links,
        assignments,
        deadlines,
        targets,
        bodies,
        legibility,
        repairs,
        diagnostics,
    }
}

/// Says that a text is too damaged to be trusted.
fn damage(text: &Text, legibility: &Legibility) -> Option<Diagnostic> {
    let basis = &legibility.basis;
    (legibility.verdict == Verdict::Illegible).then(|| Diagnostic {
        severity: Severity::Warning,
        code: "illegible".into(),
        message: format!(
            "the text is too damaged to be trusted: of {} words {} cannot be Vietnamese, of {} syllables {} bear marks",
            basis.words,
            basis.unknown + basis.stray + basis.misspelt,
            basis.syllables,
            basis.marked
        ),
        span: text.span(text.all()),
    })
}

/// What had to be mended in a number.
fn number_repair(text: &Text, number: &Number) -> Option<Repair> {
    let rule = number.repair?;
    let printed = text.value(number.run);
    // In a title set in capitals «QĐ-TTG» is no slip.
    let capitals = number.canonical.to_uppercase() == printed.to_uppercase();
    (!capitals).then(|| Repair {
        span: text.span(number.run),
        text: text.value(number.run),
        repaired: number.canonical.clone(),
        rule: rule.into(),
    })
}

/// What had to be mended in the word for the type: a letter that Vietnamese does not have, «Ñghị định».
fn noun_repair(text: &Text, grammar: &Grammar, mention: &Mention) -> Option<Repair> {
    let noun = grammar.types.at_within(text, mention.run)?;
    let printed = text.value(noun.run);
    let name = &noun.entry.value.name;
    let torn = printed.chars().any(text::is_foreign) && text::fold(name) == text.folded(noun.run);
    torn.then(|| Repair {
        span: text.span(noun.run),
        text: printed,
        repaired: name.clone(),
        rule: "type-letter".into(),
    })
}

/// The header's values.
fn header(
    text: &Text,
    grammar: &Grammar,
    outline: &Outline,
    origin: &Origin,
    number: Option<&Number>,
) -> Header {
    let (head, foot) = (&outline.head, &outline.foot);
    let value = |run: Option<Run>| run.map(|run| text.value(run));
    let span = |run: Option<Run>| run.map(|run| text.span(run));
    // Where a portal has left out the line of the type, the number tells it: «18/2025/NQ-HĐND».
    let kind = head.kind.clone().or_else(|| {
        let number = number?;
        let entry = grammar.type_of_code(number.kind.as_deref()?).filter(|entry| entry.heading)?;
        Some((Kind { code: entry.code.clone(), name: entry.name.clone() }, number.run))
    });
    let symbol_run = number.map(|number| number.run).or(head.number).and_then(|run| symbol_run(text, run));
    let symbol = number
        .map(|number| number.symbol.clone())
        .or_else(|| symbol_run.map(|run| canonical_symbol(text, grammar, run)));
    let signature =
        (foot.position.is_some() || foot.name.is_some() || !foot.authority.is_empty()).then(|| Signature {
            authority: foot.authority.iter().map(|run| text.value(*run)).collect(),
            position: value(foot.position),
            name: value(foot.name),
        });
    let signing: Vec<Run> = foot.authority.iter().copied().chain(foot.position).chain(foot.name).collect();
    let cover = |runs: &[Run]| {
        let start = runs.iter().map(|run| run.start).min()?;
        let end = runs.iter().map(|run| run.end).max()?;
        Some(text.span(Run::new(start, end)))
    };
    Header {
        kind: kind.as_ref().map(|(kind, _)| kind.clone()),
        number: number.map(|number| number.canonical.clone()),
        symbol,
        date: head.date.as_ref().map(|dated| dated.iso.clone()),
        place: value(head.place),
        title: value(head.title),
        issuer: origin.issuer.clone(),
        signature,
        recipients: foot.recipients.iter().map(|run| text.value(*run)).collect(),
        addressees: head.addressees.iter().map(|run| text.value(*run)).collect(),
        filing: value(foot.filing),
        spans: HeaderSpans {
            kind: span(kind.as_ref().map(|(_, run)| *run)),
            number: number.map(|number| text.span(number.run)),
            symbol: span(symbol_run),
            date: span(head.date.as_ref().map(|dated| dated.run)),
            place: span(head.place),
            title: span(head.title),
            issuer: span(origin.run),
            signature: cover(&signing),
            recipients: cover(&foot.recipients),
            addressees: cover(&head.addressees),
            filing: span(foot.filing),
        },
    }
}

/// The symbol in «/KH-UBND»: what follows the first slash, or a Party's hyphen.
fn symbol_run(text: &Text, number: Run) -> Option<Run> {
    let slice = text.slice(number);
    let digits = slice.iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = match slice.get(digits) {
        Some(b'-') => digits,
        // «1152QĐ-BTTTT»: the slash is lost.
        // «2/42 /KH-SYT»: a slash within the damaged digits is none.
        _ => memchr::memmem::rfind(slice, b" /")
            .filter(|&at| slice[..at].contains(&b'/') && !slice[..at].iter().any(u8::is_ascii_lowercase))
            .map(|at| at + 1)
            .or_else(|| memchr::memchr(b'/', slice))
            .or_else(|| digits.checked_sub(1))?,
    };
    let run = text.trim_marks(Run::new(number.start + sign + 1, number.end), b"/-. ");
    // «15/2010/QĐ-UBND», and «2/42 /KH-SYT» where a hand has written the number.
    let slice = text.slice(run);
    let figures = slice.iter().take_while(|b| b.is_ascii_digit()).count();
    let blank = usize::from(slice.get(figures) == Some(&b' '));
    let run = if (1..=4).contains(&figures) && slice.get(figures + blank) == Some(&b'/') {
        Run::new(run.start + figures + blank + 1, run.end)
    } else {
        run
    };
    (!run.is_empty() && run.len() < 40).then_some(run)
}

fn canonical_symbol(text: &Text, grammar: &Grammar, run: Run) -> String {
    // The number grammar reads a symbol behind any number.
    let printed = text.latin(run);
    let probe = format!("1/{printed}");
    let probed = Text::new(&probe);
    number(&probed, grammar, probed.all()).map_or(printed, |number| number.symbol)
}

/// The year a document is for: that of the title if it names one, else that of its date.
fn year(text: &Text, grammar: &Grammar, outline: &Outline, date: Option<&str>) -> Option<i32> {
    let of_title = outline.title.and_then(|title| sole_year(text, grammar, title));
    let of_date = date.and_then(year_of);
    // A review of last year is due this year.
    of_title.max(of_date)
}

/// The year of an ISO date.
fn year_of(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

/// The tree of sections.
fn sections(text: &Text, outline: &Outline) -> Vec<Section> {
    fn node(text: &Text, outline: &Outline, index: usize) -> Section {
        let node_ = &outline.nodes[index];
        let mut children = Vec::new();
        let mut next = index + 1;
        while next < node_.end {
            children.push(node(text, outline, next));
            next = outline.nodes[next].end;
        }
        Section {
            id: node_.id.clone(),
            kind: node_.kind,
            marker: node_.marker.map(|run| text.value(run)),
            title: node_.title.map(|run| text.value(run)),
            text: text.lines(&node_.paragraphs),
            span: text.span(node_.extent),
            children,
        }
    }
    let mut sections = Vec::new();
    let mut next = 0;
    while next < outline.nodes.len() {
        sections.push(node(text, outline, next));
        next = outline.nodes[next].end;
    }
    sections
}

/// Repairs and doubts of the numbering.
fn remarks(text: &Text, outline: &Outline, repairs: &mut Vec<Repair>, diagnostics: &mut Vec<Diagnostic>) {
    for remark in &outline.remarks {
        match remark {
            Remark::Repair { run, repaired, rule } => repairs.push(Repair {
                span: text.span(*run),
                text: text.value(*run),
                repaired: repaired.clone(),
                rule: (*rule).into(),
            }),
            Remark::Doubt { run, code, message } => diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                code: (*code).into(),
                message: message.clone(),
                span: text.span(*run),
            }),
        }
    }
}

/// Citations whose instrument stays open.
fn unresolved(citations: &[crate::document::Citation], diagnostics: &mut Vec<Diagnostic>) {
    for citation in citations {
        let inside =
            citation.number.as_deref().and_then(|number| number.split('/').nth(1)).filter(|y| y.len() == 4);
        let dated = citation.date.as_deref().and_then(|date| date.get(..4));
        if let (Some(inside), Some(dated)) = (inside, dated)
            && inside.bytes().all(|b| b.is_ascii_digit())
            && inside != dated
        {
            diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                code: "citation-year".into(),
                message: format!("the number is of {inside}, the date of {dated}: «{}»", citation.text),
                span: citation.span,
            });
        }
        let open = citation.target.split('/').any(|part| part == "_");
        if open {
            diagnostics.push(Diagnostic {
                severity: Severity::Info,
                code: "citation-unresolved".into(),
                message: format!("the text does not say which instrument «{}» is", citation.text),
                span: citation.span,
            });
        }
    }
}
