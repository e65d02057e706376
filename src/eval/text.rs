//! Whether spans hold what they say, and whether the output holds the whole source.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::fold::{Folded, Folds, is_true, plain};
use super::{Tally, flatten, list, section_name};

/// A fact's span lies in the source and holds its text; without a text, it lies in its section.
pub(super) fn check_spans(folds: &Folds, document: &Value, source: &str, tally: &mut Tally) {
    let nodes = flatten(&document["sections"]);
    for node in &nodes {
        let mut own = folds.words(&said(section_name(node)));
        own.truncate(3);
        let ok = cut(source, &node["span"]).is_some_and(|text| {
            let words = folds.words(text);
            own.iter().all(|word| words.contains(word))
        });
        tally.field(ok, || format!("section {} {}", plain(&node["id"]), node["span"]));
    }
    let homes: BTreeMap<String, &Value> =
        nodes.iter().map(|node| (node["id"].to_string(), &node["span"])).collect();
    for what in ["citations", "deadlines", "assignments", "targets"] {
        for fact in list(&document[what]) {
            let ok = match (cut(source, &fact["span"]), what) {
                (None, _) => false,
                (Some(text), "citations" | "deadlines") => {
                    is_true(&fact["text"]) && folds.words(text) == folds.words(&plain(&fact["text"]))
                }
                (Some(_), _) => {
                    let home = homes.get(&fact["section"].to_string()).and_then(|home| ends(home));
                    home.is_none_or(|home| {
                        ends(&fact["span"]).is_some_and(|span| home.0 <= span.0 && span.1 <= home.1)
                    })
                }
            };
            tally.field(ok, || {
                format!("{what} {} {} {}", plain(&fact["section"]), fact["span"], plain(&fact["text"]))
            });
        }
    }
}

fn ends(span: &Value) -> Option<(u64, u64)> {
    match span.as_array().map(Vec::as_slice) {
        Some([start, end]) => Some((start.as_u64()?, end.as_u64()?)),
        _ => None,
    }
}

/// The words of a span that is not empty and lies on character boundaries.
fn cut<'s>(source: &'s str, span: &Value) -> Option<&'s str> {
    let (start, end) = ends(span)?;
    source.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?).filter(|text| !text.is_empty())
}

fn said(value: &Value) -> String {
    if is_true(value) { plain(value) } else { String::new() }
}

/// Quốc hiệu and Tiêu ngữ, which every document has and no output holds, however a scan reads them.
static MOTTO: LazyLock<Regex> = LazyLock::new(|| {
    let country = r"c\w+ng h\w+a\W+x\w+ h\w+i\W+ch\w+ ngh\w+a\W+vi\w+t nam";
    let motto = r"\w+c l\w+p\W+t\w+ do\W+h\w+nh ph\w+c";
    Regex::new(&format!("(?i){country}|{motto}")).expect("a constant pattern, compiled by a test")
});

/// How often each pair of neighbouring words occurs.
type Pairs = BTreeMap<(Folded, Folded), u64>;

fn pairs(words: &[Folded]) -> Pairs {
    let mut pairs = Pairs::new();
    for pair in words.windows(2) {
        *pairs.entry((pair[0].clone(), pair[1].clone())).or_default() += 1;
    }
    pairs
}

/// Word pairs of the source against those of the whole output in reading order: nothing lost, nothing added.
pub(super) fn check_coverage(folds: &Folds, document: &Value, source: &str, tally: &mut Tally) {
    let mut tree = Vec::new();
    for node in flatten(&document["sections"]) {
        tree.extend(folds.words(&["marker", "title", "text"].map(|name| said(&node[name])).join(" ")));
    }
    let body = pairs(&tree);
    let mut head = Pairs::new();
    for value in header_values(&document["header"]) {
        for (pair, count) in pairs(&folds.words(&value)) {
            let most = head.entry(pair).or_default();
            *most = count.max(*most);
        }
    }
    let composed: String = source.nfc().collect();
    let source = pairs(&folds.words(&MOTTO.replace_all(&composed, " ")));
    let of = |counts: &Pairs, pair| counts.get(pair).copied().unwrap_or(0);
    for (pair, &count) in &source {
        let in_body = of(&body, pair);
        tally.gold += count.saturating_sub(of(&head, pair).saturating_sub(in_body));
        tally.hit += count.min(in_body);
    }
    tally.got += body.values().sum::<u64>();
}

fn header_values(header: &Value) -> Vec<String> {
    let Some(header) = header.as_object() else { return Vec::new() };
    let mut values = Vec::new();
    for field in header.values() {
        match field {
            Value::String(text) => values.push(text.clone()),
            Value::Array(items) => values.extend(items.iter().map(plain)),
            Value::Object(map) => values.extend(map.values().filter_map(Value::as_str).map(str::to_owned)),
            _ => {}
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SOURCE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKẾ HOẠCH\n**I. MỤC ĐÍCH**\nBáo cáo\ntrước ngày 15/11.";

    fn document() -> Value {
        let at = |words: &str| {
            let start = SOURCE.find(words).unwrap();
            json!([start, start + words.len()])
        };
        json!({
            "header": {"kind": {"code": "KH", "name": "Kế hoạch"}},
            "sections": [{"id": "I", "marker": "I.", "title": "MỤC ĐÍCH", "text": "Báo cáo trước ngày 15/11.",
                          "span": at("**I. MỤC ĐÍCH**\nBáo cáo\ntrước ngày 15/11."), "children": []}],
            "deadlines": [{"section": "I", "text": "trước ngày 15/11", "span": at("trước ngày 15/11")}],
            "assignments": [{"section": "I", "span": at("Báo cáo")}],
        })
    }

    #[track_caller]
    fn check(document: &Value, spans: (u64, u64), coverage: (u64, u64, u64)) {
        let folds = Folds::default();
        let (mut found, mut covered) = (Tally::default(), Tally::default());
        check_spans(&folds, document, SOURCE, &mut found);
        check_coverage(&folds, document, SOURCE, &mut covered);
        assert_eq!((found.hit, found.gold), spans, "{:?}", found.notes);
        assert_eq!((covered.hit, covered.gold, covered.got), coverage);
    }

    #[test]
    fn ok_whole_document() {
        // «hoạch I» joins head and body: no pair of the output.
        check(&document(), (3, 3), (8, 9, 8));
    }

    #[test]
    fn err_spans_and_losses() {
        let mut document = document();
        document["deadlines"][0]["span"] = json!([0, 3]);
        document["assignments"][0]["span"] = json!([0, 4]);
        document["sections"][0]["text"] = json!("Báo cáo thêm");
        document["sections"][0]["span"] = json!([1, 99_999]);
        check(&document, (0, 3), (4, 9, 5));
    }
}
