//! How good an extraction is, measured against what a reader annotated.
//!
//! In: a gold annotation, the JSON of the extracted document and, for the facets `spans` and `coverage`, the source text.
//! Out: hits, misses and surpluses of each facet. A gold value `{"any": […]}` allows each of its answers, and what is
//! `"optional"` costs nothing when it is missed. Not scored: rule, certainty, diagnostics, a target's indicator, the
//! subject of a citation that has a number. Nothing is read from disk here.

mod fold;
mod tally;
mod text;
mod when;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use fold::{Folds, is_true, options, plain};
pub use tally::Tally;

/// The counts of each facet, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    facets: BTreeMap<String, Tally>,
}

impl Scores {
    /// The facets in the order of their names.
    pub fn facets(&self) -> impl Iterator<Item = (&str, &Tally)> {
        self.facets.iter().map(|(name, tally)| (name.as_str(), tally))
    }

    /// The counts of one facet, if anything was counted for it.
    pub fn facet(&self, name: &str) -> Option<&Tally> {
        self.facets.get(name)
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Scores) {
        for (name, tally) in &other.facets {
            self.at(name).add(tally);
        }
    }

    /// The facets below their floors, with F1 and floor. A facet that was not counted has an F1 of 0.
    pub fn below<'a>(&self, floors: &'a BTreeMap<String, f64>) -> Vec<(&'a str, f64, f64)> {
        let f1 = |name: &str| self.facets.get(name).map_or(0.0, Tally::f1);
        let floors = floors.iter().map(|(name, &floor)| (name.as_str(), f1(name), floor));
        floors.filter(|&(_, f1, floor)| f1 < floor).collect()
    }

    fn at(&mut self, facet: &str) -> &mut Tally {
        self.facets.entry(facet.to_owned()).or_default()
    }
}

/// Scores one document against its gold annotation. A document that is missing is scored as `null`.
pub fn score(gold: &Value, document: &Value, source: Option<&str>) -> Scores {
    let folds = Folds::default();
    let mut judge = Judge { folds: &folds, scores: Scores::default() };
    judge.header(gold, document);
    let (gold, document) = if is_true(&gold["appendix_skipped"]) {
        (without_appendix(gold, &["sections"]), without_appendix(document, &SECTIONED))
    } else {
        (gold.clone(), document.clone())
    };
    judge.sections(&gold, &document);
    judge.citations(&gold, &document);
    judge.links(&gold, &document);
    judge.assignments(&gold, &document);
    judge.deadlines(&gold, &document);
    judge.repairs_and_targets(&gold, &document);
    if let Some(source) = source {
        text::check_spans(&folds, &document, source, judge.scores.at("spans"));
        text::check_coverage(&folds, &document, source, judge.scores.at("coverage"));
        // Where nothing was checked, nothing is reported.
        judge.scores.facets.retain(|name, tally| name != "spans" || tally.gold > 0);
    }
    judge.scores
}

const SECTIONED: [&str; 5] = ["citations", "assignments", "deadlines", "targets", "sections"];

/// What stands in appendices was not annotated: it is neither asked for nor charged.
fn without_appendix(document: &Value, lists: &[&str]) -> Value {
    let mut document = document.as_object().cloned().unwrap_or_default();
    for &name in lists {
        let place = if name == "sections" { "id" } else { "section" };
        if let Some(Value::Array(items)) = document.get_mut(name) {
            items.retain(|item| {
                let at = options(&item[place]).first().unwrap_or(&Value::Null);
                !(is_true(at) && plain(at).starts_with("PL"))
            });
        }
    }
    Value::Object(document)
}

/// The items of a list; nothing where there is none.
fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

/// All sections below `nodes`, each before its children.
fn flatten(nodes: &Value) -> Vec<&Value> {
    let mut flat = Vec::new();
    let mut rest: Vec<&Value> = list(nodes).into_iter().rev().collect();
    while let Some(node) = rest.pop() {
        flat.push(node);
        rest.extend(list(&node["children"]).into_iter().rev());
    }
    flat
}

/// A section's own words.
fn section_name(node: &Value) -> &Value {
    if is_true(&node["text"]) { &node["text"] } else { &node["title"] }
}

/// kind/year/number of an id; the issuer's slug is judged by the facet `link_issuer`.
fn target_tail(target: &Value) -> Option<String> {
    if target.is_null() {
        return None;
    }
    let target = plain(target);
    match target.splitn(3, '/').nth(2) {
        Some(tail) if tail.contains('/') => Some(tail.to_owned()),
        _ => Some(target),
    }
}

fn tails(targets: &Value) -> BTreeSet<String> {
    options(targets).iter().filter_map(target_tail).collect()
}

fn same_tail(gold: &Value, got: &Value) -> bool {
    let got = target_tail(got);
    options(gold).iter().any(|option| target_tail(option) == got)
}

struct Judge<'f> {
    folds: &'f Folds,
    scores: Scores,
}

impl Judge<'_> {
    fn field(&mut self, facet: &str, ok: bool, place: &str, want: &Value, got: &Value) {
        self.scores.at(facet).field(ok, || format!("{place}: want {want} got {got}"));
    }

    fn header(&mut self, gold: &Value, document: &Value) {
        let none = Map::new();
        let (want, got) = (gold["header"].as_object().unwrap_or(&none), &document["header"]);
        if let Some(want) = want.get("id") {
            let got = &document["id"];
            self.field("header", options(want).contains(got), "id", want, got);
        }
        for name in ["kind", "number", "symbol", "date", "place", "title", "issuer", "filing"] {
            let Some(want) = want.get(name) else { continue };
            let got = match (name, &got[name]) {
                ("kind", Value::Object(kind)) => kind.get("code").unwrap_or(&Value::Null),
                ("issuer", Value::Object(issuer)) => issuer.get("name").unwrap_or(&Value::Null),
                (_, got) => got,
            };
            self.field("header", self.folds.same(want, got), name, want, got);
        }
        if let Some(want) = want.get("signature") {
            self.signature(want, &got["signature"]);
        }
        let entries =
            |values: &Value| -> Vec<Value> { list(values).into_iter().map(|v| json!({ "v": v })).collect() };
        let golds = want.get("recipients").map(entries).unwrap_or_default();
        let gots = entries(&got["recipients"]);
        let folds = self.folds;
        self.scores.at("recipients").pair(
            &golds.iter().collect::<Vec<_>>(),
            &gots.iter().collect::<Vec<_>>(),
            |gold, got| folds.same(&gold["v"], &got["v"]),
            |entry| plain(&entry["v"]),
        );
    }

    fn signature(&mut self, want: &Value, got: &Value) {
        if is_true(want) {
            let authority = (&want["authority"], &got["authority"]);
            let ok = self.folds.same_set(authority.0, authority.1);
            self.field("header", ok, "signature.authority", authority.0, authority.1);
            for name in ["position", "name"] {
                let ok = self.folds.same(&want[name], &got[name]);
                self.field("header", ok, &format!("signature.{name}"), &want[name], &got[name]);
            }
        } else {
            self.field("header", !is_true(&got["name"]), "signature", want, &got["name"]);
        }
    }

    fn sections(&mut self, gold: &Value, document: &Value) {
        let folds = self.folds;
        let (golds, nodes) = (list(&gold["sections"]), flatten(&document["sections"]));
        let begin = |value: &Value| -> String {
            folds.value(value).map(|text| text.chars().take(18).collect()).unwrap_or_default()
        };
        let starts = |gold: &Value, got: &Value| {
            let begins = [begin(section_name(got)), begin(&got["title"])];
            gold["starts"].is_null()
                || options(&gold["starts"]).iter().any(|start| begins.contains(&begin(start)))
        };
        self.scores.at("sections").pair(
            &golds,
            &nodes,
            |gold, got| options(&gold["id"]).contains(&got["id"]) && starts(gold, got),
            |node| {
                let words =
                    ["starts", "text", "title"].iter().map(|name| &node[*name]).find(|value| is_true(value));
                format!("{} {}", plain(&node["id"]), short(words.unwrap_or(&Value::Null), 60))
            },
        );
        let by_id: BTreeMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["id"].as_str()?, *node))).collect();
        for gold in golds.into_iter().filter(|gold| gold.get("title").is_some()) {
            let node = options(&gold["id"]).iter().find_map(|id| by_id.get(id.as_str()?));
            if node.is_some() || !is_true(&gold["optional"]) {
                let ok = node.is_some_and(|node| folds.same(&gold["title"], &node["title"]));
                let got = node.map_or(&Value::Null, |node| &node["title"]);
                self.field("titles", ok, &plain(&gold["id"]), &gold["title"], got);
            }
        }
    }

    fn citations(&mut self, gold: &Value, document: &Value) {
        let (folds, golds, gots) = (self.folds, list(&gold["citations"]), list(&document["citations"]));
        let same_name = |gold: &Value, got: &Value| {
            let subject = gold.get("subject").unwrap_or(&gold["text"]);
            !gold["number"].is_null()
                || folds.same(subject, &got["subject"])
                || folds.value(&got["text"]) == folds.value(&gold["text"])
        };
        let pairs = self.scores.at("citations").pair(
            &golds,
            &gots,
            |gold, got| {
                folds.same(&gold["section"], &got["section"])
                    && folds.same(&gold["kind"], &got["kind"])
                    && folds.same(&gold["number"], &got["number"])
                    && (gold.get("date").is_none() || folds.same(&gold["date"], &got["date"]))
                    && same_name(gold, got)
            },
            |cite| {
                format!(
                    "{} {}",
                    shown(cite, &["section", "kind", "number", "date"]),
                    short(&cite["text"], 70)
                )
            },
        );
        for (gold, got) in pairs {
            for name in ["issuer", "provision"] {
                if let Some(want) = gold.get(name) {
                    let place = format!("{} {name}", shown(gold, &["section", "number"]));
                    self.field("cite_fields", folds.same(want, &got[name]), &place, want, &got[name]);
                }
            }
        }
        let with_target = |cites: Vec<_>| -> Vec<_> {
            cites.into_iter().filter(|c: &&Value| is_true(&c["target"])).collect()
        };
        self.scores.at("cite_target").pair(
            &with_target(golds),
            &with_target(gots),
            |gold, got| {
                same_tail(&gold["target"], &got["target"]) && folds.same(&gold["section"], &got["section"])
            },
            |cite| shown(cite, &["section", "target"]),
        );
    }

    /// An edge that may be `cites` or stronger is scored under `links`, whichever of the two the output says.
    fn links(&mut self, gold: &Value, document: &Value) {
        let golds = list(&gold["links"]);
        let gots: Vec<&Value> =
            list(&document["links"]).into_iter().filter(|link| link.is_object()).collect();
        let cites = json!("cites");
        let same_edge = |gold: &Value, got: &Value| {
            options(&gold["relation"]).contains(&got["relation"])
                && same_tail(&gold["to"], &got["to"])
                && !tails(&gold["from"]).is_disjoint(&tails(&got["from"]))
        };
        let show = |link: &Value| {
            format!("{} -{}-> {}", plain(&link["from"]), plain(&link["relation"]), plain(&link["to"]))
        };
        let (only_cites, stronger): (Vec<&Value>, Vec<&Value>) =
            golds.iter().partition(|gold| options(&gold["relation"]) == std::slice::from_ref(&cites));
        let open: Vec<_> =
            stronger.iter().filter(|gold| options(&gold["relation"]).contains(&cites)).collect();
        let (as_links, as_cites): (Vec<&Value>, Vec<&Value>) = gots
            .iter()
            .partition(|got| got["relation"] != cites || open.iter().any(|gold| same_edge(gold, got)));
        self.scores.at("links").pair(&stronger, &as_links, same_edge, show);
        self.scores.at("links_cites").pair(&only_cites, &as_cites, same_edge, show);
        for gold in golds {
            let alike: Vec<&Value> =
                gots.iter().filter(|got| same_tail(&gold["to"], &got["to"])).map(|got| &got["to"]).collect();
            if !alike.is_empty() || !is_true(&gold["optional"]) {
                let ok = alike.iter().any(|got| options(&gold["to"]).contains(got));
                self.field("link_issuer", ok, "to", &gold["to"], &json!(alike));
            }
        }
    }

    fn assignments(&mut self, gold: &Value, document: &Value) {
        let folds = self.folds;
        for form in ["labelled", "heading", "prose"] {
            let of_form = |all: &'_ Value| -> Vec<Value> {
                list(all).into_iter().filter(|one| one["form"] == form).cloned().collect()
            };
            let (golds, gots) = (of_form(&gold["assignments"]), of_form(&document["assignments"]));
            self.scores.at(&format!("assign_{form}")).pair(
                &golds.iter().collect::<Vec<_>>(),
                &gots.iter().collect::<Vec<_>>(),
                |gold, got| {
                    folds.same(&gold["section"], &got["section"])
                        && folds.same_set(&gold["lead"], &got["lead"])
                        && folds.same_set(&gold["coordinating"], &got["coordinating"])
                        && (form != "labelled" || folds.same(&gold["timing"], &got["timing"]))
                },
                |one| {
                    let (lead, with, timing) = (&one["lead"], &one["coordinating"], &one["timing"]);
                    format!("{} lead={lead} coordinating={with} timing={timing}", plain(&one["section"]))
                },
            );
        }
    }

    fn deadlines(&mut self, gold: &Value, document: &Value) {
        let folds = self.folds;
        let pairs = self.scores.at("deadlines").pair(
            &list(&gold["deadlines"]),
            &list(&document["deadlines"]),
            |gold, got| {
                folds.same(&gold["section"], &got["section"])
                    && folds.same(&gold["action"], &got["action"])
                    && when::same_when(&gold["when"], &got["when"])
            },
            |one| shown(one, &["section", "action", "when", "text"]),
        );
        for (gold, got) in pairs {
            for name in ["by", "to"].into_iter().filter(|name| is_true(&gold[*name])) {
                let place = format!("{} {name}", plain(&gold["section"]));
                let ok = folds.same_set(&gold[name], &got[name]);
                self.field("deadline_parties", ok, &place, &gold[name], &got[name]);
            }
        }
    }

    fn repairs_and_targets(&mut self, gold: &Value, document: &Value) {
        let folds = self.folds;
        self.scores.at("repairs").pair(
            &list(&gold["repairs"]),
            &list(&document["repairs"]),
            |gold, got| folds.same(&gold["repaired"], &got["repaired"]),
            |repair| shown(repair, &["text", "repaired"]),
        );
        self.scores.at("targets").pair(
            &list(&gold["targets"]),
            &list(&document["targets"]),
            |gold, got| {
                folds.same(&gold["section"], &got["section"])
                    && folds.same(&gold["label"], &got["label"])
                    && when::same_values(folds, &gold["values"], &got["values"])
            },
            |target| shown(target, &["section", "label", "values"]),
        );
    }
}

/// Some members of an object in one line.
fn shown(value: &Value, names: &[&str]) -> String {
    names.iter().map(|name| plain(&value[*name])).collect::<Vec<_>>().join(" ")
}

/// The first characters of a value.
fn short(value: &Value, length: usize) -> String {
    plain(value).chars().map(|c| if c.is_control() { ' ' } else { c }).take(length).collect()
}
