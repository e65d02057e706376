//! What counts as the same time and the same value of a target.
//!
//! In: the `when` or one of the `values` of a JSON document. Out: a key that is equal where the meaning is. Periods
//! compare by their days, so `2025-12`, `2025-12/2025-12` and `2025-12-01/2025-12-31` are one.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::fold::{Folds, is_true, options};

/// A key to compare; none where the value cannot be read, which equals nothing.
type Key = Option<Value>;

/// Whether `got` is one of the times that `gold` allows.
pub(super) fn same_when(gold: &Value, got: &Value) -> bool {
    let got = when_key(got);
    got.is_some() && options(gold).iter().any(|option| when_key(option) == got)
}

/// Whether both hold the same values of a target, in any order.
pub(super) fn same_values(folds: &Folds, gold: &Value, got: &Value) -> bool {
    let keys = |values: &Value| -> Option<Vec<String>> {
        let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut keys = values.iter().map(|v| value_key(folds, v)).collect::<Option<Vec<_>>>()?;
        keys.sort_unstable();
        Some(keys)
    };
    let got = keys(got);
    got.is_some() && options(gold).iter().any(|option| keys(option) == got)
}

fn when_key(when: &Value) -> Key {
    if !is_true(when) {
        return Some(Value::Null);
    }
    if !when.is_object() {
        return None;
    }
    let date = &when["date"];
    match when["type"].as_str() {
        Some("every") => Some(json!(["every", rule_key(&when["rrule"])?, is_true(&when["before"])])),
        Some("during") => Some(json!(["during", bound(&when["from"], false)?, bound(&when["to"], true)?])),
        Some("after") => Some(json!(["after", when["duration"]])),
        Some("on") if is_true(date) => {
            if date.as_str()?.len() < 10 {
                Some(json!(["during", bound(date, false)?, bound(date, true)?]))
            } else {
                Some(json!(["on", date]))
            }
        }
        _ => Some(json!([when["type"], date])),
    }
}

/// The parts of an RFC 5545 rule in one order.
fn rule_key(rule: &Value) -> Option<Vec<String>> {
    let text = if is_true(rule) { rule.as_str()? } else { "" };
    let text = text.to_uppercase().replace("RRULE:", "");
    let sorted = |list: &str| {
        let mut items: Vec<&str> = list.split(',').collect();
        items.sort_unstable();
        items.join(",")
    };
    let mut parts: Vec<String> = text
        .split(';')
        .filter(|part| *part != "INTERVAL=1")
        .map(|part| match part.split_once('=') {
            None => sorted(part),
            Some((name, list)) => format!("{name}={}", sorted(list.split('=').next().unwrap_or_default())),
        })
        .collect();
    parts.sort_unstable();
    Some(parts)
}

/// First or last day of a date that may be only a year or a month; nothing stays nothing.
fn bound(date: &Value, last: bool) -> Key {
    if !is_true(date) {
        return Some(Value::Null);
    }
    let text = date.as_str()?;
    let parts = text.split('-').map(|part| part.parse::<i16>().ok()).collect::<Option<Vec<_>>>()?;
    let (year, month) = match *parts {
        [year] => (year, if last { 12 } else { 1 }),
        [year, month] => (year, month),
        _ => return Some(date.clone()),
    };
    let day = if last { Date::new(year, i8::try_from(month).ok()?, 1).ok()?.days_in_month() } else { 1 };
    Some(json!(format!("{year:04}-{month:02}-{day:02}")))
}

fn value_key(folds: &Folds, value: &Value) -> Option<String> {
    let op = value.as_object()?.get("op").cloned().unwrap_or_else(|| json!("="));
    Some(format!(
        "{op} {:?} {:?} {:?} {} {:?}",
        number(&value["value"])?,
        number(&value["to"])?,
        folds.value(&value["unit"]),
        value["by"],
        folds.value(&value["scope"]),
    ))
}

/// A number, which may be printed as text; nothing stays nothing.
fn number(value: &Value) -> Option<Option<f64>> {
    match value {
        Value::Null => Some(None),
        Value::Number(number) => Some(Some(number.as_f64()? + 0.0)),
        Value::String(text) => text.trim().parse().ok().map(Some),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_same_when() {
        let december = json!({"type": "on", "date": "2025-12"});
        for (gold, got) in [
            (december.clone(), json!({"type": "during", "from": "2025-12", "to": "2025-12"})),
            (december.clone(), json!({"type": "during", "from": "2025-12-01", "to": "2025-12-31"})),
            (
                json!({"type": "during", "from": "2021", "to": "2030"}),
                json!({"type": "during", "from": "2021-01-01", "to": "2030-12"}),
            ),
            (json!({"any": [null, {"type": "ongoing"}]}), json!({"type": "ongoing"})),
            (
                json!({"type": "every", "rrule": "FREQ=YEARLY;BYMONTH=6,12", "before": false}),
                json!({"type": "every", "rrule": "RRULE:INTERVAL=1;BYMONTH=12,6;FREQ=YEARLY"}),
            ),
            (
                json!({"type": "after", "duration": "P10D", "anchor": "a"}),
                json!({"type": "after", "duration": "P10D"}),
            ),
        ] {
            assert!(same_when(&gold, &got), "{gold} {got}");
        }
        for (gold, got) in [
            (december.clone(), json!({"type": "before", "date": "2025-12"})),
            (december, json!(null)),
            (json!({"type": "on", "date": "2025-13"}), json!({"type": "on", "date": "2025-13"})),
            (json!("x"), json!("x")),
        ] {
            assert!(!same_when(&gold, &got), "{gold} {got}");
        }
    }

    #[test]
    fn ok_same_values() {
        let folds = Folds::default();
        let gold = json!([{"value": 95, "unit": "%", "by": "2025"}, {"op": ">=", "value": 99.5, "unit": "%", "by": null}]);
        let got = json!([{"op": ">=", "value": 99.5, "unit": "%"}, {"op": "=", "value": 95.0, "unit": " %", "by": "2025"}]);
        assert!(same_values(&folds, &gold, &got));
        assert!(!same_values(&folds, &gold, &json!([got[0]])));
        assert!(!same_values(&folds, &json!([{"value": []}]), &json!([{"value": []}])));
        assert!(same_values(&folds, &json!({"any": [[], gold]}), &json!(null)));
    }
}
