//! Tables of tasks (bảng phân công nhiệm vụ) that an extractor has flattened.
//!
//! In: the paragraphs of a stretch of the body. Out: the [`Table`]s among them: which paragraph stands in which row and
//! column. Three flattenings are read: Markdown rows, cells between bars on lines of their own, and one cell a line
//! without bars. A table is known by its head: labels of roles («STT», «Nội dung», «Cơ quan chủ trì», «Thời gian»).

use super::marker::{Style, marker};
use crate::grammar::{Grammar, Role};
use crate::layout::Line;
use crate::phrase::body;
use crate::phrase::time;
use crate::text::{Run, Text};

/// A table among paragraphs.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The paragraph after the last row.
    pub(super) end: usize,
    pub(super) rows: Vec<Row>,
}

/// A row: its paragraphs by what their columns hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The paragraphs of the row.
    pub(super) paragraphs: std::ops::Range<usize>,
    /// The paragraph that is the row's number.
    pub(super) counter: Option<usize>,
    pub(super) lead: Vec<Run>,
    pub(super) coordinating: Vec<Run>,
    pub(super) timing: Vec<Run>,
    /// Paragraphs that stand in no column of content: no list is to be seen in them.
    pub(super) facts: Vec<usize>,
}

impl Row {
    /// Whether the row says who or when.
    pub(super) fn assigns(&self) -> bool {
        !self.lead.is_empty() || !self.coordinating.is_empty() || !self.timing.is_empty()
    }

    fn put(&mut self, role: Option<Role>, index: usize, run: Run) {
        match role {
            Some(Role::Lead | Role::LeadAndCoordinate) => self.lead.push(run),
            Some(Role::Coordinate) => self.coordinating.push(run),
            Some(Role::Timing) => self.timing.push(run),
            _ => return,
        }
        self.facts.push(index);
    }
}

/// How many columns of names of their own may stand before one that is known.
const UNKNOWN: usize = 3;

/// How a table was flattened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `| a | b |`
    Markdown,
    /// Bars on lines of their own.
    Bars,
    /// One cell a line.
    Lines,
}

/// What parts two neighbouring paragraphs in the source.
#[derive(Clone, Copy, Debug)]
struct Gap {
    bars: usize,
    newline: bool,
    /// The bars at the start of the second one's line.
    opening: usize,
    /// Lines that hold a no-break space only: empty cells.
    blanks: usize,
}

/// The tables among `paragraphs`, in order.
pub(super) fn tables(text: &Text, grammar: &Grammar, paragraphs: &[Line]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut index = 0;
    // The numbers of the headings above, up to the paragraph that is `passed`.
    let (mut above, mut passed) = (Vec::new(), 0);
    while index < paragraphs.len() {
        let Some((columns, after)) = head(text, grammar, paragraphs, index) else {
            index += 1;
            continue;
        };
        let form = form(text, paragraphs, index, after);
        let reader = Reader { text, grammar, paragraphs, columns, start: after };
        let table = match form {
            Form::Lines => {
                paragraphs[passed..index].iter().for_each(|line| note_number(text, line.run, &mut above));
                passed = index;
                reader.lines(above.clone())
            }
            form => reader.bars(form),
        };
        index = table.end.max(after);
        tables.push(table);
    }
    tables
}

/// Takes the number of a heading among those that stand above, by style; the numbers below its level are over.
fn note_number(text: &Text, run: Run, above: &mut Vec<(Style, u32)>) {
    let Some(marker) = marker(text, run) else { return };
    if matches!(marker.style, Style::Upper | Style::Roman | Style::Arabic(_)) {
        let level = above.iter().position(|&(style, _)| style == marker.style);
        above.truncate(level.unwrap_or(above.len()));
        above.push((marker.style, marker.ordinal));
    }
}

/// The columns of a head that starts at paragraph `index`, and the paragraph after it.
fn head(
    text: &Text,
    grammar: &Grammar,
    paragraphs: &[Line],
    index: usize,
) -> Option<(Vec<Option<Role>>, usize)> {
    column_role(text, grammar, paragraphs[index].run)?;
    let mut columns: Vec<Option<Role>> = Vec::new();
    let mut next = index;
    while next < paragraphs.len() && columns.len() < 14 {
        let run = paragraphs[next].run;
        let role = column_role(text, grammar, run);
        // Behind «STT» several columns may have names of their own: «Tên văn bản», «Đối tượng», «Hình thức».
        let far = if columns.first() == Some(&Some(Role::Counter)) { UNKNOWN } else { 1 };
        let known_after = || {
            let after = paragraphs.iter().skip(next + 1).take(far).take_while(|line| line.run.len() < 40);
            after.into_iter().any(|line| column_role(text, grammar, line.run).is_some())
        };
        // A column of a name of its own («Hình thức») between two that are known, or in the same Markdown row.
        let row = next > index && {
            let gap = gap(text, paragraphs[next - 1].run, run);
            gap.bars == 1 && !gap.newline
        };
        if role.is_none() && !(run.len() < 40 && (row || known_after())) {
            break;
        }
        columns.push(role);
        next += 1;
    }
    let named = |roles: &[Role]| columns.iter().flatten().any(|role| roles.contains(role));
    let known = columns.iter().flatten().count();
    let who = named(&[Role::Lead, Role::LeadAndCoordinate, Role::Coordinate]);
    let tasks = known >= 3 && (who || named(&[Role::Timing]) && named(&[Role::Task]));
    tasks.then_some((columns, next))
}

/// What a cell of a head says the column holds.
fn column_role(text: &Text, grammar: &Grammar, run: Run) -> Option<Role> {
    let run = text.trim_marks(run, b":.*/ ");
    let bare = match memchr::memchr(b'(', text.slice(run)) {
        Some(at) if at > 0 => text.trim(Run::new(run.start, run.start + at)),
        _ => run,
    };
    if run.is_empty() || run.len() > 70 || !text.is_upper(run.start) {
        return None;
    }
    let found = grammar
        .roles
        .at_within(text, bare)
        .filter(|found| found.entry.value.label && found.run.end == bare.end);
    found.map(|found| found.entry.value.role).or_else(|| role_of_words(text.slice(bare)))
}

/// What an unknown heading of a column holds, by the words in it: «Đơn vị/ cá nhân phụ trách», «Thời hạn hoàn tất».
fn role_of_words(slice: &[u8]) -> Option<Role> {
    let has = |word: &[u8]| crate::text::contains(slice, word);
    let body =
        [&b"don vi"[..], b"co quan", b"ca nhan", b"nguoi", b"bo phan", b"phong"].iter().any(|word| has(word));
    if slice.len() > 50 || slice.contains(&b';') {
        return None;
    }
    match () {
        _ if [&b"chu tri"[..], b"chu tri thuc hien", b"chiu trach nhiem"].contains(&slice) => {
            Some(Role::Lead)
        }
        _ if [&b"phoi hop"[..], b"phoi hop thuc hien", b"tham gia"].contains(&slice) => {
            Some(Role::Coordinate)
        }
        _ if body && has(b"phoi hop") && !has(b"chu tri") => Some(Role::Coordinate),
        _ if body && [&b"chu tri"[..], b"phu trach", b"thuc hien"].iter().any(|word| has(word)) => {
            Some(Role::Lead)
        }
        _ if [&b"thoi gian"[..], b"thoi han", b"tien do"].iter().any(|word| slice.starts_with(word)) => {
            Some(Role::Timing)
        }
        _ => None,
    }
}

/// How the table is flattened, seen in its head.
fn form(text: &Text, paragraphs: &[Line], from: usize, to: usize) -> Form {
    let gaps: Vec<Gap> =
        (from + 1..to).map(|i| gap(text, paragraphs[i - 1].run, paragraphs[i].run)).collect();
    let barred = gaps.iter().filter(|gap| gap.bars > 0).count();
    if barred * 2 < gaps.len() {
        Form::Lines
    } else if gaps.iter().any(|gap| gap.bars > 0 && gap.newline) {
        Form::Bars
    } else {
        Form::Markdown
    }
}

/// The line ends of any system.
const LINE_END: [char; 2] = ['\n', '\r'];

fn gap(text: &Text, before: Run, after: Run) -> Gap {
    let (start, end) = (text.span(before).end(), text.span(after).start());
    let between = text.source().get(start..end).unwrap_or_default();
    // The rule under a Markdown head is no row of cells.
    let bars = between
        .split(LINE_END)
        .filter(|line| !line.contains("--"))
        .map(|line| line.matches('|').count())
        .sum();
    let blanks =
        between.split(LINE_END).filter(|line| line.contains('\u{a0}') && line.trim().is_empty()).count();
    let opening = between.rsplit(LINE_END).next().unwrap_or_default().matches('|').count();
    Gap { bars, newline: between.contains(LINE_END), opening, blanks }
}

/// Whether a cell holds a row's number only: «1», «1.», «1.2», «IV».
pub(super) fn is_counter(text: &Text, run: Run) -> bool {
    let run = text.trim_marks(run, b".) ");
    let slice = text.slice(run);
    let digits = slice.iter().all(|b| b.is_ascii_digit() || *b == b'.')
        && slice.first().is_some_and(u8::is_ascii_digit);
    let roman = slice.iter().all(|b| b"ivxl".contains(b)) && text.is_upper(run.start);
    let letter = slice.len() == 1 && slice[0].is_ascii_lowercase() && text.is_upper(run.start);
    !slice.is_empty() && slice.len() <= 6 && (digits || roman || letter) && !slice.contains(&b' ')
}

/// «Nội dung 2: …», «Dự án 3. …»: a heading over the rows below it.
fn is_group_label(text: &Text, run: Run) -> bool {
    const WORDS: [&[u8]; 6] =
        [b"noi dung ", b"nhiem vu ", b"du an ", b"tieu du an ", b"nhom ", b"giai doan "];
    let slice = text.slice(run);
    let rest = WORDS.iter().find_map(|word| slice.strip_prefix(*word));
    rest.is_some_and(|rest| {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        (1..=2).contains(&digits) && matches!(rest.get(digits), Some(b':' | b'.'))
    })
}

struct Reader<'a> {
    text: &'a Text<'a>,
    grammar: &'a Grammar,
    paragraphs: &'a [Line],
    columns: Vec<Option<Role>>,
    start: usize,
}

impl Reader<'_> {
    fn run(&self, index: usize) -> Run {
        self.paragraphs[index].run
    }

    fn is_counted(&self) -> bool {
        self.columns.first() == Some(&Some(Role::Counter))
    }

    /// A table whose cells bars part.
    fn bars(&self, form: Form) -> Table {
        let mut table = Table { end: self.start, rows: Vec::new() };
        let mut column = 0;
        for index in self.start..self.paragraphs.len() {
            let gap = gap(self.text, self.run(index - 1), self.run(index));
            let first = index == self.start;
            let breaks = first || self.breaks_row(form, gap, column, index);
            if !breaks && gap.bars > 0 {
                column += gap.bars;
            }
            let outside = match form {
                Form::Markdown => breaks && gap.opening == 0,
                _ if breaks => gap.bars == 0 && !first,
                _ => column >= self.columns.len(),
            };
            if outside {
                break;
            }
            if breaks {
                // The number above spans this row too.
                column = match form {
                    Form::Markdown => gap.opening.saturating_sub(1),
                    _ => usize::from(!first && self.opens_subrow(index)),
                };
                table.rows.push(Row { paragraphs: index..index, ..Row::default() });
            }
            let run = self.run(index);
            if let Some(row) = table.rows.last_mut() {
                row.paragraphs.end = index + 1;
                if column == 0
                    && row.paragraphs.start == index
                    && self.is_counted()
                    && is_counter(self.text, run)
                {
                    row.counter = Some(index);
                }
                // A cell that a page break has cut goes on in small letters: «nghiệp và Phát triển nông thôn».
                let cut = row.counter.is_none() && column > 0 && self.text.is_lower(run.start);
                let role = self.columns.get(column).copied().flatten();
                row.put(role.filter(|role| !cut || *role == Role::Timing), index, run);
            }
            table.end = index + 1;
        }
        for row in &mut table.rows {
            // A heading over all columns.
            if row.paragraphs.len() == 1 && row.counter.is_none() {
                *row = Row { paragraphs: row.paragraphs.clone(), ..Row::default() };
            }
        }
        table
    }

    /// Whether the paragraph `index` opens a new row.
    fn breaks_row(&self, form: Form, gap: Gap, column: usize, index: usize) -> bool {
        match form {
            Form::Markdown => gap.newline,
            _ if gap.bars < 2 => false,
            // An empty cell looks like the border between two rows; a row that is full, a lone heading and a number tell.
            _ => {
                let next_counts = self.is_counted() && is_counter(self.text, self.run(index));
                column + 1 >= self.columns.len()
                    || next_counts
                    || column == 0
                    || column > 2 && self.opens_subrow(index)
            }
        }
    }

    /// Whether a task without a number starts at a cell: the next cell names who leads it.
    fn opens_subrow(&self, index: usize) -> bool {
        let task = [Some(Role::Counter), Some(Role::Task), Some(Role::Lead)];
        let run = self.run(index);
        self.columns.starts_with(&task)
            && !is_counter(self.text, run)
            && !self.is_body(run)
            && !self.is_time(run)
            && self.paragraphs.get(index + 1).is_some_and(|next| {
                let gap = gap(self.text, run, next.run);
                gap.bars == 1 && self.is_body(next.run)
            })
    }

    /// A table of one cell a line: rows start at their numbers, columns are told by what stands in them. It ends where
    /// the numbers of the headings `above` go on.
    fn lines(&self, mut above: Vec<(Style, u32)>) -> Table {
        let mut table = Table { end: self.paragraphs.len(), rows: Vec::new() };
        if !self.is_counted() {
            table.end = self.start;
            return table;
        }
        for index in self.start..self.paragraphs.len() {
            let run = self.run(index);
            let marker = marker(self.text, run);
            let group = marker.as_ref().is_some_and(|marker| marker.style == Style::Roman)
                || is_group_label(self.text, run);
            if is_counter(self.text, run) || self.counts_on(&table.rows, index) {
                table.rows.push(Row { paragraphs: index..index + 1, counter: Some(index), ..Row::default() });
                continue;
            }
            if let Some(marker) = marker
                && let Some(place) = above.iter().position(|&(style, _)| style == marker.style)
            {
                // «III.» below a table that stands in «II.» goes on outside; a list in a cell starts its own numbers.
                if marker.ordinal == above[place].1 + 1 {
                    table.end = index;
                    break;
                }
                above.swap_remove(place);
            }
            if group {
                // «I. TỰ KIỂM TRA»: rows below it may have no number.
                table.rows.push(Row { paragraphs: index + 1..index + 1, ..Row::default() });
            } else if let Some(row) = table.rows.last_mut() {
                row.paragraphs.end = index + 1;
            }
        }
        if table.rows.is_empty() {
            table.end = self.start;
        }
        for index in 0..table.rows.len() {
            let (before, rest) = table.rows.split_at_mut(index);
            self.assign(&mut rest[0], before.last());
        }
        table.rows.retain(|row| !row.paragraphs.is_empty());
        table
    }

    /// «1.⏎Tổ chức hội nghị»: a number with its full stop, joined to the cell behind it, that goes on with the rows.
    fn counts_on(&self, rows: &[Row], index: usize) -> bool {
        /// How many group headings may stand between two numbers.
        const NEAR: usize = 8;
        let number = |index: usize| {
            let marker =
                marker(self.text, self.run(index)).filter(|m| matches!(m.style, Style::Arabic(_)))?;
            let cell = self.text.trim(Run::new(marker.run.end, self.run(index).end));
            let between = self.text.span(marker.run).end()..self.text.span(cell).start();
            let apart = self.text.source().get(between).is_some_and(|between| between.contains(LINE_END));
            (apart && !cell.is_empty()).then_some(marker.ordinal)
        };
        let before = rows.iter().rev().take(NEAR).find_map(|row| row.counter).map_or(Some(0), number);
        before.zip(number(index)).is_some_and(|(before, number)| number == before + 1)
    }

    /// Tells the columns of a row from its end: what the head's last columns hold, empty cells counted.
    fn assign(&self, row: &mut Row, previous: Option<&Row>) {
        let mut end = row.paragraphs.end;
        let alone = row.counter.is_some_and(|counter| is_counter(self.text, self.run(counter)));
        let first = (row.paragraphs.start + 1 + usize::from(alone)).min(end);
        let mut blanks = self.blanks_after(end);
        let mut columns = self.columns.iter().rev().peekable();
        while let Some(role) = columns.next() {
            if blanks > 0 {
                blanks -= 1;
                continue;
            }
            let from = match role {
                Some(Role::Timing) if end > first && self.is_time(self.run(end - 1)) => end - 1,
                Some(Role::Lead | Role::Coordinate | Role::LeadAndCoordinate) => {
                    let list = self.dashed(first, end);
                    let above = (first..end - list).rev().take_while(|&i| self.is_body(self.run(i))).count();
                    let bodies = list + above;
                    let second = matches!(columns.peek(), Some(Some(Role::Lead | Role::Coordinate)));
                    let merged =
                        previous.is_some_and(|row| !row.lead.is_empty() && !row.coordinating.is_empty());
                    match (second, bodies) {
                        // Two columns of bodies: without an empty cell between, the later one has the last line, or the
                        // list of dashes at the end.
                        (true, 2..) if above > 0 => end - list.max(1),
                        (true, 2..) => end - 1,
                        // A cell merged with the one above: «Vụ Pháp chế» printed once for ten rows.
                        (true, 1) if merged && *role == Some(Role::Coordinate) => {
                            row.lead = previous.map(|row| row.lead.clone()).unwrap_or_default();
                            columns.next();
                            end - 1
                        }
                        (true, _) => end,
                        (false, count) => end - count,
                    }
                }
                Some(Role::Timing | Role::Note | Role::Product | Role::Funding) => end,
                _ => break,
            };
            for index in from..end {
                row.put(*role, index, self.run(index));
            }
            if from < end {
                blanks = self.blanks_after(from);
            }
            end = from;
        }
        row.facts.sort_unstable();
    }

    /// How many lines before `end` are a list of dashes that name bodies: the cell of one column.
    fn dashed(&self, first: usize, end: usize) -> usize {
        let names = |run: Run| body::leading_bodies(self.text, self.grammar, self.text.trim(run)).is_some();
        // «Thời báo tài chính, Báo Hải quan và các đơn vị có liên quan»: one that is known tells what all are.
        let behind_and = |part: Run| {
            let at = crate::text::find(self.text.slice(part), b" va ");
            at.is_some_and(|at| names(Run::new(part.start + at + 4, part.end)))
        };
        let named = |&index: &usize| {
            let run = self.text.trim_marks(self.run(index), b"-+*.;, ");
            let mut parts = self.text.split(run, |byte| byte == b',');
            self.text.slice(self.run(index)).starts_with(b"-")
                && parts.any(|part| names(part) || behind_and(part))
        };
        (first..end).rev().take_while(named).count()
    }

    /// How many empty cells follow the paragraph before `end`.
    fn blanks_after(&self, end: usize) -> usize {
        let Some(before) = end.checked_sub(1) else { return 0 };
        match self.paragraphs.get(end) {
            Some(after) => gap(self.text, self.run(before), after.run).blanks,
            None => {
                let rest =
                    self.text.source().get(self.text.span(self.run(before)).end()..).unwrap_or_default();
                rest.split(LINE_END)
                    .take_while(|line| line.trim().is_empty())
                    .filter(|line| line.contains('\u{a0}'))
                    .count()
            }
        }
    }

    fn is_body(&self, run: Run) -> bool {
        let bare = self.text.trim_marks(run, b"-+*.;, ");
        let bullet = bare.start > run.start;
        body::is_body_title(self.text, self.grammar, bare)
            // «Đơn vị chủ trì soạn thảo văn bản»: a body that is told by what it does.
            || !bullet && run.len() < 160 && body::leading_bodies(self.text, self.grammar, bare).is_some()
    }

    fn is_time(&self, run: Run) -> bool {
        const OPENINGS: [&[u8]; 8] =
            [b"theo ", b"cung ", b"khi ", b"sau ", b"tu ", b"den ", b"thang ", b"quy "];
        let slice = self.text.slice(run);
        run.len() < 80
            && (time::timing(self.text, self.grammar, run, None).is_some()
                || OPENINGS.iter().any(|o| slice.starts_with(o))
                // «Gửi báo cáo về Bộ trước ngày 31/3/2014»
                || crate::text::contains(slice, b" truoc ngay "))
    }
}
