//! What counts as the same words: case, the tone's place in oa, oe, uy, dashes, quotes, space and closing punctuation do
//! not.
//!
//! In: values of two JSON documents. Out: whether they agree. Which values are compared is not decided here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// A folded value; nothing is left of an empty one.
pub(super) type Folded = Option<Rc<str>>;

/// Folds values, each different one once.
#[derive(Default)]
pub(super) struct Folds {
    known: RefCell<HashMap<String, Folded>>,
}

impl Folds {
    /// The folded words of `text`.
    pub(super) fn text(&self, text: &str) -> Folded {
        if let Some(folded) = self.known.borrow().get(text) {
            return folded.clone();
        }
        let folded = fold(text).map(Rc::from);
        self.known.borrow_mut().insert(text.to_owned(), folded.clone());
        folded
    }

    /// The folded words of a value; `null` and nothing are the same.
    pub(super) fn value(&self, value: &Value) -> Folded {
        match value {
            Value::Null => None,
            Value::String(text) => self.text(text),
            other => self.text(&plain(other)),
        }
    }

    /// Whether `got` is one of the answers that `gold` allows.
    pub(super) fn same(&self, gold: &Value, got: &Value) -> bool {
        options(gold).iter().any(|option| option == got || self.value(option) == self.value(got))
    }

    /// Whether `got` holds the entries of one of the lists that `gold` allows, in any order.
    pub(super) fn same_set(&self, gold: &Value, got: &Value) -> bool {
        options(gold).iter().any(|option| {
            let option = if is_true(option) { option } else { &Value::Null };
            self.entries(option) == self.entries(got)
        })
    }

    fn entries(&self, values: &Value) -> Vec<Rc<str>> {
        match values {
            Value::Null => Vec::new(),
            Value::Array(values) => {
                let mut entries: Vec<_> =
                    values.iter().map(|v| self.value(v).unwrap_or_else(|| "".into())).collect();
                entries.sort_unstable();
                entries
            }
            _ => vec!["?".into()],
        }
    }

    /// The words of a source or a value, without the carrier's markup.
    pub(super) fn words(&self, text: &str) -> Vec<Folded> {
        let text: String = without_markup(text).nfc().collect();
        text.split(|c: char| !is_word(c))
            .filter(|word| !word.is_empty())
            .map(|word| self.text(word))
            .collect()
    }
}

/// The answers that a gold value allows: those of `{"any": […]}`, or the value itself.
pub(super) fn options(value: &Value) -> &[Value] {
    match value {
        Value::Object(map) if map.len() == 1 => match map.get("any") {
            Some(Value::Array(answers)) => answers,
            _ => std::slice::from_ref(value),
        },
        _ => std::slice::from_ref(value),
    }
}

/// Whether a value says something: no `null`, no `false`, nothing empty, no zero.
pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}

/// A value as a line of text.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => format!("[{}]", values.iter().map(quoted).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let members = map.iter().map(|(k, v)| format!("{}: {}", Value::from(k.as_str()), quoted(v)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn quoted(value: &Value) -> String {
    if value.is_string() { value.to_string() } else { plain(value) }
}

fn fold(text: &str) -> Option<String> {
    let composed: String = text.nfc().map(alike).collect();
    let letters: Vec<char> = composed.to_lowercase().nfd().collect();
    let text: String = tones_after_both(&letters).into_iter().nfc().collect();
    let mut folded = String::with_capacity(text.len());
    let mut after_dash = false;
    for c in text.chars() {
        if c == '-' {
            folded.truncate(folded.trim_end_matches(' ').len());
            folded.push('-');
            after_dash = true;
        } else if !is_space(c) {
            folded.push(c);
            after_dash = false;
        } else if !after_dash && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let kept = folded.trim_matches(|c| " .;:,/*_\"'".contains(c));
    (!kept.is_empty()).then(|| kept.to_owned())
}

fn alike(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        other => other,
    }
}

/// Puts the tone of «òa», «òe», «ùy» after the second vowel.
fn tones_after_both(letters: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((&first, after)) = rest.split_first() {
        rest = match (first, after) {
            (
                'o' | 'u',
                &[
                    tone @ ('\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'),
                    vowel @ ('a' | 'e' | 'y'),
                    ..,
                ],
            ) => {
                out.extend([first, vowel, tone]);
                &after[2..]
            }
            _ => {
                out.push(first);
                after
            }
        };
    }
    out
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c)
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The text with a blank for `[bookmark: …]`, `_{`, `*`, `#`, `|`, `\` and `_`.
fn without_markup(text: &str) -> String {
    const BOOKMARK: &str = "[bookmark: ";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Where no bracket closes any more, none is looked for again.
    let mut closed = true;
    while let Some(place) = rest.find(['[', '*', '#', '|', '\\', '_']) {
        out.push_str(&rest[..place]);
        rest = &rest[place..];
        let end = if closed && rest.starts_with(BOOKMARK) { rest.find(']') } else { None };
        if let Some(end) = end {
            out.push(' ');
            rest = &rest[end + 1..];
        } else if rest.starts_with('[') {
            closed &= !rest.starts_with(BOOKMARK);
            out.push('[');
            rest = &rest[1..];
        } else {
            out.push(' ');
            rest = &rest[if rest.starts_with("_{") { 2 } else { 1 }..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ok_same() {
        let folds = Folds::default();
        for (gold, got) in [
            (json!("Kế hoạch"), json!("KẾ HOẠCH:")),
            (json!("thủy, hòa, khỏe"), json!("thuỷ, hoà, khoẻ")),
            (json!("2021 – 2030"), json!("2021-2030")),
            (json!("«Vì trẻ em»"), json!("  “vì   trẻ em”.")),
            (json!("Ke\u{302}\u{301}"), json!("Kế")),
            (json!(null), json!("")),
            (json!({"any": ["a", "b"]}), json!("B")),
            (json!(["a", 1]), json!(r#"["a", 1]"#)),
        ] {
            assert!(folds.same(&gold, &got), "{gold} {got}");
        }
        for (gold, got) in
            [(json!("Kế"), json!("Kê")), (json!("a"), json!(null)), (json!("lồa"), json!("loầ"))]
        {
            assert!(!folds.same(&gold, &got), "{gold} {got}");
        }
    }

    #[test]
    fn ok_same_set() {
        let folds = Folds::default();
        assert!(folds.same_set(&json!(["Sở Y tế", "Công an"]), &json!(["công an", "Sở y tế"])));
        assert!(folds.same_set(&json!(null), &json!([])));
        assert!(folds.same_set(&json!({"any": [["a"], []]}), &json!(null)));
        assert!(!folds.same_set(&json!(["a"]), &json!("a")));
        assert!(!folds.same_set(&json!(["a", "a"]), &json!(["a"])));
    }

    #[test]
    fn ok_words() {
        let folds = Folds::default();
        let words =
            |text: &str| folds.words(text).into_iter().map(|w| w.unwrap().to_string()).collect::<Vec<_>>();
        assert_eq!(words("**KGVX_{cường95}** [bookmark: _x]3|4"), ["kgvx", "cường95", "3", "4"]);
        assert_eq!(words("a [bookmark: _x"), ["a", "bookmark", "x"]);
        assert_eq!(words(""), Vec::<String>::new());
    }
}
