//! What the values of the contract are called when they are shown to people.

use crate::document::{
    Action, BodyRole, Branch, Certainty, Level, Operator, Relation, Severity, TargetValue, Verdict, When,
};

/// English, and the Vietnamese that documents print.
pub(super) fn relation(relation: Relation) -> (&'static str, &'static str) {
    match relation {
        Relation::Implements => ("implements", "thực hiện"),
        Relation::BasedOn => ("is based on", "căn cứ"),
        Relation::ProposedBy => ("is proposed by", "theo đề nghị"),
        Relation::Approves => ("approves", "phê duyệt, ban hành"),
        Relation::Details => ("details", "quy định chi tiết"),
        Relation::Amends => ("amends", "sửa đổi, bổ sung"),
        Relation::Replaces => ("replaces", "thay thế"),
        Relation::Repeals => ("repeals", "bãi bỏ"),
        Relation::Cites => ("cites", "viện dẫn"),
    }
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Central => "central · trung ương",
        Level::Province => "province · cấp tỉnh",
        Level::District => "district · cấp huyện",
        Level::Commune => "commune · cấp xã",
    }
}

pub(super) fn branch(branch: Branch) -> &'static str {
    match branch {
        Branch::State => "State · Nhà nước",
        Branch::Party => "Party · Đảng",
        Branch::Mass => "mass organisation · đoàn thể",
        Branch::Service => "service · đơn vị",
    }
}

pub(super) fn body_role(role: BodyRole) -> &'static str {
    match role {
        BodyRole::Issuer => "issues",
        BodyRole::Lead => "leads",
        BodyRole::Coordinating => "takes part",
        BodyRole::DeadlineBy => "owes by a date",
        BodyRole::DeadlineTo => "receives by a date",
        BodyRole::Recipient => "is sent it",
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Noisy => "noisy",
        Verdict::Illegible => "illegible: check all against the original",
    }
}

pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::Report => "report · báo cáo",
        Action::Review => "review · sơ kết, tổng kết",
        Action::Complete => "complete · hoàn thành",
        Action::Hold => "hold · tổ chức",
        Action::Other => "act",
    }
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Ambiguous => "ambiguous",
    }
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A date as documents print it: `2025-11-15` → `15/11/2025`, `2025-11` → `11/2025`.
pub(super) fn date(iso: &str) -> String {
    let mut parts: Vec<&str> = iso.split('-').collect();
    parts.reverse();
    parts.join("/")
}

/// «before 15/11/2025», «every year, 20/11».
pub(super) fn when(when: &When) -> String {
    match when {
        When::Before { date: day } => format!("before {}", date(day)),
        When::On { date: day } => format!("{} {}", if day.len() < 10 { "in" } else { "on" }, date(day)),
        When::During { from: Some(from), to: Some(to) } if from == to => format!("in {}", date(from)),
        When::During { from, to } => {
            let end =
                |word: &str, day: &Option<String>| day.as_ref().map(|day| format!("{word} {}", date(day)));
            [end("from", from), end("to", to)].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        When::Every { rrule, before } => format!("{}{}", if *before { "before: " } else { "" }, every(rrule)),
        When::Ongoing => "ongoing · thường xuyên".to_owned(),
        When::After { anchor, duration } => format!("within {} after {anchor}", span(duration)),
    }
}

/// A rule of RFC 5545 in words, as far as plans need it; what is left over stays as it is.
fn every(rrule: &str) -> String {
    let (mut unit, mut interval, mut months, mut days, mut rest) = ("", "1", "", "", Vec::new());
    for part in rrule.split(';') {
        match part.split_once('=') {
            Some(("FREQ", "YEARLY")) => unit = "year",
            Some(("FREQ", "MONTHLY")) => unit = "month",
            Some(("FREQ", "WEEKLY")) => unit = "week",
            Some(("FREQ", "DAILY")) => unit = "day",
            Some(("INTERVAL", count)) => interval = count,
            Some(("BYMONTH", list)) => months = list,
            Some(("BYMONTHDAY", list)) => days = list,
            _ => rest.push(part),
        }
    }
    let mut text =
        if interval == "1" { format!("every {unit}") } else { format!("every {interval} {unit}s") };
    if unit.is_empty() {
        return rrule.to_owned();
    }
    match (days, months) {
        ("", "") => {}
        (days, "") => text += &format!(", day {days}"),
        ("", months) => text += &format!(", month {months}"),
        (days, months) => text += &format!(", {days}/{months}"),
    }
    for part in rest {
        text += &format!(", {part}");
    }
    text
}

/// `P10D` → `10 days`.
fn span(duration: &str) -> String {
    let body = duration.strip_prefix('P').unwrap_or(duration);
    let unit = match body.chars().last() {
        Some('D') => "days",
        Some('W') => "weeks",
        Some('M') => "months",
        Some('Y') => "years",
        _ => return duration.to_owned(),
    };
    let count = &body[..body.len() - 1];
    if count.bytes().all(|b| b.is_ascii_digit()) { format!("{count} {unit}") } else { duration.to_owned() }
}

/// `≥`
pub(in crate::cli) fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::Below => "<",
        Operator::Above => ">",
        Operator::AtLeast => "≥",
        Operator::AtMost => "≤",
        Operator::Increase => "+",
        Operator::Decrease => "−",
    }
}

/// `≥ 95 % by 2025 (nông thôn)`
pub(super) fn value(value: &TargetValue) -> String {
    let op = sign(value.op);
    let mut text = format!("{op} {}", value.value);
    if let Some(to) = value.to {
        text += &format!("–{to}");
    }
    if !value.unit.is_empty() {
        text += if value.unit.starts_with('/') { "" } else { " " };
        text += &value.unit;
    }
    if let Some(by) = &value.by {
        text += &format!(" by {}", date(by));
    }
    if let Some(scope) = &value.scope {
        text += &format!(" ({scope})");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_times() {
        let text = |text: &str| text.to_owned();
        for (time, expect) in [
            (When::Before { date: text("2025-11-15") }, "before 15/11/2025"),
            (When::On { date: text("2030") }, "in 2030"),
            (When::On { date: text("2025-06-01") }, "on 01/06/2025"),
            (
                When::During { from: Some(text("2025-10")), to: Some(text("2025-12")) },
                "from 10/2025 to 12/2025",
            ),
            (When::During { from: Some(text("2025-12")), to: Some(text("2025-12")) }, "in 12/2025"),
            (When::During { from: None, to: Some(text("2030")) }, "to 2030"),
            (
                When::Every { rrule: text("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"), before: true },
                "before: every year, 20/11",
            ),
            (When::Every { rrule: text("FREQ=MONTHLY;INTERVAL=3"), before: false }, "every 3 months"),
            (When::Every { rrule: text("x"), before: false }, "x"),
            (When::After { anchor: text("ngày ký"), duration: text("P10D") }, "within 10 days after ngày ký"),
        ] {
            assert_eq!(when(&time), expect);
        }
    }

    #[test]
    fn ok_values() {
        let rate = TargetValue {
            op: Operator::Below,
            value: 20.0,
            to: None,
            unit: "/100.000 trẻ em".into(),
            by: None,
            scope: None,
        };
        assert_eq!(value(&rate), "< 20/100.000 trẻ em");
        let share = TargetValue {
            op: Operator::AtLeast,
            value: 99.5,
            to: Some(100.0),
            unit: "%".into(),
            by: Some("2025".into()),
            scope: Some("nông thôn".into()),
        };
        assert_eq!(value(&share), "≥ 99.5–100 % by 2025 (nông thôn)");
    }
}
