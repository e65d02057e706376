//! What one extraction states that another does not.
//!
//! In: two sets of extracted documents, as JSON, so that the output of an older version can be compared too. Out: the
//! facts gained, lost and changed, for each facet. Which of the two is right is not decided here.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use serde_json::{Map, Value, json};

/// The facets in the order they are reported, with the fields that tell one fact from another: the first list that two
/// facts share pairs them, the others are tried in turn.
const FACETS: &[(&str, &[&[&str]])] = &[
    ("documents", &[&["path"]]),
    ("header", &[&["field"]]),
    ("sections", &[&["id"]]),
    ("citations", &[&["section", "text"], &["section", "number"], &["text"], &["section", "target"]]),
    ("links", &[&["from", "to"], &["from", "relation", "citations"]]),
    ("assignments", &[&["section", "form", "lead"], &["section", "form"], &["section", "span"]]),
    ("deadlines", &[&["section", "text"], &["section", "action", "when"], &["span"]]),
    ("targets", &[&["section", "label", "indicator"], &["section", "values"], &["section", "label"]]),
    ("bodies", &[&["id"]]),
    ("repairs", &[&["text", "repaired"], &["span"]]),
    ("diagnostics", &[&["code", "message"], &["code", "span"]]),
];

/// The differences between two extractions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// The counts of each facet, in a fixed order.
    pub counts: Vec<(&'static str, Counts)>,
    /// Every difference, by document, facet, and place in the document.
    pub changes: Vec<Change>,
}

/// How many facts of a facet are the same in both, and how many are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub same: usize,
    pub gained: usize,
    pub lost: usize,
    pub changed: usize,
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The path of the document.
    pub document: String,
    pub facet: &'static str,
    /// The fact in the old extraction; `null` where it is gained.
    pub old: Value,
    /// The fact in the new extraction; `null` where it is lost.
    pub new: Value,
}

impl Diff {
    /// Whether both extractions state the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn count(&mut self, facet: &'static str) -> &mut Counts {
        let place = self.counts.iter().position(|(name, _)| *name == facet).unwrap_or_else(|| {
            self.counts.push((facet, Counts::default()));
            self.counts.len() - 1
        });
        &mut self.counts[place].1
    }

    fn push(&mut self, document: &str, facet: &'static str, old: Value, new: Value) {
        let counts = self.count(facet);
        match (old.is_null(), new.is_null()) {
            (true, _) => counts.gained += 1,
            (_, true) => counts.lost += 1,
            _ => counts.changed += 1,
        }
        self.changes.push(Change { document: document.to_owned(), facet, old, new });
    }
}

/// Compares two extractions.
///
/// Documents are paired by the file name of their path, or by the whole path where a name occurs twice; one document is
/// always paired with one other. Spans are compared only where both read the same bytes: they mean nothing across an edit
/// of the source.
pub fn diff(old: &[Value], new: &[Value]) -> Diff {
    let mut diff = Diff::default();
    for (facet, _) in FACETS {
        diff.count(facet);
    }
    for (name, old, new) in pair_documents(old, new) {
        match (old, new) {
            (Some(old), Some(new)) => {
                diff.count("documents").same += 1;
                compare(&mut diff, &name, old, new);
            }
            (old, new) => {
                let show = |document: Option<&Value>| {
                    document.map_or(Value::Null, |d| json!({"path": path(d), "id": d["id"]}))
                };
                diff.push(&name, "documents", show(old), show(new));
            }
        }
    }
    diff
}

fn path(document: &Value) -> &str {
    document["source"]["path"].as_str().unwrap_or_default()
}

fn file_name(document: &Value) -> &str {
    path(document).rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Documents of both sides, in the order of the old, then the new.
fn pair_documents<'a>(
    old: &'a [Value],
    new: &'a [Value],
) -> Vec<(String, Option<&'a Value>, Option<&'a Value>)> {
    if let ([old], [new]) = (old, new) {
        return vec![(file_name(new).to_owned(), Some(old), Some(new))];
    }
    let differ = |documents: &[Value]| {
        let mut names: Vec<&str> = documents.iter().map(file_name).collect();
        names.sort_unstable();
        names.windows(2).all(|pair| pair[0] != pair[1])
    };
    let name: fn(&Value) -> &str = if differ(old) && differ(new) { file_name } else { path };
    let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (index, document) in new.iter().enumerate() {
        waiting.entry(name(document)).or_default().push_back(index);
    }
    let mut taken = vec![false; new.len()];
    let mut pairs = Vec::new();
    for document in old {
        let index = waiting.get_mut(name(document)).and_then(VecDeque::pop_front);
        if let Some(index) = index {
            taken[index] = true;
        }
        pairs.push((name(document).to_owned(), Some(document), index.map(|i| &new[i])));
    }
    let rest = new.iter().zip(taken).filter(|(_, taken)| !taken);
    pairs.extend(rest.map(|(document, _)| (name(document).to_owned(), None, Some(document))));
    pairs
}

fn compare(diff: &mut Diff, name: &str, old: &Value, new: &Value) {
    let spans = old["source"]["sha256"] == new["source"]["sha256"];
    for (facet, keys) in FACETS.iter().skip(1) {
        let (olds, news) = (facts(old, facet, spans), facts(new, facet, spans));
        for (old, new) in pair_facts(&olds, &news, keys) {
            let at = |facts: &[Value], index: Option<usize>| index.map_or(Value::Null, |i| facts[i].clone());
            let (old, new) = (at(&olds, old), at(&news, new));
            if old == new {
                diff.count(facet).same += 1;
            } else {
                diff.push(name, facet, old, new);
            }
        }
    }
}

/// The facts of one facet, each an object.
fn facts(document: &Value, facet: &str, spans: bool) -> Vec<Value> {
    let mut facts = match facet {
        "header" => header_facts(document),
        "sections" => section_facts(&document["sections"]),
        _ => document[facet].as_array().cloned().unwrap_or_default(),
    };
    if !spans {
        for fact in facts.iter_mut().filter_map(Value::as_object_mut) {
            fact.remove("span");
            fact.remove("mentions");
        }
    }
    facts
}

fn header_facts(document: &Value) -> Vec<Value> {
    let none = Map::new();
    let header = document["header"].as_object().unwrap_or(&none);
    let spans = &document["header"]["spans"];
    let mut facts = vec![json!({"field": "id", "value": document["id"]})];
    for (field, value) in header.iter().filter(|(field, _)| *field != "spans") {
        facts.push(json!({"field": field, "value": value, "span": spans[field]}));
    }
    facts
}

fn section_facts(nodes: &Value) -> Vec<Value> {
    let mut facts = Vec::new();
    let mut rest: Vec<&Value> = nodes.as_array().into_iter().flatten().rev().collect();
    while let Some(node) = rest.pop() {
        rest.extend(node["children"].as_array().into_iter().flatten().rev());
        if let Some(node) = node.as_object() {
            facts.push(Value::Object(
                node.iter().filter(|(k, _)| *k != "children").map(|(k, v)| (k.clone(), v.clone())).collect(),
            ));
        }
    }
    facts
}

/// Pairs of old and new facts: first those that are equal, then those that agree in one of `keys`, in order. What finds
/// no partner is alone. The pairs stand in the order of the new facts, the lost ones last.
fn pair_facts(olds: &[Value], news: &[Value], keys: &[&[&str]]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut partner: Vec<Option<usize>> = vec![None; news.len()];
    let mut free = vec![true; olds.len()];
    let whole = std::iter::once(None).chain(keys.iter().map(Some));
    for key in whole {
        let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (index, old) in olds.iter().enumerate().filter(|(index, _)| free[*index]) {
            waiting.entry(identity(old, key)).or_default().push_back(index);
        }
        for (new, partner) in news.iter().zip(&mut partner).filter(|(_, partner)| partner.is_none()) {
            *partner = waiting.get_mut(&identity(new, key)).and_then(VecDeque::pop_front);
            if let Some(old) = *partner {
                free[old] = false;
            }
        }
    }
    let lost = (0..olds.len()).filter(|&index| free[index]).map(|index| (Some(index), None));
    partner.iter().enumerate().map(|(new, old)| (*old, Some(new))).chain(lost).collect()
}

fn identity(fact: &Value, key: Option<&&[&str]>) -> String {
    match key {
        None => fact.to_string(),
        Some(names) => names.iter().map(|name| fact[*name].to_string()).collect::<Vec<_>>().join("\n"),
    }
}

/// `+ citations II.1 number=23/QĐ-TTg …`, `~ deadlines V.1 «trước ngày 15/11» by: [] → ["các thôn"]`
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (Value::Null, new) => write!(f, "+ {} {}", self.facet, whole(self.facet, new)),
            (old, Value::Null) => write!(f, "- {} {}", self.facet, whole(self.facet, old)),
            (old, new) => {
                write!(f, "~ {} {}", self.facet, name(self.facet, new))?;
                let none = Map::new();
                let (old, new) = (old.as_object().unwrap_or(&none), new.as_object().unwrap_or(&none));
                let gone = old.keys().filter(|field| !new.contains_key(*field));
                let null = &Value::Null;
                for field in new.keys().chain(gone) {
                    let (old, new) = (old.get(field).unwrap_or(null), new.get(field).unwrap_or(null));
                    if old != new {
                        write!(f, "\n    {field}: {old} → {new}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// What a fact is called in a line.
fn name(facet: &str, fact: &Value) -> String {
    let names: &[&str] = match facet {
        "documents" => &["path"],
        "header" => &["field"],
        "sections" => &["id"],
        "citations" => &["section", "kind", "number", "text"],
        "links" => &["from", "relation", "to"],
        "assignments" => &["section", "form"],
        "deadlines" => &["section", "text"],
        "targets" => &["section", "label", "indicator"],
        "repairs" => &["text", "repaired"],
        _ => &["code", "message"],
    };
    let parts = names.iter().map(|name| &fact[*name]).filter(|value| !value.is_null());
    parts.map(|value| shorten(&bare(value)).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The name of a fact and what else it states.
fn whole(facet: &str, fact: &Value) -> String {
    let mut line = name(facet, fact);
    let fields: &[&str] = match facet {
        "header" => &["value"],
        "sections" => &["kind", "title", "text"],
        "citations" => &["date", "issuer", "target"],
        "assignments" => &["lead", "coordinating", "timing"],
        "deadlines" => &["action", "by", "to", "when"],
        "targets" => &["values"],
        "documents" => &["id"],
        _ => &[],
    };
    for field in fields {
        let value = &fact[*field];
        if !value.is_null() && *value != json!("") && *value != json!([]) {
            line += &format!(" {field}={}", shorten(&value.to_string()));
        }
    }
    line
}

fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shorten(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(path: &str, hash: &str, deadlines: Value) -> Value {
        json!({
            "id": "vn/ubnd-xa-minh-long/kh/2025/12",
            "source": {"path": path, "sha256": hash},
            "header": {"number": "12/KH-UBND", "spans": {"number": [3, 9]}},
            "sections": [{"id": "I", "title": "MỤC ĐÍCH", "span": [0, 9], "children": [{"id": "I.1", "span": [3, 9], "children": []}]}],
            "deadlines": deadlines,
        })
    }

    fn deadline(text: &str, action: &str, span: u64) -> Value {
        json!({"section": "I.1", "text": text, "action": action, "span": [span, span + 1]})
    }

    fn counts(diff: &Diff, facet: &str) -> (usize, usize, usize, usize) {
        let (_, c) = diff.counts.iter().find(|(name, _)| *name == facet).unwrap();
        (c.same, c.gained, c.lost, c.changed)
    }

    #[test]
    fn same_is_empty() {
        let one = [document("a/x.txt", "1", json!([deadline("trước ngày 15/11", "report", 4)]))];
        let diff = diff(&one, &one);
        assert!(diff.is_empty());
        assert_eq!(counts(&diff, "documents"), (1, 0, 0, 0));
        assert_eq!(counts(&diff, "header"), (2, 0, 0, 0));
        assert_eq!(counts(&diff, "sections"), (2, 0, 0, 0));
    }

    #[test]
    fn gained_lost_changed() {
        let old = [document(
            "x.txt",
            "1",
            json!([deadline("trước ngày 15/11", "report", 4), deadline("năm 2025", "other", 8)]),
        )];
        let new = [document(
            "x.txt",
            "1",
            json!([deadline("hằng quý", "report", 1), deadline("trước ngày 15/11", "hold", 4)]),
        )];
        let diff = diff(&old, &new);
        assert_eq!(counts(&diff, "deadlines"), (0, 1, 1, 1));
        let lines: Vec<String> = diff.changes.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "+ deadlines I.1 hằng quý action=\"report\"",
                "~ deadlines I.1 trước ngày 15/11\n    action: \"report\" → \"hold\"",
                "- deadlines I.1 năm 2025 action=\"other\"",
            ]
        );
    }

    #[test]
    fn spans_count_only_in_the_same_bytes() {
        let at =
            |hash: &str, span: u64| [document("x.txt", hash, json!([deadline("năm 2025", "other", span)]))];
        assert_eq!(counts(&diff(&at("1", 4), &at("1", 5)), "deadlines"), (0, 0, 0, 1));
        assert!(diff(&at("1", 4), &at("2", 5)).is_empty());
    }

    #[test]
    fn documents_pair_by_name() {
        let d = |path: &str| document(path, "1", json!([]));
        let result = diff(&[d("old/a.txt"), d("old/b.txt")], &[d("new/b.txt"), d("new/c.txt")]);
        assert_eq!(counts(&result, "documents"), (1, 1, 1, 0));
        let result = diff(&[d("p/a.txt"), d("q/a.txt")], &[d("q/a.txt"), d("p/a.txt")]);
        assert_eq!(counts(&result, "documents"), (2, 0, 0, 0));
        assert_eq!(counts(&diff(&[d("a.txt")], &[d("b.txt")]), "documents"), (1, 0, 0, 0));
    }

    #[test]
    fn survives_anything() {
        for value in
            [json!(null), json!(3), json!([1]), json!({"sections": 1, "citations": [1, null], "header": []})]
        {
            assert!(diff(std::slice::from_ref(&value), std::slice::from_ref(&value)).is_empty());
            assert!(!diff(&[value], &[document("x", "1", json!([]))]).is_empty());
        }
    }
}
