//! `cancu graph cascade`: what came down, laid out for people and as rows.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::show;
use crate::document::{Operator, TargetValue, When};
use crate::query::{Alignment, Cascade, Change, Child, Item, Node, Pair, Rows};

const BOLD: Style = Style::new().bold();
const GONE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const NEW: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));

/// The kinds of items with their names.
fn kinds(child: &Child) -> [(&'static str, &Alignment); 3] {
    let answer = &child.answer;
    [("tasks", &answer.tasks), ("targets", &answer.targets), ("deadlines", &answer.deadlines)]
}

/// Child for child: counts, then pairs (=), what was dropped (−) and what was added (+), a line for each item.
pub(super) fn draw(cascade: &Cascade, width: usize) -> String {
    let mut out = String::new();
    line(&mut out, width, BOLD, "", &describe(&cascade.instrument));
    for child in &cascade.children {
        out.push('\n');
        line(&mut out, width, BOLD, &"▼ ".repeat(child.level), &describe(&child.node));
        if child.level > 1 {
            line(&mut out, width, Style::new(), "  ", &format!("of {}", child.parent));
        }
        for (kind, of) in kinds(child) {
            let counts = format!(
                "{kind}: {} of {} answered, {} dropped, {} added",
                of.answered,
                of.of,
                of.dropped.len(),
                of.added.len()
            );
            line(&mut out, width, Style::new().underline(), "  ", &counts);
            for pair in &of.pairs {
                draw_pair(&mut out, width, pair);
            }
            for item in &of.dropped {
                line(&mut out, width, GONE, "  − ", &words(item));
            }
            for item in &of.added {
                line(&mut out, width, NEW, "  + ", &words(item));
            }
        }
    }
    if cascade.children.is_empty() {
        out.push_str("\nno plan that the archive holds carries it out\n");
    }
    if !cascade.missing.is_empty() {
        out.push_str("\nnot held, so not compared:\n");
        for node in &cascade.missing {
            line(&mut out, width, Style::new(), "  ", &describe(node));
        }
    }
    out
}

fn draw_pair(out: &mut String, width: usize, pair: &Pair) {
    line(out, width, Style::new(), "  = ", &words(&pair.parent));
    line(out, width, Style::new(), "    → ", &words(&pair.child));
    let note = note(pair);
    if !note.is_empty() {
        line(out, width, BOLD, "      ", &note);
    }
}

/// What there is to say of a pair besides that it is one.
fn note(pair: &Pair) -> String {
    let mut notes: Vec<String> = pair.changes.iter().map(change).collect();
    if pair.child.when.is_some() {
        let when = |item: &Item| item.when.as_ref().map(time).unwrap_or_default();
        notes.push(format!("{} → {}: {}", when(&pair.parent), when(&pair.child), pair.state.name()));
    }
    if pair.split {
        notes.push("one of several answers".to_owned());
    }
    notes.join("; ")
}

fn change(change: &Change) -> String {
    let child = change.child.as_ref().map_or("nothing".to_owned(), value);
    let differs = change.differs.map(|what| format!(" ({what})")).unwrap_or_default();
    format!("{} → {child}: {}{differs}", value(&change.parent), change.state.name())
}

fn value(value: &TargetValue) -> String {
    let op = if value.op == Operator::Equal { "" } else { show::sign(value.op) };
    let to = value.to.map(|to| format!("–{to}")).unwrap_or_default();
    let space = if value.unit.starts_with(['%', '/', '‰']) { "" } else { " " };
    let by = value.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let scope = value.scope.as_ref().map(|scope| format!(" ({scope})")).unwrap_or_default();
    format!("{op}{}{to}{space}{}{scope}{by}", value.value, value.unit).trim_end().to_owned()
}

fn time(when: &When) -> String {
    match when {
        When::Before { date } => format!("before {date}"),
        When::On { date } => date.clone(),
        When::During { from, to } => {
            let end = |day: &Option<String>| day.clone().unwrap_or_default();
            format!("{}..{}", end(from), end(to))
        }
        When::Every { rrule, before } => format!("{}{rrule}", if *before { "before " } else { "" }),
        When::Ongoing => "ongoing".to_owned(),
        When::After { anchor, duration } => format!("{duration} after {anchor}"),
    }
}

/// An item in one line: where, who, what.
fn words(item: &Item) -> String {
    let label = item.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
    let title = item.title.as_ref().map(|title| format!("{}: ", plain(title))).unwrap_or_default();
    // A heading that is a body says who.
    let who = if item.who.is_empty() || item.title.is_some() {
        String::new()
    } else {
        format!("[{}] ", item.who.join(", "))
    };
    let values: Vec<String> = item.values.iter().map(value).collect();
    let values = if values.is_empty() { String::new() } else { format!(" {}", values.join("; ")) };
    format!("{}  {who}{title}{label}{}{values}", item.section, plain(&item.text))
}

fn describe(node: &Node) -> String {
    let words = [node.printed.as_deref(), node.title.as_deref()];
    let words: Vec<String> = words.into_iter().flatten().map(plain).collect();
    format!("{}  {}", node.id, words.join(" · ")).trim_end().to_owned()
}

/// Text without breaks of lines.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line, cut where it is wider than the page.
fn line(out: &mut String, width: usize, style: Style, margin: &str, text: &str) {
    let room = width.saturating_sub(margin.width()).max(20);
    let whole = text.width() <= room;
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken >= room
    });
    let text = match end {
        Some((at, _)) if !whole => format!("{}…", text[..at].trim_end()),
        _ => text.to_owned(),
    };
    writeln!(out, "{margin}{style}{text}{style:#}").expect("memory takes every letter");
}

/// One row for each pair, and for each item that has none.
pub(super) fn rows(cascade: &Cascade) -> Rows {
    const NAMES: [&str; 8] =
        ["child", "kind", "state", "parent_section", "parent_text", "child_section", "child_text", "note"];
    let mut rows = Rows { names: NAMES.map(str::to_owned).into(), rows: Vec::new() };
    for child in &cascade.children {
        let mut push = |kind: &str, state: &str, above: Option<&Item>, below: Option<&Item>, note: String| {
            let place = |item: Option<&Item>| {
                item.map_or([String::new(), String::new()], |item| [item.section.clone(), plain(&item.text)])
            };
            let ([above, above_text], [below, below_text]) = (place(above), place(below));
            let row = [&child.node.id, kind, state, &above, &above_text, &below, &below_text, &note];
            rows.rows.push(row.map(|cell| cell.into()).into());
        };
        for (kind, of) in kinds(child) {
            for pair in &of.pairs {
                push(kind, pair.state.name(), Some(&pair.parent), Some(&pair.child), note(pair));
            }
            for item in &of.dropped {
                push(kind, "dropped", Some(item), None, String::new());
            }
            for item in &of.added {
                push(kind, "added", None, Some(item), String::new());
            }
        }
    }
    rows
}
