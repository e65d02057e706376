//! What is due when and by whom: recurrences unfolded, times that hang on an event shown as such.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use icalendar::{Calendar, Component, Event};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use rusqlite::params;
use serde::Serialize;

use crate::archive::{Archive, ArchiveError, first_day};
use crate::document::When;

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day on which it may happen; none where it hangs on an event, or comes every day.
    pub due: Option<Date>,
    /// The first day, where it has a span of days.
    pub from: Option<Date>,
    /// `before` (trước, chậm nhất), `on`, `during`, `every` (định kỳ), `after` (an event).
    pub kind: String,
    /// The rule of what comes again (RFC 5545), or the time after an event (ISO 8601).
    pub rule: Option<String>,
    /// The event it hangs on.
    pub event: Option<String>,
    /// `report`, `review`, `complete`, `hold`, `other`; of a task with a time `complete`.
    pub action: String,
    pub by: Vec<String>,
    pub to: Vec<String>,
    /// The words of the task.
    pub task: String,
    /// The words of the time; none of a task that has its time in a column or a line of its own.
    pub text: Option<String>,
    pub document: String,
    pub section: String,
    pub span_start: i64,
    pub span_end: i64,
}

/// Whose deadlines, and of what time.
#[derive(Clone, Debug)]
pub struct DueQuery<'a> {
    /// The ids of bodies that owe it; everybody where there are none.
    pub bodies: &'a [String],
    pub from: Date,
    pub to: Date,
    /// At most so many, the earliest first.
    pub limit: usize,
}

/// What is due, as far as was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    pub list: Vec<Due>,
    /// How many more there are.
    pub more: usize,
}

impl Agenda {
    /// Keeps the earliest of the list.
    fn keep(&mut self, limit: usize) {
        self.list.sort_by(|a, b| Agenda::order(a).cmp(&Agenda::order(b)));
        self.more += self.list.len().saturating_sub(limit);
        self.list.truncate(limit);
    }

    fn order(due: &Due) -> impl Ord {
        let place = (&due.document, due.span_start, due.span_end, &due.task);
        (due.due.is_none(), due.due, due.from, place)
    }
}

/// What is due between two days, both included, by day; then what hangs on events and what comes every day. What comes
/// again begins with its document and ends with the term that the title names, if it does.
pub fn due(archive: &Archive, query: &DueQuery<'_>) -> Result<Agenda, ArchiveError> {
    let (mut places, times) = places(archive, query)?;
    let all = places.len();
    let of = |place: &Place| &times[place.times][place.time];
    let day = |place: &Place| (of(place).due.is_none(), of(place).due, of(place).from);
    // Most are never shown: first by their days, then by their documents, and only what is left is read.
    earliest(&mut places, query.limit, |one, other| day(one).cmp(&day(other)));
    let mut names: HashMap<i64, String> = HashMap::new();
    for place in &places {
        if let Entry::Vacant(entry) = names.entry(place.document) {
            let sql = "SELECT name FROM document JOIN instrument ON instrument.id = document.instrument WHERE document.id = ?1";
            entry.insert(archive.rows(sql, [place.document], |row| row.get(0))?.pop().unwrap_or_default());
        }
    }
    let order = |place: &Place| (day(place), &names[&place.document]);
    earliest(&mut places, query.limit, |one, other| order(one).cmp(&order(other)));
    let mut list = Vec::with_capacity(places.len());
    for place in &places {
        list.extend(read(archive, place, of(place), &names[&place.document])?);
    }
    let mut agenda = Agenda { more: all - list.len(), list };
    agenda.keep(query.limit);
    Ok(agenda)
}

/// A time of a fact.
struct Place {
    table: &'static Table,
    document: i64,
    ordinal: i64,
    /// Which of the times of which group it is.
    times: usize,
    time: usize,
}

/// Where facts that have a time stand.
struct Table {
    name: &'static str,
    /// Who owes what.
    role: &'static str,
    columns: &'static str,
}

const TABLES: [Table; 2] = [
    Table { name: "deadline", role: "by", columns: r#"action, "by", "to", task, text"# },
    Table { name: "assignment", role: "lead", columns: "'complete', lead, '[]', task, timing" },
];

/// Every time that falls into the days asked for. Facts with the same words and the same term have the same times.
fn places(archive: &Archive, query: &DueQuery<'_>) -> Result<(Vec<Place>, Vec<Vec<Time>>), ArchiveError> {
    let bodies = serde_json::to_string(query.bodies).expect("ids are strings");
    let gone = archive.rows("SELECT id FROM document WHERE NOT held", [], |row| row.get(0))?;
    let gone: HashSet<i64> = gone.into_iter().collect();
    let (mut places, mut times) = (Vec::new(), Vec::new());
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut words = String::new();
    for table in &TABLES {
        let Table { name, role, .. } = table;
        // Whose parties are asked for is found over the bodies of documents; everybody's facts over an index of times.
        let from = match query.bodies.is_empty() {
            true => format!("{name} AS fact INDEXED BY {name}_time"),
            false => format!(
                "body CROSS JOIN party ON party.document = body.document AND party.role = '{role}' AND party.body = body.ordinal
                CROSS JOIN {name} AS fact ON fact.document = party.document AND fact.ordinal = party.ordinal"
            ),
        };
        let of_whom = match query.bodies.is_empty() {
            true => "?3 = '[]'",
            false => "body.id IN (SELECT value FROM json_each(?3))",
        };
        let distinct = if query.bodies.is_empty() { "" } else { "DISTINCT" };
        let sql = format!(
            r#"SELECT {distinct} fact.document, fact.ordinal, "when", first_day, last_day FROM {from}
            WHERE "when" IS NOT NULL AND "when" <> '{{"type":"ongoing"}}' AND {of_whom}
                AND (last_day >= ?1 OR last_day IS NULL) AND (first_day <= ?2 OR first_day IS NULL)"#
        );
        archive.rows(&sql, params![query.from.to_string(), query.to.to_string(), bodies], |row| {
            let (document, ordinal) = (row.get(0)?, row.get(1)?);
            if gone.contains(&document) {
                return Ok(());
            }
            words.clear();
            for column in 2..5 {
                words.push_str(row.get_ref(column)?.as_str_or_null()?.unwrap_or_default());
                words.push(' ');
            }
            let group = match known.get(&words) {
                Some(group) => *group,
                None => {
                    let day = |column: usize| -> rusqlite::Result<Option<Date>> {
                        Ok(row.get_ref(column)?.as_str_or_null()?.and_then(|day| day.parse().ok()))
                    };
                    let bounds = (day(3)?, day(4)?);
                    let when = serde_json::from_str::<When>(row.get_ref(2)?.as_str()?);
                    times.push(when.map_or_else(|_| Vec::new(), |when| unfold(when, bounds, query)));
                    known.insert(words.clone(), times.len() - 1);
                    times.len() - 1
                }
            };
            let of_fact = |time| Place { table, document, ordinal, times: group, time };
            places.extend((0..times[group].len()).map(of_fact));
            Ok(())
        })?;
    }
    Ok((places, times))
}

/// Keeps the earliest and those that are as early as the last of them.
fn earliest<T>(list: &mut Vec<T>, limit: usize, order: impl Fn(&T, &T) -> Ordering) {
    if limit == 0 {
        list.clear();
    } else if list.len() > limit {
        list.select_nth_unstable_by(limit - 1, &order);
        let later = list.split_off(limit);
        let last = limit - 1;
        let tied: Vec<T> = later.into_iter().filter(|one| order(one, &list[last]).is_eq()).collect();
        list.extend(tied);
    }
}

/// What is due at a time, as its fact has it.
fn read(archive: &Archive, place: &Place, time: &Time, document: &str) -> Result<Vec<Due>, ArchiveError> {
    let Table { name, columns, .. } = place.table;
    let sql = format!(
        "SELECT {columns}, section, span_start, span_end FROM {name} WHERE document = ?1 AND ordinal = ?2"
    );
    archive.rows(&sql, [place.document, place.ordinal], |row| {
        let list_of = |column: usize| -> rusqlite::Result<Vec<String>> {
            Ok(serde_json::from_str(row.get_ref(column)?.as_str()?).unwrap_or_default())
        };
        Ok(Due {
            due: time.due,
            from: time.from,
            kind: time.kind.to_owned(),
            rule: time.rule.clone(),
            event: time.event.clone(),
            action: row.get(0)?,
            by: list_of(1)?,
            to: list_of(2)?,
            task: row.get(3)?,
            text: row.get(4)?,
            document: document.to_owned(),
            section: row.get(5)?,
            span_start: row.get(6)?,
            span_end: row.get(7)?,
        })
    })
}

/// A time at which something is due.
#[derive(Default)]
struct Time {
    due: Option<Date>,
    from: Option<Date>,
    kind: &'static str,
    rule: Option<String>,
    event: Option<String>,
}

/// The times that fall into the days asked for.
fn unfold(when: When, bounds: (Option<Date>, Option<Date>), query: &DueQuery<'_>) -> Vec<Time> {
    let (first, last) = bounds;
    let dated = |kind| {
        vec![Time { kind, due: last, from: first.filter(|first| Some(*first) != last), ..Time::default() }]
    };
    match when {
        When::Before { .. } => dated("before"),
        When::On { .. } => dated("on"),
        When::During { .. } => dated("during"),
        When::Ongoing => Vec::new(),
        When::After { anchor, duration } => {
            vec![Time { kind: "after", rule: Some(duration), event: Some(anchor), ..Time::default() }]
        }
        When::Every { rrule, .. } => {
            let begin = first.map_or(query.from, |first| first.max(query.from));
            let end = last.map_or(query.to, |last| last.min(query.to));
            let every = |due, from| Time { kind: "every", rule: Some(rrule.clone()), due, from, event: None };
            match times(&rrule, first.unwrap_or(begin), begin, end) {
                Some(times) => times
                    .into_iter()
                    .map(|(first, last)| every(Some(last), Some(first).filter(|first| *first != last)))
                    .collect(),
                None => vec![every(None, None)],
            }
        }
    }
}

/// The parts of a rule of recurrence that documents state (RFC 5545).
#[derive(Default)]
struct Rule<'a> {
    frequency: &'a str,
    interval: i16,
    months: Vec<i8>,
    days: Vec<i8>,
    weekdays: Vec<(Option<i8>, Weekday)>,
    place: Option<i8>,
}

fn rule(text: &str) -> Option<Rule<'_>> {
    let numbers =
        |list: &str| list.split(',').map(|number| number.trim().parse().ok()).collect::<Option<Vec<i8>>>();
    let mut rule = Rule { interval: 1, ..Rule::default() };
    for part in text.split(';') {
        let (name, value) = part.split_once('=')?;
        match name {
            "FREQ" => rule.frequency = value,
            "INTERVAL" => rule.interval = value.parse().ok().filter(|n| *n > 0)?,
            "BYMONTH" => rule.months = numbers(value)?,
            "BYMONTHDAY" => rule.days = numbers(value)?,
            "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
            "BYSETPOS" => rule.place = Some(value.parse().ok()?),
            // An hour does not move a day; the end of the rule is the fact's last day.
            "BYHOUR" | "BYMINUTE" | "UNTIL" => {}
            _ => return None,
        }
    }
    Some(rule)
}

/// `FR`, `2FR`, `-1MO`
fn weekday(text: &str) -> Option<(Option<i8>, Weekday)> {
    const NAMES: [(&str, Weekday); 7] = [
        ("MO", Weekday::Monday),
        ("TU", Weekday::Tuesday),
        ("WE", Weekday::Wednesday),
        ("TH", Weekday::Thursday),
        ("FR", Weekday::Friday),
        ("SA", Weekday::Saturday),
        ("SU", Weekday::Sunday),
    ];
    let text = text.trim();
    let (count, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let (_, day) = NAMES.iter().find(|(known, _)| *known == name)?;
    let count = if count.is_empty() { None } else { Some(count.parse().ok()?) };
    Some((count, *day))
}

/// The spans of days, first and last, in which a rule falls between two days; without a day of its own a rule means the
/// whole month, quarter or year. None for what comes every day or oftener, and for a rule that is not understood.
fn times(text: &str, origin: Date, begin: Date, end: Date) -> Option<Vec<(Date, Date)>> {
    let rule = rule(text)?;
    let mut times = match rule.frequency {
        "YEARLY" => yearly(&rule, origin, begin, end),
        "MONTHLY" => monthly(&rule, origin, begin, end),
        "WEEKLY" => weekly(&rule, origin, begin, end),
        _ => return None,
    };
    times.retain(|(first, last)| *first <= end && *last >= begin);
    times.sort_unstable();
    times.dedup();
    Some(times)
}

fn yearly(rule: &Rule<'_>, origin: Date, begin: Date, end: Date) -> Vec<(Date, Date)> {
    let mut times = Vec::new();
    for year in begin.year()..=end.year() {
        if (year - origin.year()).rem_euclid(rule.interval) != 0 {
            continue;
        }
        if rule.months.is_empty() && rule.days.is_empty() && rule.weekdays.is_empty() {
            times.extend(first_day(&format!("{year:04}")).map(|first| (first, first.last_of_year())));
            continue;
        }
        let months: Vec<i8> = if rule.months.is_empty() { (1..=12).collect() } else { rule.months.clone() };
        let firsts: Vec<Date> = months.iter().filter_map(|month| Date::new(year, *month, 1).ok()).collect();
        if rule.days.is_empty() && rule.weekdays.is_empty() {
            // Months in a row are one span: «quý II».
            let mut runs: Vec<(Date, Date)> = Vec::new();
            for first in firsts {
                match runs.last_mut() {
                    Some((_, last)) if last.tomorrow().ok() == Some(first) => *last = first.last_of_month(),
                    _ => runs.push((first, first.last_of_month())),
                }
            }
            times.extend(runs);
        } else {
            times.extend(firsts.into_iter().flat_map(|first| days(rule, first)).map(|day| (day, day)));
        }
    }
    times
}

fn monthly(rule: &Rule<'_>, origin: Date, begin: Date, end: Date) -> Vec<(Date, Date)> {
    let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    // Spans of the calendar begin with its year: quarters, half-years.
    let interval = i32::from(rule.interval);
    let start = if 12 % interval == 0 { 0 } else { number(origin) };
    let mut times = Vec::new();
    for month in number(begin) - interval..=number(end) {
        if (month - start).rem_euclid(interval) != 0 {
            continue;
        }
        let of = |month: i32| Date::new((month / 12) as i16, (month % 12) as i8 + 1, 1).ok();
        if rule.days.is_empty() && rule.weekdays.is_empty() {
            times.extend(
                of(month).zip(of(month + interval - 1)).map(|(first, last)| (first, last.last_of_month())),
            );
        } else {
            // A day without a month is one of the last month of the span.
            times.extend(
                of(month + interval - 1)
                    .into_iter()
                    .flat_map(|first| days(rule, first))
                    .map(|day| (day, day)),
            );
        }
    }
    times
}

fn weekly(rule: &Rule<'_>, origin: Date, begin: Date, end: Date) -> Vec<(Date, Date)> {
    let monday = |date: Date| date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok();
    let (Some(origin), Some(mut week)) = (monday(origin), monday(begin)) else { return Vec::new() };
    let mut times = Vec::new();
    while week <= end {
        let weeks = (week - origin).get_days() / 7;
        if weeks.rem_euclid(i32::from(rule.interval)) == 0 {
            let day = |offset: i8| week.checked_add(Span::new().days(offset)).ok();
            if rule.weekdays.is_empty() {
                times.extend(day(6).map(|last| (week, last)));
            }
            for (_, weekday) in &rule.weekdays {
                times.extend(day(weekday.to_monday_zero_offset()).map(|day| (day, day)));
            }
        }
        let Ok(next) = week.checked_add(1.week()) else { break };
        week = next;
    }
    times
}

/// The days of a month that a rule names; the last day where the month is shorter.
fn days(rule: &Rule<'_>, first: Date) -> Vec<Date> {
    let length = first.days_in_month();
    let mut days: Vec<Date> = Vec::new();
    for day in &rule.days {
        let day = if *day < 0 { length + 1 + day } else { (*day).min(length) };
        days.extend(Date::new(first.year(), first.month(), day).ok());
    }
    for (count, weekday) in &rule.weekdays {
        match count {
            Some(count) => days.extend(first.nth_weekday_of_month(*count, *weekday).ok()),
            None => days.extend((1..=5).filter_map(|count| first.nth_weekday_of_month(count, *weekday).ok())),
        }
    }
    days.sort_unstable();
    match rule.place {
        Some(place) if place < 0 => {
            days.len().checked_sub(usize::from(place.unsigned_abs())).map(|at| days[at]).into_iter().collect()
        }
        Some(place) => {
            days.get(usize::from(place.unsigned_abs()).wrapping_sub(1)).copied().into_iter().collect()
        }
        None => days,
    }
}

/// What is due as a calendar (iCalendar, RFC 5545): one event of whole days for each; what has no day is left out.
///
/// The same list gives the same bytes: ids come from the place in the source, the stamp is the first day.
pub fn calendar(list: &[Due]) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//cancu//cancu//VI"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property((name, value));
    }
    calendar.name("cancu");
    for due in list {
        let Some(last) = due.due else { continue };
        let first = due.from.unwrap_or(last);
        let Ok(next) = last.tomorrow() else { continue };
        let compact = |date: Date| date.strftime("%Y%m%d").to_string();
        let what = if due.task.is_empty() { due.text.as_deref().unwrap_or_default() } else { &due.task };
        let who = due.by.join(", ");
        let summary = if who.is_empty() { what.to_owned() } else { format!("{who}: {what}") };
        let mut event = Event::new();
        event
            .uid(&format!("{}/{}-{}@cancu", due.document, due.span_start, compact(last)))
            .summary(&summary)
            .description(&format!("{} {}", due.document, due.section))
            .append_multi_property(property("DTSTART", &compact(first)))
            .append_multi_property(property("DTEND", &compact(next)))
            .add_property("DTSTAMP", format!("{}T000000Z", compact(first)))
            .add_property("CATEGORIES", due.action.to_uppercase())
            .add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

fn property(name: &str, day: &str) -> icalendar::Property {
    icalendar::Property::new(name, day).add_parameter("VALUE", "DATE").done()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The times of 2025 as «03-20» or «03-01/03-31».
    fn of_2025(rule: &str) -> Option<Vec<String>> {
        let short = |date: Date| date.strftime("%m-%d").to_string();
        let show = |(first, last): (Date, Date)| {
            if first == last { short(first) } else { format!("{}/{}", short(first), short(last)) }
        };
        let times = times(rule, day("2024-05-10"), day("2025-01-01"), day("2025-12-31"));
        times.map(|times| times.into_iter().map(show).collect())
    }

    #[test]
    fn recurrences_unfold() {
        for (rule, wanted) in [
            ("FREQ=YEARLY", "01-01/12-31"),
            ("FREQ=YEARLY;INTERVAL=2", ""),
            ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20", "11-20"),
            ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "03-31 06-30 09-30 12-31"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "02-28"),
            ("FREQ=YEARLY;BYMONTH=4,5,6", "04-01/06-30"),
            ("FREQ=YEARLY;BYMONTH=6,12", "06-01/06-30 12-01/12-31"),
            ("FREQ=MONTHLY;INTERVAL=3", "01-01/03-31 04-01/06-30 07-01/09-30 10-01/12-31"),
            ("FREQ=MONTHLY;INTERVAL=6", "01-01/06-30 07-01/12-31"),
            ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15", "06-15 12-15"),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "01-31 02-28 03-31 04-30 05-30 06-30 07-31 08-29 09-30 10-31 11-28 12-31",
            ),
            ("FREQ=YEARLY;UNTIL=20301231", "01-01/12-31"),
        ] {
            assert_eq!(of_2025(rule).unwrap().join(" "), wanted, "{rule}");
        }
        assert_eq!(of_2025("FREQ=MONTHLY;BYDAY=2FR").unwrap()[0], "01-10");
        assert_eq!(of_2025("FREQ=WEEKLY;BYDAY=FR").unwrap().len(), 52);
        assert_eq!(of_2025("FREQ=WEEKLY").unwrap()[1], "01-06/01-12");
        for open in ["FREQ=DAILY", "FREQ=HOURLY;INTERVAL=2", "", "FREQ", "FREQ=YEARLY;BYMONTH=x", "BYDAY=ế"]
        {
            assert_eq!(of_2025(open), None, "{open}");
        }
    }

    fn example() -> Due {
        Due {
            due: None,
            from: None,
            kind: String::new(),
            rule: None,
            event: None,
            action: "report".to_owned(),
            by: vec!["Sở Y tế".to_owned()],
            to: Vec::new(),
            task: "gửi báo cáo, kèm số liệu; đúng hạn".to_owned(),
            text: None,
            document: "vn/ubnd-tinh-dong-nai/kh/2024/220".to_owned(),
            section: "V.2".to_owned(),
            span_start: 5,
            span_end: 9,
        }
    }

    #[test]
    fn what_comes_again_keeps_to_its_term_and_to_the_days_asked_for() {
        let query = DueQuery { bodies: &[], from: day("2024-01-01"), to: day("2026-12-31"), limit: 9 };
        let every = When::Every { rrule: "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20".to_owned(), before: true };
        let times = unfold(every, (Some(day("2024-12-01")), Some(day("2025-12-31"))), &query);
        assert_eq!(times.iter().filter_map(|time| time.due).collect::<Vec<_>>(), [day("2025-11-20")]);
        let event =
            When::After { anchor: "nhận được hồ sơ".to_owned(), duration: "P10D".to_owned() };
        let times = unfold(event, (None, None), &query);
        assert_eq!((times[0].due, times[0].event.as_deref()), (None, Some("nhận được hồ sơ")));
    }

    #[test]
    fn the_earliest_are_kept_and_the_others_counted() {
        let on = |text: &str| Due { due: Some(day(text)), ..example() };
        let mut agenda = Agenda { list: vec![example(), on("2025-03-01"), on("2025-02-01")], more: 4 };
        agenda.keep(2);
        let days: Vec<_> = agenda.list.iter().map(|due| due.due).collect();
        assert_eq!((days, agenda.more), (vec![Some(day("2025-02-01")), Some(day("2025-03-01"))], 5));
    }

    #[test]
    fn what_is_as_early_as_the_last_is_kept_to_be_told_apart() {
        let earliest = |limit| {
            let mut list = vec![(3, 'a'), (1, 'b'), (2, 'c'), (2, 'd'), (2, 'e'), (4, 'f')];
            super::earliest(&mut list, limit, |one, other| one.0.cmp(&other.0));
            list.sort_unstable();
            list.into_iter().map(|(_, name)| name).collect::<String>()
        };
        assert_eq!([0, 1, 2, 3, 5, 9].map(earliest), ["", "b", "bcde", "bcde", "bcdea", "bcdeaf"]);
    }

    #[test]
    fn a_calendar_is_read_by_another_parser() {
        let due = Due { due: Some(day("2025-11-20")), from: Some(day("2025-11-01")), ..example() };
        let text = calendar(&[due.clone(), example()]);
        assert_eq!(text, calendar(&[due, example()]));
        let parsed: Vec<_> =
            ical::IcalParser::new(text.as_bytes()).map(|calendar| calendar.unwrap()).collect();
        assert_eq!(parsed.len(), 1);
        let [event] = parsed[0].events.as_slice() else { panic!("one event has a day") };
        let value =
            |name: &str| event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone());
        assert_eq!(value("DTSTART").as_deref(), Some("20251101"));
        assert_eq!(value("DTEND").as_deref(), Some("20251121"));
        assert_eq!(value("SUMMARY").as_deref(), Some("Sở Y tế: gửi báo cáo\\, kèm số liệu\\; đúng hạn"));
    }
}
