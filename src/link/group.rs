//! Groups: names that say nobody in particular, «các sở, ban, ngành», «UBND các xã, phường», «UBND cấp xã».
//!
//! In: the name of one body of a fact. Out: an [`Entity`] with an id that is the same for all spellings of the group, or
//! none where the name is that of a body. Which bodies belong to the group is not decided here.

use super::body::Entity;
use super::identity::{Unit, unit_at};
use crate::document::{Branch, Certainty, Level};
use crate::grammar::{self, BodyClass, Grammar};
use crate::text::{self, Run, Text};

/// The group that a name means, if it means one.
pub(super) fn group(text: &Text, grammar: &Grammar, run: Run) -> Option<Entity> {
    let head = grammar.bodies.at_within(text, run);
    let rest = Run::new(head.map_or(run.start, |found| found.run.end), run.end);
    if !is_group(text, grammar, run, head.map(|found| found.run.end)) {
        return None;
    }
    let body = head.map(|found| &found.entry.value);
    Some(Entity {
        id: id(text, grammar, rest, body),
        name: text.value(run),
        level: level(text, grammar, run),
        branch: body.map(|body| body.branch).or_else(|| branch(text, grammar, run)),
        generic: true,
        certainty: Certainty::Stated,
        family: None,
    })
}

fn class_at(text: &Text, grammar: &Grammar, run: Run) -> Option<(BodyClass, usize)> {
    grammar.body_words.at_within(text, run).map(|found| (found.entry.value.class, found.run.end))
}

/// Whether the name opens with «các» or a common noun, or names kinds of units without their names.
fn is_group(text: &Text, grammar: &Grammar, run: Run, head: Option<usize>) -> bool {
    let first = class_at(text, grammar, run).filter(|_| head.is_none());
    match first {
        Some((BodyClass::Quantifier | BodyClass::Generic, _)) => return true,
        Some((BodyClass::Bare | BodyClass::Unit, end))
            if text.slice(run)[end - run.start..].starts_with(b",") =>
        {
            return true;
        }
        _ => {}
    }
    let rest = Run::new(head.or(first.map(|(_, end)| end)).unwrap_or(run.start), run.end);
    has_kinds(text, grammar, rest)
}

/// «các xã», «cấp xã», «xã, phường» behind the name of a body. «Ban Quản lý các khu công nghiệp», «Liên hiệp các hội» are single.
fn has_kinds(text: &Text, grammar: &Grammar, rest: Run) -> bool {
    let mut last: Option<Run> = None;
    for found in grammar.body_words.find_iter(text, rest) {
        match found.entry.value.class {
            BodyClass::Quantifier => {
                const SINGLE: [&[u8]; 4] = [b"khu ", b"hoi ", b"to chuc ", b"du an "];
                let next = text.slice(text.trim(Run::new(found.run.end, rest.end)));
                if !SINGLE.iter().any(|word| next.starts_with(word)) {
                    return true;
                }
            }
            BodyClass::Unit => {
                const JOINTS: [&[u8]; 4] = [b", ", b" va ", b"/", b", va "];
                let joint = last.map(|last| text.slice(Run::new(last.end, found.run.start)));
                if text.slice(found.run).starts_with(b"cap ")
                    || joint.is_some_and(|joint| JOINTS.contains(&joint))
                {
                    return true;
                }
                last = Some(found.run);
            }
            _ => {}
        }
    }
    false
}

/// `nhom/`, the slug of the body, «các», the kinds in the order of the levels. What only quantifies or joins is left out.
fn id(text: &Text, grammar: &Grammar, rest: Run, body: Option<&grammar::Body>) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    let mut only_units = true;
    let mut place = rest.start;
    for word in text.split(rest, |b| !text::is_word(b)) {
        if word.start < place {
            continue;
        }
        let tail = Run::new(word.start, rest.end);
        match class_at(text, grammar, tail) {
            Some((BodyClass::Quantifier | BodyClass::Joiner, end)) => {
                place = end;
                continue;
            }
            _ if text.slice(tail).starts_with(b"co lien quan") => continue,
            _ => {}
        }
        let unit = class_at(text, grammar, tail).filter(|(class, _)| *class == BodyClass::Unit);
        match unit.and_then(|_| unit_at(text, tail)) {
            Some((unit, end)) => {
                units.push(unit);
                place = end;
                words.push(unit.slug().to_owned());
            }
            None => {
                only_units = false;
                // «trực thuộc TW».
                words.push(if text.slice(word) == b"tw" {
                    "trung-uong".to_owned()
                } else {
                    text.folded(word).to_owned()
                });
            }
        }
    }
    let sorted: Vec<&str> =
        Unit::ALL.into_iter().filter(|unit| units.contains(unit)).map(|unit| unit.slug()).collect();
    let kinds = if only_units { sorted.join("-") } else { text::slug(&words.join(" ")) };
    let many = if kinds.starts_with("cap-") { "" } else { "cac-" };
    let body = body.map_or(String::new(), |body| format!("{}-", body.slug));
    format!("nhom/{body}{many}{kinds}").trim_end_matches('-').to_owned()
}

/// The level of a group, where all its words say the same one.
fn level(text: &Text, grammar: &Grammar, run: Run) -> Option<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for found in grammar.body_words.find_iter(text, run) {
        let level = match (found.entry.value.class, text.slice(found.run)) {
            // «các bộ, ngành, địa phương»: of all levels.
            (BodyClass::Generic, b"dia phuong") => return None,
            (BodyClass::Bare, b"so") => Some(Level::Province),
            (BodyClass::Bare, b"bo") => Some(Level::Central),
            (BodyClass::Unit, b"thon" | b"khu pho") => Some(Level::Commune),
            (BodyClass::Unit, word) => {
                let kind = if word.starts_with(b"cap ") { found.run.start + 4 } else { found.run.start };
                unit_at(text, Run::new(kind, found.run.end)).and_then(|(unit, _)| unit.level())
            }
            _ => None,
        };
        levels.extend(level);
    }
    levels.dedup();
    (levels.len() == 1).then(|| levels[0])
}

/// «các sở, ngành», «UBND các xã» are of the State; where unions or firms are among them, of no branch.
fn branch(text: &Text, grammar: &Grammar, run: Run) -> Option<Branch> {
    const OTHERS: [&[u8]; 5] = [b"doan the", b"to chuc", b"hoi", b"doanh nghiep", b"mat tran"];
    let slice = text.slice(run);
    let start = match class_at(text, grammar, run) {
        Some((BodyClass::Quantifier, end)) => text.trim(Run::new(end, run.end)),
        _ => run,
    };
    let state = [&b"so"[..], b"bo", b"phong", b"ubnd", b"xa", b"phuong", b"huyen"];
    let first = text.slice(Run::new(start.start, text.word_end(start.start.min(run.end)).min(run.end)));
    let others = OTHERS.iter().any(|word| crate::text::contains(slice, word));
    (state.contains(&first) && !others).then_some(Branch::State)
}
