//! Results to be reached (chỉ tiêu).
//!
//! In: the reading. Out: one target for each indicator with its values, the year of each and the population it is for.
//! Figures count where a section of goals holds them or a word of goals governs them; norms, fees, budgets, conditions,
//! ages and results of past years are none.

use crate::document::{Certainty, Operator, Target, TargetValue, When};
use crate::facts::Reading;
use crate::grammar::MeasureMeaning;
use crate::phrase::quantity::{Quantity, QuantityKind, quantity, years};
use crate::phrase::time::{Form, Timed, times};
use crate::text::{Run, Text, contains, has_digit, is_word};

/// How many letters may name a population or an indicator.
const LONGEST_SCOPE: usize = 160;

/// The targets of a document, in reading order.
pub fn targets(reading: Reading<'_>) -> Vec<Target> {
    let homes = homes(reading);
    let mut found = Vec::new();
    for (node, home) in reading.outline.nodes.iter().zip(&homes) {
        for run in node.runs() {
            if !has_digit(reading.text.slice(run)) {
                continue;
            }
            let (label, body) = match printed_label(reading, run) {
                Some((label, body)) => (Some(label), body),
                None => (home.label, run),
            };
            let mut carried = None;
            for (clause, goes_on) in clauses(reading.text, body) {
                // Most clauses hold no figure: neither a target nor a date.
                if !has_digit(reading.text.slice(clause)) {
                    carried = carried.filter(|_| goes_on);
                    continue;
                }
                let named = node.title.filter(|&title| {
                    home.goal && title != run && clause.start == body.start && is_indicator(reading, title)
                });
                let clause = Clause { named, ..Clause::new(reading, clause, home.goal || label.is_some()) };
                // «Đến năm 2025, 80% …; 50% …»: the year holds up to the full stop.
                carried = clause.opening_date().or(carried.filter(|_| goes_on));
                for mut target in clause.targets(carried.as_deref().or(home.by.as_deref())) {
                    target.section = node.id.clone();
                    target.label = label.map(|label| reading.text.value(label));
                    found.push(target);
                }
            }
        }
    }
    found
}

/// What the figures of a node inherit from the titles above them.
#[derive(Clone, Default)]
struct Home {
    /// Whether goals stand here.
    goal: bool,
    /// «Chỉ tiêu 3».
    label: Option<Run>,
    /// The year all are to be reached by: «1. Mục tiêu đến năm 2030».
    by: Option<String>,
}

fn homes(reading: Reading<'_>) -> Vec<Home> {
    let nodes = &reading.outline.nodes;
    let mut homes: Vec<Home> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut home = node.parent.and_then(|parent| homes.get(parent)).cloned().unwrap_or_default();
        let above = node.parent.and_then(|parent| nodes.get(parent)?.paragraphs.last()).copied();
        let introduces = |run: &Run| run.len() < 400 && reading.text.slice(*run).ends_with(b":");
        for run in above.filter(introduces).into_iter().chain(node.title) {
            let goal = names_goals(reading.text.slice(run));
            if goal.is_some() {
                home.goal = goal == Some(true);
            }
            let (label, body) = printed_label(reading, run).map_or((None, run), |(l, body)| (Some(l), body));
            if node.title == Some(run) && label.is_some() {
                (home.label, home.goal) = (label, true);
            }
            if let Some(year) = sole_year(reading, body, goal == Some(true)) {
                home.by = Some(year);
            }
        }
        homes.push(home);
    }
    homes
}

/// «1. Tỷ lệ hộ nghèo: dưới 3%»: whether a title names what is measured rather than goals.
fn is_indicator(reading: Reading<'_>, title: Run) -> bool {
    names_goals(reading.text.slice(title)).is_none() && printed_label(reading, title).is_none()
}

/// Whether a title announces goals; none where it says nothing about it.
fn names_goals(title: &[u8]) -> Option<bool> {
    const GOALS: [&[u8]; 3] = [b"muc tieu", b"chi tieu", b"phan dau"];
    const OTHERS: [&[u8]; 8] = [
        b"ket qua dat duoc",
        b"ket qua thuc hien",
        b"danh gia tinh hinh",
        b"thuc trang",
        b"chuong trinh muc tieu",
        b"giai phap",
        b"to chuc thuc hien",
        b"kinh phi",
    ];
    if OTHERS.iter().any(|words| contains(title, words)) {
        return Some(false);
    }
    GOALS.iter().any(|words| contains(title, words)).then_some(true)
}

/// The one year that a title of goals names: «Mục tiêu đến năm 2030», «Đến hết năm 2025».
fn sole_year(reading: Reading<'_>, title: Run, goal: bool) -> Option<String> {
    let times = times(reading.text, reading.grammar, title, None);
    let opens = times.first().is_some_and(|time| time.run.start == title.start);
    let mut years = times.iter().filter(|time| time.form != Form::Stretch).filter_map(by);
    let year = years.next().filter(|year| year.len() == 4)?;
    ((goal || opens) && years.next().is_none()).then_some(year)
}

/// A label before a number, «Chỉ tiêu 5», at the start of a paragraph or title, and what stands behind it.
fn printed_label(reading: Reading<'_>, run: Run) -> Option<(Run, Run)> {
    let text = reading.text;
    let run = text.trim_marks(run, b"-*+ ");
    let words = text.slice(run);
    let head =
        [&b"chi tieu so "[..], b"chi tieu thu ", b"chi tieu "].into_iter().find(|h| words.starts_with(h))?;
    let number = words[head.len()..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    let number = number - usize::from(number > 0 && words[head.len() + number - 1] == b'.');
    let end = head.len() + number;
    let closed = words.get(end).is_none_or(|&b| matches!(b, b':' | b'.' | b' ' | b'-'));
    let rest = text.trim_marks(Run::new(run.start + end, run.end), b":.-");
    // «Chỉ tiêu 95% …» is no label.
    (number > 0 && number <= 5 && closed).then(|| (Run::new(run.start, run.start + end), rest))
}

/// The parts of a paragraph that state targets of their own, at «;» and at the end of a sentence, and whether each goes
/// on with the sentence before it.
fn clauses(text: &Text, run: Run) -> Vec<(Run, bool)> {
    let low = text.low();
    let mut clauses = Vec::new();
    let (mut start, mut goes_on, mut depth) = (run.start, false, 0usize);
    for place in run.start..run.end {
        // Few bytes are one of the four.
        if low[place] > b';' {
            continue;
        }
        let next = low.get(place + 1).copied().unwrap_or(b' ');
        match low[place] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = match low[place] {
            b';' => depth == 0,
            b'.' => depth == 0 && !is_word(next) && !text.is_lower(place + 2),
            _ => false,
        };
        if ends {
            clauses.push((text.trim(Run::new(start, place)), goes_on));
            (start, goes_on) = (place + 1, low[place] == b';');
        }
    }
    clauses.push((text.trim(Run::new(start, run.end)), goes_on));
    clauses.retain(|(clause, _)| !clause.is_empty());
    clauses
}

/// A word of measures in a clause.
#[derive(Clone, Copy)]
struct Cue<'a> {
    meaning: MeasureMeaning,
    id: &'a str,
    run: Run,
}

/// A clause with its figures and what governs them.
struct Clause<'a> {
    reading: Reading<'a>,
    run: Run,
    goal: bool,
    /// The title that names what a figure at the start of the clause measures.
    named: Option<Run>,
    cues: Vec<Cue<'a>>,
    times: Vec<Timed>,
    quantities: Vec<Quantity>,
    context: Context,
}

/// What stands before a figure and belongs to it.
struct Lead {
    /// Where it starts.
    start: usize,
    /// Where it starts behind the nearest comma or «và».
    own: usize,
    /// What compares, the nearest first.
    operators: Vec<MeasureMeaning>,
    /// Whether a comma or «và» joins the figure to what stands before.
    joined: bool,
    /// Whether a word of goals is among it: «phấn đấu», «bảo đảm».
    goal: bool,
    /// Whether «từ» opens a range or a base.
    from: bool,
    /// Whether «đạt» says that the figure is to be reached.
    reached: bool,
}

/// What the clause says about all its figures; places are those behind the first such word.
#[derive(Default)]
struct Context {
    /// «phấn đấu».
    strives: Option<usize>,
    /// «kết quả thực hiện», «hiện có».
    past: Option<usize>,
    /// «kinh phí», «định mức».
    norm: Option<usize>,
    /// «Đối với …», «Trường hợp …»: what follows is a condition.
    conditional: bool,
    /// Whether points are given.
    rubric: bool,
    /// Whether a year is named that lies not behind the document.
    ahead: bool,
}

/// The figures of one indicator.
struct Group {
    /// Where its words start.
    start: usize,
    /// What is measured, where it stands before the figures.
    before: Option<Run>,
    /// The same, where it stands behind the first figure.
    behind: Option<Run>,
    figures: Vec<Figure>,
}

/// A figure of a target.
struct Figure {
    quantity: Quantity,
    operator: Operator,
    lead: usize,
    from: bool,
    scope: Option<Run>,
}

impl<'a> Clause<'a> {
    fn new(reading: Reading<'a>, run: Run, goal: bool) -> Clause<'a> {
        let text = reading.text;
        let times = times(text, reading.grammar, run, None);
        let (quantities, context) = (Vec::new(), Context::default());
        let mut clause =
            Clause { reading, run, goal, named: None, cues: Vec::new(), times, quantities, context };
        clause.quantities = clause.figures();
        if clause.times.is_empty() && clause.quantities.is_empty() {
            return clause;
        }
        let cues = reading.grammar.measures.find_iter(text, run).filter_map(|found| {
            let meaning = found.entry.value.meaning;
            let kept = !matches!(meaning, MeasureMeaning::Unit | MeasureMeaning::Age | MeasureMeaning::Apart);
            let mut run = found.run;
            if text.slice(run).ends_with(b" den nam") {
                // The words of time belong to the date behind them.
                run.end -= " den nam".len();
            }
            kept.then(|| Cue { meaning, id: &found.entry.id, run })
        });
        clause.cues = cues.collect();
        clause.context = clause.context();
        clause
    }

    fn context(&self) -> Context {
        let low = self.text().low();
        let first =
            |wanted: &dyn Fn(&Cue) -> bool| self.cues.iter().find(|cue| wanted(cue)).map(|cue| cue.run.end);
        let year = |time: &Timed| by(time).and_then(|by| by.get(..4)?.parse::<i32>().ok());
        let conditions = [&b"doi voi"[..], b"truong hop", b"neu "];
        let is_ahead = |year: i32| self.reading.year.is_some_and(|now| year >= now);
        // «Đến năm 2030, toàn tỉnh có 15 mô hình» is no result yet.
        let dated = self.opening_date().and_then(|by| by.get(..4)?.parse::<i32>().ok()).is_some_and(is_ahead);
        let reached = |cue: &Cue| cue.id == "norm.result" && !(dated && starts(low, cue.run, b"toan "));
        let points = |quantity: &Quantity| self.text().slice(quantity.unit) == b"diem";
        Context {
            strives: first(&|cue| starts(low, cue.run, b"phan dau")),
            past: first(&reached),
            norm: first(&|cue| cue.id.starts_with("norm.")),
            conditional: conditions.iter().any(|words| starts(low, self.run, words)),
            rubric: self.quantities.iter().any(points),
            ahead: self.times.iter().filter_map(year).any(is_ahead),
        }
    }

    fn text(&self) -> &'a Text<'a> {
        self.reading.text
    }

    /// The date that opens the clause: «Đến năm 2025, …», «Phấn đấu đến năm 2030 …».
    fn opening_date(&self) -> Option<String> {
        let first = self.times.first()?;
        let opens = self.stripped(Run::new(self.run.start, first.run.end)).is_empty();
        if opens { by(first) } else { None }
    }

    /// The quantities of the clause outside its dates and brackets.
    fn figures(&self) -> Vec<Quantity> {
        let low = self.text().low();
        let mut figures = Vec::new();
        let mut place = self.run.start;
        let mut depth = 0usize;
        // «Tuổi thọ trung bình đạt 75 tuổi, số năm sống khỏe tối thiểu 68 năm»
        let lived =
            [&b"tuoi tho"[..], b"song khoe"].iter().any(|life| contains(self.text().slice(self.run), life));
        while place < self.run.end {
            if !low[place].is_ascii_digit() {
                match low[place] {
                    // «(trong đó nước sạch đạt 65%)» is a part of what is to be reached.
                    b'(' if depth == 0 && low[place + 1..self.run.end].starts_with(b"trong do ") => {}
                    b'(' => depth += 1,
                    b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                place += 1;
                continue;
            }
            let at = self.times.partition_point(|time| time.run.end <= place);
            let time = self.times.get(at).filter(|time| time.run.holds(place));
            if let Some(time) = time.filter(|time| time.form != Form::Every) {
                place = time.run.end;
                continue;
            }
            let rest = Run::new(place, self.run.end);
            let figure = quantity(self.text(), self.reading.grammar, rest)
                .or_else(|| years(self.text(), rest).filter(|_| lived));
            match figure {
                Some(quantity) => {
                    place = quantity.run.end;
                    // «(tỷ lệ hiện nay 85%)» is said by the way.
                    if depth == 0 {
                        figures.push(quantity);
                    }
                }
                None => {
                    let number = |&b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'/');
                    place += low[place..self.run.end].iter().take_while(|b| number(b)).count();
                }
            }
        }
        figures
    }

    /// The targets of the clause; `by` is the year of the section.
    fn targets(&self, by: Option<&str>) -> Vec<Target> {
        let mut groups: Vec<Group> = Vec::new();
        let mut cursor = self.run.start;
        for quantity in &self.quantities {
            // A population that holds a figure of its own does not hide it.
            cursor = cursor.min(quantity.run.start);
            let lead = self.lead(quantity, cursor);
            let listed = groups.last().is_some_and(|group| self.is_listed(group, quantity, cursor));
            let counts = self.counts(quantity, &lead, listed);
            if counts && self.place(&mut groups, *quantity, &lead, cursor) {
                cursor = self.scope(quantity).map_or(quantity.run.end, |scope| scope.end);
            }
        }
        let ends = groups.iter().skip(1).map(|group| group.start).chain([self.run.end]).collect::<Vec<_>>();
        groups.iter().zip(ends).filter_map(|(group, end)| self.target(group, end, by)).collect()
    }

    /// Puts a figure into the last group or a new one. False where it belongs to the words of the indicator.
    fn place(&self, groups: &mut Vec<Group>, quantity: Quantity, lead: &Lead, cursor: usize) -> bool {
        let gap = self.stripped(Run::new(cursor, lead.start));
        let inherited = groups.last().and_then(|group| group.figures.last()).map(|figure| figure.operator);
        let mut figure = Figure {
            quantity,
            operator: self.operator(&quantity, lead, gap, inherited),
            lead: lead.start,
            from: lead.from,
            scope: self.scope(&quantity),
        };
        let fresh = |before: Option<Run>, start: usize, figure: Figure| Group {
            start,
            before,
            behind: None,
            figures: vec![figure],
        };
        let Some(group) = groups.last_mut() else {
            let before = Some(gap).filter(|gap| !gap.is_empty());
            figure.operator = self.operator(&figure.quantity, lead, gap, None);
            groups.push(fresh(before, before.map_or(lead.start, |gap| gap.start), figure));
            return true;
        };
        if group.before.is_some() {
            if gap.is_empty() {
                // «Thành lập 150 hợp tác xã, 05 liên hiệp hợp tác xã»: what is counted differs.
                let differs = |last: &Figure| {
                    let unit = |quantity: &Quantity| self.text().slice(quantity.unit);
                    last.quantity.kind == quantity.kind && unit(&last.quantity) != unit(&quantity)
                };
                if quantity.kind == QuantityKind::Count
                    && self.is_listed(group, &quantity, cursor)
                    && group.figures.last().is_some_and(differs)
                {
                    let before = group.before;
                    groups.push(fresh(before, lead.own, figure));
                    return true;
                }
                // «giảm từ 23 xuống 18»: the first figure is the base.
                if !lead.joined && group.figures.last().is_some_and(|figure| figure.from) {
                    group.figures.pop();
                }
                group.figures.push(figure);
                return true;
            }
            // «ít nhất 100 hộ sản xuất giỏi, 50 hộ kinh doanh giỏi»: what is counted stands behind each number.
            if self.is_listed(group, &quantity, cursor) && self.is_followed(&quantity) {
                let last = group.figures.last().filter(|last| !self.is_or_more(&last.quantity));
                figure.operator = last.map_or(Operator::Equal, |last| last.operator);
                groups.push(fresh(None, lead.own, figure));
                return true;
            }
            let separated = lead.joined || self.is_separated(cursor, gap.start);
            let other = group.figures.last().is_some_and(|last| last.quantity.kind != quantity.kind);
            let gap = if separated {
                Some(gap)
            } else {
                Some(gap).filter(|_| other).and_then(|gap| self.last_part(gap))
            };
            if let Some(gap) = gap {
                figure.operator = self.operator(&figure.quantity, lead, gap, None);
                groups.push(fresh(Some(gap), gap.start, figure));
            }
            return gap.is_some();
        }
        if !lead.joined {
            return false;
        }
        if group.behind.is_none() && !gap.is_empty() {
            group.behind = Some(gap);
        }
        // «Đến năm 2026 có 50%, đến năm 2028 có 70% số xã»: what is measured stands behind the last figure.
        let shared = group.behind.is_none() && gap.is_empty();
        if self.is_followed(&quantity) && !shared {
            // «Giảm 5% số vụ, 8% số người chết»; not «Giảm 5% số vụ, 100% số hộ được tuyên truyền».
            let alike = |last: &Figure| quantity.value <= 2.0 * last.quantity.value;
            let alike = group.figures.last().is_some_and(alike);
            let change =
                inherited.filter(|op| alike && matches!(op, Operator::Increase | Operator::Decrease));
            let none = Run::new(lead.own, lead.own);
            figure.operator = self.operator(&figure.quantity, lead, none, change);
            groups.push(fresh(None, lead.own, figure));
        } else {
            group.figures.push(figure);
        }
        true
    }

    /// What stands before a figure, read backwards to `floor`.
    fn lead(&self, quantity: &Quantity, floor: usize) -> Lead {
        const WEAK: [&[u8]; 14] = [
            b"khoang",
            b"gan",
            b"xap xi",
            b"muc",
            b"them",
            b"co",
            b"duoc",
            b"binh quan",
            b"trung binh",
            b"o",
            b"voi",
            b"du kien",
            b"them duoc",
            b"dong thoi",
        ];
        let low = self.text().low();
        let mut lead = Lead {
            start: quantity.run.start,
            own: quantity.run.start,
            operators: Vec::new(),
            joined: false,
            goal: false,
            from: false,
            reached: false,
        };
        loop {
            let mut place = lead.start;
            while place > floor && matches!(low[place - 1], b' ' | b'<' | b'>' | b'=' | b'~' | b':') {
                place -= 1;
            }
            if let Some(symbol) = self.symbol(place, lead.start) {
                lead.operators.push(symbol);
            }
            let words = &low[floor..place];
            if let Some(cue) =
                self.cue_ending(place).filter(|cue| cue.run.start >= floor && is_leading(self.text(), cue))
            {
                lead.goal |= cue.meaning == MeasureMeaning::Goal;
                lead.from |= low[cue.run.start..cue.run.end].ends_with(b" tu");
                lead.reached |=
                    cue.meaning != MeasureMeaning::Norm && contains(self.text().slice(cue.run), b"dat");
                match cue.meaning {
                    MeasureMeaning::Goal if self.text().slice(cue.run).ends_with(b" dat") => {
                        lead.operators.push(MeasureMeaning::Equal);
                    }
                    MeasureMeaning::Goal => {}
                    meaning => lead.operators.push(meaning),
                }
                lead.start = cue.run.start;
            } else if let Some(time) = self.time_ending(place).filter(|time| time.run.start >= floor) {
                lead.start = time.run.start;
            } else if words.ends_with(b",") {
                (lead.start, lead.joined) = (place - 1, true);
            } else if ends_with_word(words, b"va") || ends_with_word(words, b"den") {
                lead.joined |= words.ends_with(b"va");
                lead.start = place - if words.ends_with(b"va") { 2 } else { 3 };
            } else if ends_with_word(words, b"tu") {
                (lead.start, lead.from) = (place - 2, true);
            } else if let Some(weak) = WEAK.iter().find(|weak| ends_with_word(words, weak)) {
                lead.start = place - weak.len();
            } else {
                return lead;
            }
            if !lead.joined {
                lead.own = lead.start;
            }
        }
    }

    fn cue_at(&self, place: usize) -> Option<Cue<'a>> {
        let at = self.cues.partition_point(|cue| cue.run.start < place);
        self.cues.get(at).copied().filter(|cue| cue.run.start == place)
    }

    fn time_at(&self, place: usize) -> Option<&Timed> {
        let at = self.times.partition_point(|time| time.run.start < place);
        self.times.get(at).filter(|time| time.run.start == place)
    }

    fn cue_ending(&self, place: usize) -> Option<Cue<'a>> {
        let at = self.cues.partition_point(|cue| cue.run.end < place);
        self.cues.get(at).copied().filter(|cue| cue.run.end == place)
    }

    fn time_ending(&self, place: usize) -> Option<&Timed> {
        let at = self.times.partition_point(|time| time.run.end < place);
        self.times.get(at).filter(|time| time.run.end == place)
    }

    /// The sign of comparison that the source prints between two places: «≥ 30%».
    fn symbol(&self, start: usize, end: usize) -> Option<MeasureMeaning> {
        let low = &self.text().low()[start..end];
        let sign = low.iter().find(|b| matches!(b, b'<' | b'>'))?;
        let printed = self.text().value(Run::new(start, end));
        let open = printed.contains('=') || printed.contains('≥') || printed.contains('≤');
        Some(match (sign, open) {
            (b'<', false) => MeasureMeaning::Below,
            (b'<', true) => MeasureMeaning::AtMost,
            (_, false) => MeasureMeaning::Above,
            (_, true) => MeasureMeaning::AtLeast,
        })
    }

    /// «Thành lập 150 hợp tác xã, 05 liên hiệp hợp tác xã»: a number right behind the comma or «và» of a list of numbers.
    fn is_listed(&self, group: &Group, quantity: &Quantity, cursor: usize) -> bool {
        let low = self.text().low();
        let counted = group.figures.last().is_some_and(|figure| figure.quantity.kind == QuantityKind::Count);
        let lead = &low[cursor.min(quantity.run.start)..quantity.run.start];
        counted && (lead.ends_with(b", ") || lead.ends_with(b" va "))
    }

    /// Whether a figure is one of a target; `listed` where it goes on with a list of numbers that are.
    fn counts(&self, quantity: &Quantity, lead: &Lead, listed: bool) -> bool {
        use MeasureMeaning::{Above, AtLeast};
        let before = |place: Option<usize>| place.is_some_and(|place| place <= quantity.run.start);
        let phrased = lead.goal || before(self.context.strives);
        let goal = self.goal || phrased;
        if before(self.context.past) || (self.context.conditional && !phrased) || self.context.rubric {
            return false;
        }
        let next = self.cues.partition_point(|cue| cue.run.start < quantity.run.end);
        let next = self.cues.get(next).filter(|cue| cue.run.start <= quantity.run.end + 6);
        let aside = |cue: &Cue| self.text().slice(cue.run).starts_with(b"trong do");
        let of_norm = next.is_some_and(|cue| cue.id.starts_with("norm.") && !aside(cue));
        // «đầu tư nghiên cứu với tỷ lệ 2% doanh thu» says how much each is to give.
        let near = &self.text().low()[self.run.start..quantity.run.start];
        let share = [&b"voi ty le "[..], b"theo ty le "].iter().any(|share| near.ends_with(share));
        let shared = share && !before(self.context.strives);
        let normed = of_norm || shared || (!goal && before(self.context.norm));
        let fixed = lead.reached || lead.operators.contains(&AtLeast);
        // «Đến năm 2030 … đạt 1.700 ha» is a goal wherever it stands.
        let dated = fixed && self.context.ahead;
        match quantity.kind {
            QuantityKind::Percentage | QuantityKind::Rate => {
                // «100% cán bộ được tập huấn» states what is to be.
                let stated = self.opens(lead) && quantity.to.is_none() && self.is_followed(quantity);
                let least = lead.operators.contains(&AtLeast) && self.has_subject(quantity, lead);
                !normed && (goal || least || dated || stated)
            }
            QuantityKind::Count => {
                // «trên 1.000 trẻ đẻ sống» is what a rate is counted on.
                let base = lead.operators.first() == Some(&Above) && is_base(quantity.value);
                let stated = !lead.operators.is_empty()
                    || listed
                    || (self.named.is_some() && self.opens(lead))
                    || (self.goal && (self.makes(lead) || self.measures(quantity, lead)))
                    || (self.is_or_more(quantity) && (lead.goal || self.opens(lead)));
                (goal || dated) && !normed && !base && stated
            }
        }
    }

    /// Whether nothing but words of goals and time stands before a figure in its clause.
    fn opens(&self, lead: &Lead) -> bool {
        self.stripped(Run::new(self.run.start, lead.start)).is_empty()
    }

    /// «từ 02 xã trở lên».
    fn is_or_more(&self, quantity: &Quantity) -> bool {
        self.behind(quantity) == Some(b"tro len")
    }

    /// The words of measures right behind a figure.
    fn behind(&self, quantity: &Quantity) -> Option<&'a [u8]> {
        let cue = self.cue_at(quantity.run.end).or_else(|| self.cue_at(quantity.run.end + 1));
        cue.map(|cue| self.text().slice(cue.run))
    }

    /// «Diện tích gieo trồng 12.000 ha; sản lượng 65.000 tấn»: a figure that ends its clause behind the noun it measures.
    fn measures(&self, quantity: &Quantity, lead: &Lead) -> bool {
        const NOUNS: [&[u8]; 14] = [
            b"dien tich ",
            b"san luong ",
            b"nang suat ",
            b"tong so ",
            b"tong dan ",
            b"tong san luong ",
            b"tong dien tich ",
            b"tong san pham ",
            b"tong thu ",
            b"so luong ",
            b"gia tri ",
            b"kim ngach ",
            b"doanh thu ",
            b"thu nhap binh quan ",
        ];
        let low = self.text().low();
        let comma = low[self.run.start..lead.start].windows(2).rposition(|pair| pair == b", ");
        let start = comma.map_or(self.run.start, |at| self.run.start + at + 2);
        let noun = self.text().slice(self.stripped(Run::new(start, lead.start)));
        let named = NOUNS.iter().any(|word| noun.starts_with(word)) && !noun.iter().any(u8::is_ascii_digit);
        named && !self.is_followed(quantity)
    }

    /// «Trồng mới 1.000 ha rừng», «Tạo việc làm cho 5.000 lao động»: a number of things that are to be made opens the clause.
    fn makes(&self, lead: &Lead) -> bool {
        /// No more stands between the verb and the number.
        const LONGEST: usize = 40;
        const VERBS: [&[u8]; 16] = [
            b"dao tao, boi duong",
            b"boi duong",
            b"tap huan",
            b"to chuc",
            b"nang cap",
            b"cap moi",
            b"tao viec lam",
            b"giai quyet viec lam",
            b"xay dung",
            b"thanh lap",
            b"hinh thanh",
            b"trong moi",
            b"dao tao",
            b"ket nap",
            b"thu hut",
            b"phat trien",
        ];
        let words = self.stripped(Run::new(self.run.start, lead.start));
        let before = self.text().slice(words);
        // «Mỗi thôn có 01 câu lạc bộ», «Đến năm 2026, toàn huyện có 15 sản phẩm»
        let has = starts_word(&self.text().low()[lead.start..self.run.end], b"co");
        let whole = [&b"moi "[..], b"toan "].iter().any(|word| before.starts_with(word));
        if has && before.len() <= LONGEST && (before.is_empty() || whole) {
            return true;
        }
        let verb = VERBS.iter().find_map(|verb| before.strip_prefix(*verb));
        verb.is_some_and(|rest| {
            rest.len() <= LONGEST && !rest.iter().any(|b| b.is_ascii_digit() || *b == b',')
        })
    }

    /// Whether something is measured: words before the figure or behind it.
    fn has_subject(&self, quantity: &Quantity, lead: &Lead) -> bool {
        self.is_followed(quantity) || !self.stripped(Run::new(self.run.start, lead.start)).is_empty()
    }

    /// How a figure is meant.
    fn operator(&self, quantity: &Quantity, lead: &Lead, gap: Run, inherited: Option<Operator>) -> Operator {
        use MeasureMeaning as Is;
        match self.behind(quantity) {
            Some(b"tro len") => return Operator::AtLeast,
            Some(b"tro xuong") => return Operator::AtMost,
            _ => {}
        }
        let level = lead.operators.iter().find(|m| matches!(m, Is::Below | Is::Above));
        let limit = lead.operators.iter().find(|m| matches!(m, Is::AtLeast | Is::AtMost));
        let change = lead.operators.iter().find(|m| matches!(m, Is::Increase | Is::Decrease));
        let equal = lead.operators.contains(&Is::Equal);
        match (level, limit, change) {
            (None, _, Some(Is::Increase)) if !equal => Operator::Increase,
            (None, _, Some(Is::Decrease)) if !equal => Operator::Decrease,
            (Some(Is::Below), ..) => Operator::Below,
            (Some(_), ..) => Operator::Above,
            (_, Some(Is::AtMost), _) => Operator::AtMost,
            (_, Some(_), _) => Operator::AtLeast,
            _ if equal => Operator::Equal,
            _ if gap.is_empty() => inherited.unwrap_or(Operator::Equal),
            _ => self.changed(gap, quantity).unwrap_or(Operator::Equal),
        }
    }

    /// «mức giảm số vụ từ 1% đến 2%»: a change that no word such as «xuống còn» turns into a level.
    fn changed(&self, gap: Run, quantity: &Quantity) -> Option<Operator> {
        use MeasureMeaning::{Decrease, Equal, Increase};
        let low = self.text().low();
        let from = gap.start.max(self.run.start).saturating_sub(16).max(self.run.start);
        let start = self.cues.partition_point(|cue| cue.run.start < from);
        let end = self.cues.partition_point(|cue| cue.run.end <= quantity.run.start);
        let cue = self.cues.get(start..end)?.iter().rfind(|cue| {
            matches!(cue.meaning, Decrease | Increase)
                || (cue.meaning == Equal && !starts(low, cue.run, b"duy tri"))
        })?;
        match cue.meaning {
            Decrease => Some(Operator::Decrease),
            Increase => Some(Operator::Increase),
            _ => None,
        }
    }

    /// The population of a figure: «10% đối với thành thị».
    fn scope(&self, quantity: &Quantity) -> Option<Run> {
        let low = self.text().low();
        let rest = &low[quantity.run.end..self.run.end];
        let head = [&b" doi voi "[..], b" o khu vuc ", b" o vung "]
            .into_iter()
            .find(|head| rest.starts_with(head))?;
        let start = quantity.run.end + if head == b" doi voi " { head.len() } else { 3 };
        let words = &low[start..self.run.end.min(start + LONGEST_SCOPE)];
        let ends = [&b" va "[..], b",", b" vao ", b" den ", b" dat ", b" nam ", b" con "];
        let length = ends.iter().filter_map(|end| crate::text::find(words, end)).min();
        Some(Run::new(start, start + length.unwrap_or(words.len())))
    }

    /// Whether words of an indicator follow a figure.
    fn is_followed(&self, quantity: &Quantity) -> bool {
        let low = self.text().low();
        let mut place = self.scope(quantity).map_or(quantity.run.end, |scope| scope.end);
        loop {
            while place < self.run.end && low[place] == b' ' {
                place += 1;
            }
            let at = self.times.partition_point(|time| time.run.start < place);
            match self.times.get(at).filter(|time| time.run.start == place) {
                Some(time) => place = time.run.end,
                None => break,
            }
        }
        let rest = &low[place.min(self.run.end)..self.run.end];
        !(rest.is_empty() || matches!(rest[0], b',' | b'.' | b':' | b')') || starts_word(rest, b"va"))
    }

    fn is_separated(&self, from: usize, to: usize) -> bool {
        let words = &self.text().low()[from.min(to)..to];
        words.contains(&b',')
            || words.contains(&b'(')
            || crate::text::contains(words, b" va ")
            || words.starts_with(b"va ")
    }

    /// «(Trồng mới 500 ha) rừng, độ che phủ rừng (đạt 45%)»: what is measured behind the comma.
    fn last_part(&self, run: Run) -> Option<Run> {
        let near = Run::new(run.start.max(run.end.saturating_sub(LONGEST_SCOPE)), run.end);
        let comma = self.text().slice(near).windows(2).rposition(|pair| pair == b", ")?;
        let part = self.stripped(Run::new(near.start + comma + 2, near.end));
        (!part.is_empty()).then_some(part)
    }

    /// A run without the words of goals, time and change at its start and the words of time at its end.
    fn stripped(&self, run: Run) -> Run {
        const OPENINGS: [&[u8]; 12] = [
            b"va",
            b"dong thoi",
            b"trong do",
            b"tung buoc",
            b"tiep tuc",
            b"so voi",
            b"voi",
            b"hang nam",
            b"du kien",
            b"nham",
            b"theo do",
            b"cu the",
        ];
        let text = self.text();
        let mut rest = text.trim_marks(run, b",:.-*+");
        while !rest.is_empty() {
            let low = text.slice(rest);
            if low.starts_with(b"(trong do ") {
                rest.start += 1;
                continue;
            }
            let cue = self.cue_at(rest.start).filter(|cue| cue.run.end <= rest.end && is_leading(text, cue));
            let cue = cue.map(|cue| cue.run.end);
            let time = self.time_at(rest.start).map(|time| time.run.end);
            // «có», not «cơ sở».
            let has = starts_word(low, b"co")
                && text.value(Run::new(rest.start, rest.start + 2)).to_lowercase() == "có";
            let word =
                OPENINGS.iter().find(|word| starts_word(low, word)).map(|word| rest.start + word.len());
            let word = word.or(has.then_some(rest.start + 2));
            let Some(start) = cue.or(time).or(word) else { break };
            rest = text.trim_marks(Run::new(start.min(rest.end), rest.end), b",:.-");
        }
        while let Some(time) = self.time_ending(rest.end).filter(|time| time.run.start >= rest.start) {
            rest = text.trim_marks(Run::new(rest.start, time.run.start), b",:.-");
        }
        rest
    }

    /// The target that a group states; `end` is where the next group starts.
    fn target(&self, group: &Group, end: usize, by: Option<&str>) -> Option<Target> {
        let last = group.figures.last()?;
        let dated = self.dates(group, end);
        let scoped = group.figures.iter().filter(|figure| figure.scope.is_some()).count() > 1;
        let lead = self.lead_date(group).or_else(|| by.map(str::to_owned));
        let mut values = Vec::new();
        for (figure, dates) in group.figures.iter().zip(&dated) {
            let shared = dates.is_empty() && scoped;
            let dates = if shared { &dated[dated.len() - 1] } else { dates };
            let base = TargetValue {
                op: figure.operator,
                value: figure.quantity.value,
                to: figure.quantity.to,
                unit: self.text().value(figure.quantity.unit),
                by: lead.clone(),
                scope: figure.scope.filter(|_| scoped).map(|scope| self.text().value(scope)),
            };
            match dates.is_empty() {
                true => values.push(base),
                false => {
                    values.extend(dates.iter().map(|by| TargetValue { by: Some(by.clone()), ..base.clone() }))
                }
            }
        }
        values.retain(|value| !self.is_past(value));
        let behind = || self.stripped(Run::new(last.quantity.run.end, end));
        let indicator = group.before.or(group.behind).unwrap_or_else(behind);
        let indicator = self.text().trim_marks(indicator, b",:;.-");
        let indicator = if indicator.is_empty() { self.named.unwrap_or(indicator) } else { indicator };
        // «Đạt 32 giường bệnh/10.000 dân»: the unit says what is measured.
        let rate = self.text().slice(last.quantity.unit).iter().position(|&b| b == b'/').filter(|&at| at > 0);
        let unit = rate.map_or(indicator, |_| last.quantity.unit);
        let indicator = if indicator.is_empty() { unit } else { indicator };
        if values.is_empty() || indicator.is_empty() {
            return None;
        }
        let stop = self.text().trim_marks(Run::new(group.start, end), b",;:. ").end;
        let first = group.figures.first().map_or(group.start, |figure| figure.lead);
        Some(Target {
            section: String::new(),
            label: None,
            indicator: self.text().value(indicator),
            span: self.text().span(self.text().trim_marks(Run::new(group.start.min(first), stop), b",;: ")),
            rule: rule(last.quantity.kind).into(),
            certainty: if self.goal { Certainty::Stated } else { Certainty::Ambiguous },
            values,
        })
    }

    /// The dates of each figure: those behind it, up to the words that lead to the next.
    fn dates(&self, group: &Group, end: usize) -> Vec<Vec<String>> {
        let mut dated = vec![Vec::new(); group.figures.len()];
        let first = group.figures.first().map_or(end, |figure| figure.quantity.run.end);
        for time in self.times_in(Run::new(first, end)).iter().filter(|time| !self.is_compared(time)) {
            let next = group.figures.partition_point(|figure| figure.quantity.run.end <= time.run.start);
            let (Some(before), Some(date)) = (next.checked_sub(1), by(time)) else { continue };
            let place = match group.figures.get(next) {
                Some(_) if self.belongs_to_next(group.figures[before].quantity.run.end, time) => next,
                _ => before,
            };
            dated[place].push(date);
        }
        dated
    }

    /// Whether a comma or «và» parts a date from the figure before it: «đạt 80%, năm 2030 đạt 90%».
    fn belongs_to_next(&self, figure: usize, time: &Timed) -> bool {
        let words = self.text().trim(Run::new(figure, time.run.start));
        let words = self.text().slice(words);
        words.ends_with(b",") || ends_with_word(words, b"va") || words.ends_with(b"phan dau")
    }

    /// The date before the first figure of the group, else before the first of the clause: «Đến năm 2030, 100% …».
    fn lead_date(&self, group: &Group) -> Option<String> {
        let first = group.figures.first()?.quantity.run.start;
        let opening = self.quantities.first()?.run.start;
        let own = self.times_in(Run::new(group.start.min(first), first)).iter().rev().find_map(by);
        own.or_else(|| self.times_in(Run::new(self.run.start, opening)).iter().rev().find_map(by))
    }

    /// «tăng 5% so với năm 2024»: a year that something is compared with.
    fn is_compared(&self, time: &Timed) -> bool {
        const BEFORE: [&[u8]; 4] = [b"so voi ", b"so voi cung ky ", b"so voi thuc hien ", b"so voi cuoi "];
        let lead = &self.text().low()[self.run.start..time.run.start];
        BEFORE.iter().any(|words| lead.ends_with(words))
    }

    /// The phrases of time inside a run.
    fn times_in(&self, run: Run) -> &[Timed] {
        let start = self.times.partition_point(|time| time.run.start < run.start);
        let end = self.times.partition_point(|time| time.run.end <= run.end);
        self.times.get(start..end).unwrap_or_default()
    }

    fn is_past(&self, value: &TargetValue) -> bool {
        let year = value.by.as_deref().and_then(|by| by.get(..4)?.parse::<i32>().ok());
        matches!((year, self.reading.year), (Some(year), Some(now)) if year < now)
    }
}

/// The date by which a phrase of time wants a result, where it names its year.
fn by(time: &Timed) -> Option<String> {
    if time.yearly.is_some() {
        return None;
    }
    match &time.when {
        When::Before { date } | When::On { date } => Some(date.clone()),
        When::During { from, to } => to.clone().or_else(|| from.clone()),
        _ => None,
    }
}

fn rule(kind: QuantityKind) -> &'static str {
    match kind {
        QuantityKind::Percentage => "target.percentage",
        QuantityKind::Rate => "target.rate",
        QuantityKind::Count => "target.count",
    }
}

/// Whether a cue leads to a figure rather than naming what is measured («tỷ lệ», «số lượng»).
fn is_leading(text: &Text, cue: &Cue) -> bool {
    let low = text.low();
    match cue.meaning {
        MeasureMeaning::Goal => {
            [&b"phan dau"[..], b"bao dam", b"dam bao"].iter().any(|words| starts(low, cue.run, words))
        }
        MeasureMeaning::Norm
        | MeasureMeaning::Label
        | MeasureMeaning::Unit
        | MeasureMeaning::Age
        | MeasureMeaning::Apart => false,
        _ => true,
    }
}

/// Whether a number is one that rates are counted on.
fn is_base(value: f64) -> bool {
    [100.0, 1_000.0, 10_000.0, 100_000.0].contains(&value)
}

fn starts(low: &[u8], run: Run, words: &[u8]) -> bool {
    low[run.start..run.end].starts_with(words)
}

fn starts_word(words: &[u8], word: &[u8]) -> bool {
    words.starts_with(word) && !words.get(word.len()).is_some_and(|&b| is_word(b))
}

fn ends_with_word(words: &[u8], word: &[u8]) -> bool {
    words.ends_with(word) && (words.len() == word.len() || !is_word(words[words.len() - word.len() - 1]))
}

#[cfg(test)]
mod tests;
