//! From lines to paragraphs.
//!
//! In: a folded [`Text`]. Out: its [`Line`]s, and on demand the paragraphs of a stretch of lines, joined over hard
//! wraps and page breaks. Knows what a line looks like (rule, page number, running head), not what it means; whether a
//! line opens an item is asked of the caller.

use crate::text::{BLANK, LINE, Run, Text};

/// One line of print.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Its folded bytes, without space at the ends.
    pub run: Run,
    /// What stands before it.
    pub gap: Gap,
}

/// What parts a line from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A line end.
    Line,
    /// An empty line, a page break, a rule, or the start of the text.
    Blank,
}

/// The lines of a text, with the way its paragraphs are set.
#[derive(Clone, Debug)]
pub struct Layout {
    pub lines: Vec<Line>,
    /// Whether paragraphs are hard-wrapped: most line ends stand inside sentences.
    pub wrapped: bool,
    /// The length that full lines have, in folded bytes; of use only where `wrapped`.
    pub width: usize,
    /// Whether every line is filled before the next begins. Where markup stood in them, they break early.
    even: bool,
    /// How far in lines stand that go on with a sentence, in blanks.
    margin: usize,
}

impl Layout {
    /// Splits the text into lines. Rules («-------», «***») vanish, and part like an empty line.
    pub fn new(text: &Text) -> Layout {
        let mut lines: Vec<Line> = Vec::new();
        let mut gap = Gap::Blank;
        let mut start = 0;
        let low = text.low();
        let ends = memchr::memchr2_iter(LINE, BLANK, low).chain([low.len()]);
        for end in ends {
            let run = text.trim(Run::new(start, end));
            if is_rule(text.slice(run)) {
                gap = Gap::Blank;
            } else {
                lines.push(Line { run, gap });
                gap = Gap::Line;
            }
            if low.get(end) == Some(&BLANK) {
                gap = Gap::Blank;
            }
            start = end + 1;
        }
        tighten(text, &mut lines);
        measure(text, lines)
    }

    /// Joins the lines `range` to paragraphs and gives these. `opens` says whether a line starts an item of its own, and
    /// `heads` whether the lines of a paragraph so far, the first alone or more, are a heading with which the next line
    /// does not go on.
    pub fn paragraphs(
        &self,
        text: &mut Text,
        range: std::ops::Range<usize>,
        opens: impl Fn(&Text, Run) -> bool,
        heads: impl Fn(&Text, Run, Run, bool) -> bool,
    ) -> Vec<Line> {
        let mut paragraphs: Vec<Line> = Vec::new();
        let mut furniture: Vec<Run> = Vec::new();
        let mut last: Option<usize> = None;
        let mut index = range.start;
        while index < range.end {
            let line = self.lines[index];
            let next = (index + 1 < range.end).then(|| self.lines[index + 1]);
            if let (Some(last_index), Some(next)) = (last, next)
                && self.is_page_number(text, self.lines[last_index], line, next)
            {
                index += 1;
                let gap = Gap::Blank;
                let next = Line { gap, ..next };
                self.add(text, &mut paragraphs, &mut furniture, last_index, next, (&opens, &heads));
                last = Some(index);
                index += 1;
                continue;
            }
            match last {
                Some(last) => self.add(text, &mut paragraphs, &mut furniture, last, line, (&opens, &heads)),
                None => paragraphs.push(line),
            }
            last = Some(index);
            index += 1;
        }
        text.erase(&furniture);
        paragraphs
    }

    /// The lines near one that no empty line parts from it: how many they are, and the length of the longest.
    fn near(&self, index: usize) -> (usize, usize) {
        /// How many lines up and down belong to the same column.
        const NEAR: usize = 3;
        let tight = |line: &usize| self.lines[*line].gap == Gap::Line;
        let above = (index.saturating_sub(NEAR) + 1..=index).rev().take_while(tight).count();
        let below = (index + 1..self.lines.len().min(index + 1 + NEAR)).take_while(tight).count();
        let lines = &self.lines[index - above..=index + below];
        (lines.len(), lines.iter().map(|line| line.run.len()).max().unwrap_or(0))
    }

    /// Adds a line: to the last paragraph where it goes on, else as a new one.
    fn add(
        &self,
        text: &mut Text,
        paragraphs: &mut Vec<Line>,
        furniture: &mut Vec<Run>,
        last: usize,
        line: Line,
        (opens, heads): (impl Fn(&Text, Run) -> bool, impl Fn(&Text, Run, Run, bool) -> bool),
    ) {
        let previous = self.lines[last];
        let first = paragraphs.last().is_some_and(|paragraph| paragraph.run.start == previous.run.start);
        // Where lines break early, only a short one may end a heading of several.
        let ends = first || !self.even && previous.run.len() * 2 < self.width;
        let so_far = paragraphs.last().map_or(previous.run, |paragraph| paragraph.run);
        let heading = line.gap == Gap::Line && ends && heads(text, so_far, line.run, first);
        let joins = !heading && self.goes_on(text, last, first, line, opens(text, line.run));
        match paragraphs.last_mut() {
            Some(paragraph) if joins => {
                if line.run.start > previous.run.end + 1 {
                    furniture.push(Run::new(previous.run.end + 1, line.run.start - 1));
                }
                text.join(previous.run.end);
                paragraph.run.end = line.run.end;
            }
            _ => paragraphs.push(line),
        }
    }

    /// Whether `line` goes on with the sentence of the line with the index `last`, the `first` of its paragraph or not.
    fn goes_on(&self, text: &Text, last: usize, first: bool, line: Line, opens: bool) -> bool {
        let previous = self.lines[last];
        let ended = ends_sentence(text, previous.run);
        let comma = text.low()[previous.run.end - 1] == b',';
        let small = text.is_lower(line.run.start);
        let full = previous.run.len() * 5 >= self.width * 4;
        let tight = line.gap == Gap::Line;
        // Where several lines follow one another and all are short, they are the cells of a table.
        let cells = |(lines, longest): (usize, usize)| lines > 3 && longest * 3 < self.width * 2;
        let wrapped = self.wrapped && (full || !cells(self.near(last)));
        // «giai đoạn 2026⏎- 2030»: the dash belongs to the years.
        let years =
            text.low()[previous.run.end - 1].is_ascii_digit() && is_dash_and_digit(text.slice(line.run));
        if text.is_cell_break(line.run.start.saturating_sub(1)) {
            return false;
        }
        // A page break too may cut a date: «trước ngày 15/⏎⏎11/2024».
        if is_split_date(text.slice(previous.run), text.slice(line.run)) {
            return true;
        }
        if tight && (years || is_bare_marker(text, previous.run) || asks_for_number(text, previous, line)) {
            return true;
        }
        // A paragraph may start further in than lines that go on.
        let further = tight && indent(text, line.run) >= self.margin + INDENT;
        if opens {
            // A wrapped line may look like an item: «Lao động⏎- Thương binh», «… theo Điều⏎12. của …»; not «1. Đối với …».
            let dash = !text.low()[line.run.start].is_ascii_alphanumeric();
            let after_heading = first && !dash && has_capital_behind_marker(text, line.run);
            let item = text.is_upper(line.run.start) || after_heading || further;
            return wrapped && tight && !ended && full && !comma && !item;
        }
        if !ended && (is_dangling(text, previous.run) || leads_to_figure(text, previous.run, line.run)) {
            return true;
        }
        if line.gap == Gap::Blank {
            // A bold heading that is wrapped, each line as a paragraph of its own.
            if wrapped && full && !ended && text.is_emphasised(previous.run) && text.is_emphasised(line.run) {
                return true;
            }
            return (!ended && small && !is_heading_like(text, previous.run)) || (comma && small);
        }
        if !wrapped {
            return !ended && small;
        }
        if text.is_emphasis_open(previous.run) {
            return true;
        }
        let (capitals, next_capitals) = (text.is_capitals(previous.run), text.is_capitals(line.run));
        if capitals != next_capitals && previous.run.len() > 3 && !small {
            return false;
        }
        if further && !small {
            return false;
        }
        if ended {
            return full || small;
        }
        // «Điều 2. Giải thích từ ngữ⏎Trong quy định này, …»; not «(Chi cục Dân số -⏎Xã hội)».
        let open = matches!(text.low()[previous.run.end - 1], b',' | b'-' | b'(');
        let part = !(small || open || capitals && next_capitals);
        let room = || {
            let (_, width) = self.near(last);
            // «nắm⏎2017 của Trường …»
            let figure = text.low()[line.run.start].is_ascii_digit();
            has_room(text, previous.run, line.run, if figure { width / 2 } else { width }, first)
        };
        // «… kế hoạch năm⏎2002⏎Năm 2002 là năm …»
        let year = !first && text.slice(previous.run).iter().all(u8::is_ascii_digit);
        if part && (self.even && room() || year) {
            return false;
        }
        let heading = text.is_emphasised(previous.run) && !full && !small;
        !heading || text.is_emphasised(line.run)
    }

    /// Whether `line` is a page number between two halves of a sentence.
    fn is_page_number(&self, text: &Text, previous: Line, line: Line, next: Line) -> bool {
        line.gap == Gap::Blank
            && next.gap == Gap::Blank
            && line.run.len() <= 3
            && text.slice(line.run).iter().all(u8::is_ascii_digit)
            && (!ends_sentence(text, previous.run) && text.is_lower(next.run.start)
                || is_split_date(text.slice(previous.run), text.slice(next.run)))
    }
}

/// Whether a paragraph may end here: a full stop, semicolon, colon or «./.».
pub fn ends_sentence(text: &Text, run: Run) -> bool {
    let slice = text.slice(run);
    let slice = slice.strip_suffix(b"\"").or(slice.strip_suffix(b")")).unwrap_or(slice);
    matches!(slice.last(), Some(b'.' | b';' | b':' | b'?' | b'!' | b'/'))
}

/// Whether a line ends with a word that cannot end a sentence: «ngày», «số», «của», «và».
fn is_dangling(text: &Text, run: Run) -> bool {
    const WORDS: [&str; 7] = ["ngày", "số", "của", "và", "theo", "các", "về"];
    let slice = text.slice(run);
    let start = slice.iter().rposition(|&b| b == b' ').map_or(0, |at| at + 1);
    let word = Run::new(run.start + start, run.end);
    let may = matches!(text.slice(word), b"ngay" | b"so" | b"cua" | b"va" | b"theo" | b"cac" | b"ve");
    start > 0 && may && WORDS.contains(&text.value(word).as_str())
}

/// «tỷ lệ đạt⏎95%», «ít nhất⏎02 mô hình»: a figure with its words behind a word that a figure follows.
fn leads_to_figure(text: &Text, above: Run, below: Run) -> bool {
    const WORDS: [&[u8]; 6] = [b" dat", b" tren", b" duoi", b" nhat", b" thieu", b" khoang"];
    let (above, below) = (text.slice(above), text.slice(below));
    below.first().is_some_and(u8::is_ascii_digit) && WORDS.iter().any(|word| above.ends_with(word))
}

/// «… theo Điều⏎24.», «(Khoản⏎3)»: the figure belongs to the words above.
fn asks_for_number(text: &Text, previous: Line, line: Line) -> bool {
    const WORDS: [&[u8]; 6] = [b"dieu", b"khoan", b"chuong", b"muc", b"phu luc", b"bieu"];
    let figure = text.low()[line.run.start].is_ascii_digit();
    let slice = text.slice(previous.run);
    figure
        && WORDS.iter().any(|word| {
            let before = slice.strip_suffix(*word);
            before.is_some_and(|before| before.last().is_some_and(|b| matches!(b, b' ' | b'(')))
        })
}

/// «… ngày 24 tháng⏎02 năm 2009», «… ngày⏎5/6/2009», «… tháng 02 năm⏎2009»: the figure goes on with the date.
fn is_split_date(above: &[u8], below: &[u8]) -> bool {
    let figures = below.iter().take_while(|b| b.is_ascii_digit()).count();
    let rest = &below[figures..];
    match figures {
        1 | 2 if above.ends_with(b" thang") => rest.starts_with(b" nam ") || rest.starts_with(b"/"),
        1 | 2 if above.ends_with(b" ngay") => rest.starts_with(b" thang ") || rest.starts_with(b"/"),
        // «ngày 15/⏎11/2024», «ngày 15/11/⏎2024»
        1 | 2 | 4 if matches!(above, [.., b'0'..=b'9', b'/']) => {
            rest.first().is_none_or(|b| matches!(b, b'/' | b' ' | b';' | b',' | b'.' | b')'))
        }
        4 if above.ends_with(b" nam") => rest.first().is_none_or(|b| matches!(b, b' ' | b';' | b',' | b'.')),
        _ => false,
    }
}

/// A line that stands alone in capitals.
fn is_heading_like(text: &Text, run: Run) -> bool {
    run.len() < 120 && text.is_capitals(run)
}

/// «III.», «2.»: a marker whose words stand on the next line.
fn is_bare_marker(text: &Text, run: Run) -> bool {
    let slice = text.slice(run);
    let Some((b'.' | b')', number)) = slice.split_last() else { return false };
    let roman = number.iter().all(|b| b"ivxl".contains(b)) && text.is_upper(run.start);
    let parts = || {
        number
            .split(|b| *b == b'.')
            .map(|part| (1..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    (1..=5).contains(&number.len()) && (roman || parts().count() <= 3 && parts().all(|part| part))
}

/// «1. Đối với …», «a) Phẩm chất …»: a marker and a word with a capital.
fn has_capital_behind_marker(text: &Text, run: Run) -> bool {
    let blank = memchr::memchr(b' ', text.slice(run));
    blank.is_some_and(|blank| text.is_upper(run.start + blank + 1))
}

fn is_dash_and_digit(slice: &[u8]) -> bool {
    matches!(slice, [b'-', b' ', digit, ..] | [b'-', digit, ..] if digit.is_ascii_digit())
}

/// Whether a line holds no word: «-----», «***», «_».
fn is_rule(line: &[u8]) -> bool {
    !line.iter().any(|b| b.is_ascii_alphanumeric() || *b == b'/') && !line.contains(&0x7F)
}

/// How many blanks a paragraph is set in at the least, where a carrier keeps them.
const INDENT: usize = 3;

/// How far in a line stands, in blanks.
fn indent(text: &Text, line: Run) -> usize {
    let space = line.start.checked_sub(1).map_or("", |place| text.space_at(place));
    space.chars().rev().take_while(|&c| c != '\n').map(|c| if c == '\t' { INDENT } else { 1 }).sum()
}

/// Whether the next line's first word had room at the end of a line, where lines are so long. The `first` line of a paragraph
/// may stand further in.
fn has_room(text: &Text, line: Run, next: Run, width: usize, first: bool) -> bool {
    /// How much in letters of print (Nghị định 30/2020/NĐ-CP, Phụ lục I: 1 cm or 1.27 cm).
    const FIRST: usize = 8;
    let word = memchr::memchr(b' ', text.slice(next)).unwrap_or(next.len());
    let first = if first { FIRST } else { 0 };
    // Letters of print differ in width.
    (first + line.len() + 1 + word) * 10 < width * 9
}

/// Where an empty line follows nearly every line, and many lines that are full break inside a sentence, the empty lines
/// are the carrier's: the lines stand below one another.
fn tighten(text: &Text, lines: &mut [Line]) {
    /// As many lines that break inside a sentence tell.
    const ENOUGH: usize = 6;
    let width = width(lines);
    let (mut blanks, mut ends, mut inside) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].gap == Gap::Blank) {
        let (line, next) = (pair[0].run, pair[1].run);
        let long = line.len() * 3 >= width * 2;
        blanks += 1;
        ends += usize::from(long);
        inside += usize::from(long && is_inside(text, line, next));
    }
    if width > WIDEST || blanks * 5 < lines.len() * 4 || inside < ENOUGH || inside * 3 < ends {
        return;
    }
    for index in 1..lines.len() {
        let end = lines[index - 1].run.end;
        let empty = lines[index].run.start == end + 1 && text.space_at(end).matches('\n').count() == 2;
        if empty {
            lines[index].gap = Gap::Line;
        }
    }
}

/// Whether a line breaks inside a sentence: small letters go on below it, and «a)», «b.», «đ/» are no words.
fn is_inside(text: &Text, line: Run, next: Run) -> bool {
    let item = matches!(text.slice(next), [_, b')' | b'.' | b'/', ..]);
    text.is_lower(next.start) && !item && !ends_sentence(text, line)
}

/// The length that full lines have.
fn width(lines: &[Line]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.run.len()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 19 / 20).copied().unwrap_or(0)
}

/// No printed line is longer.
const WIDEST: usize = 140;

/// Whether the text is hard-wrapped, at which width, and how its lines are set.
fn measure(text: &Text, lines: Vec<Line>) -> Layout {
    let width = width(&lines);
    // Lines that break inside a sentence, of those that no empty line follows: in a short text few tell. The cells of a
    // table, short and a line each, tell nothing of the paragraphs around it.
    let (mut ends, mut inside, mut early) = (0, 0, 0);
    let mut margins = Vec::new();
    for pair in lines.windows(2).filter(|pair| pair[1].gap == Gap::Line) {
        let (line, next) = (pair[0].run, pair[1].run);
        let long = line.len() * 3 >= width * 2;
        let goes_on = is_inside(text, line, next);
        ends += usize::from(long);
        if long && goes_on {
            inside += 1;
            margins.push(indent(text, next));
        }
        let first = pair[0].gap == Gap::Blank;
        early += usize::from(goes_on && next.len() > 3 && has_room(text, line, next, width, first));
    }
    let enough = if ends < 24 { 3 } else { 6 };
    margins.sort_unstable();
    Layout {
        wrapped: inside >= enough && inside * 4 >= ends && width <= WIDEST,
        width,
        even: early * 12 <= inside,
        margin: margins.get(margins.len() / 2).copied().unwrap_or(0),
        lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, paragraphs: &[&str]) {
        let mut text = Text::new(source);
        let layout = Layout::new(&text);
        let opens =
            |text: &Text, run: Run| matches!(text.slice(run), [b'-', ..] | [b'0'..=b'9', b'.', b' ', ..]);
        let heads = |text: &Text, run: Run, _, _| text.slice(run).ends_with(b" muc dich");
        let found = layout.paragraphs(&mut text, 0..layout.lines.len(), opens, heads);
        let found: Vec<String> = found.iter().map(|p| text.value(p.run)).collect();
        assert_eq!(found, paragraphs);
        assert!(found.iter().all(|p| !p.contains('\n')));
    }

    #[test]
    fn ok_a_page_break_inside_a_sentence_is_joined() {
        check("còn khó\n\nkhăn.\n\nĐoạn sau.", &["còn khó khăn.", "Đoạn sau."]);
        check("các huyện,\n\n3\n\nthị xã.", &["các huyện, thị xã."]);
        check("vùng khó\n\n17\n\nkhăn, miền núi.\nHết.", &["vùng khó khăn, miền núi.", "Hết."]);
    }

    #[test]
    fn ok_a_date_over_two_lines_is_joined() {
        check(
            "số 31/QĐ-TTg ngày 24 tháng\n02 năm 2009 của Bộ;\nHết.",
            &["số 31/QĐ-TTg ngày 24 tháng 02 năm 2009 của Bộ;", "Hết."],
        );
        check("số 31/QĐ-TTg ngày\n4/2/2009 của Bộ;", &["số 31/QĐ-TTg ngày 4/2/2009 của Bộ;"]);
        check("từ tháng 02 năm\n2009.", &["từ tháng 02 năm 2009."]);
        check("gửi trước ngày 15/\n\n11/2024 để xét.", &["gửi trước ngày 15/ 11/2024 để xét."]);
        check("gửi trước ngày 15/11/\n\n7\n\n2024.", &["gửi trước ngày 15/11/ 2024."]);
        check("tổ chức thực hiện./.\n\n12/2024", &["tổ chức thực hiện./.", "12/2024"]);
        check("tỷ lệ hộ nghèo đạt\n\n5% số hộ.", &["tỷ lệ hộ nghèo đạt 5% số hộ."]);
        check("Chi mỗi tháng\n02 triệu đồng", &["Chi mỗi tháng", "02 triệu đồng"]);
    }

    #[test]
    fn ok_lines_that_end_stay_apart() {
        check("Một câu.\nHai câu.\n- ba", &["Một câu.", "Hai câu.", "- ba"]);
        check("KINH PHÍ\n\nngân sách tỉnh", &["KINH PHÍ", "ngân sách tỉnh"]);
        check("Cộng\n\n12\n\nTổng", &["Cộng", "12", "Tổng"]);
        check("Phần một\n-----\nPhần hai", &["Phần một", "Phần hai"]);
    }

    #[test]
    fn ok_hard_wraps_are_joined() {
        let line = "Các cơ quan, đơn vị tổ chức triển khai\nkế hoạch này ở địa phương theo quy\nđịnh của Ủy ban nhân dân tỉnh và\nhướng dẫn.\n\n";
        let source = format!("{line}{line}{line}{line}1. Mục");
        let paragraph = "Các cơ quan, đơn vị tổ chức triển khai kế hoạch này ở địa phương theo quy định của Ủy ban nhân dân tỉnh và hướng dẫn.";
        check(&source, &[paragraph, paragraph, paragraph, paragraph, "1. Mục"]);
    }

    const WRAPPED: &str = "Các cơ quan, đơn vị tổ chức triển khai kế hoạch\nnày ở địa phương theo quy định của Ủy ban nhân\ndân tỉnh và báo cáo kết quả về cơ quan thường\ntrực theo hướng dẫn.\n";
    const JOINED: &str = "Các cơ quan, đơn vị tổ chức triển khai kế hoạch này ở địa phương theo quy định của Ủy ban nhân dân tỉnh và báo cáo kết quả về cơ quan thường trực theo hướng dẫn.";

    #[test]
    fn ok_a_line_with_room_for_the_next_word_ends_a_paragraph() {
        let source = format!("{WRAPPED}Giải thích từ ngữ\n{WRAPPED}Phạm vi\n{WRAPPED}");
        check(&source, &[JOINED, "Giải thích từ ngữ", JOINED, "Phạm vi", JOINED]);
        // Names go on with a capital.
        let name = "Sở Y tế phối hợp với cơ quan thường trực của Bộ\nY tế kiểm tra việc thực hiện.\n";
        let joined = name.trim().replace('\n', " ");
        check(&format!("{WRAPPED}{name}{WRAPPED}"), &[JOINED, &joined, JOINED]);
    }

    #[test]
    fn ok_an_item_behind_a_full_heading() {
        let heading = "Các quy định đối với doanh nghiệp và cá nhân ở";
        let source = format!("{WRAPPED}{heading}\n1. Doanh nghiệp nộp hồ sơ.\n{WRAPPED}");
        check(&source, &[JOINED, heading, "1. Doanh nghiệp nộp hồ sơ.", JOINED]);
        // In the midst of a sentence it is none.
        let wide = "Lực lượng ứng cứu ưu tiên các địa bàn được xếp ở\nphạm vi của xã theo phương án và theo mức cấp độ\n1. Cấp ngay lương khô.\n";
        let joined = wide.trim().replace('\n', " ");
        check(&format!("{WRAPPED}{wide}{WRAPPED}"), &[JOINED, &joined, JOINED]);
    }

    #[test]
    fn ok_lines_that_markup_broke_early_are_joined() {
        let early = "Thời gian thực hiện: Theo\nKế hoạch của cơ quan cấp trên trong từng năm, từng\nquý và theo chỉ đạo.\n\nĐơn vị chủ\ntrì: Sở Y tế và các cơ quan, đơn vị có liên quan ở\nđịa phương.\n\n";
        let joined = [
            "Thời gian thực hiện: Theo Kế hoạch của cơ quan cấp trên trong từng năm, từng quý và theo chỉ đạo.",
            "Đơn vị chủ trì: Sở Y tế và các cơ quan, đơn vị có liên quan ở địa phương.",
        ];
        check(&early.repeat(3), &joined.repeat(3));
    }

    #[test]
    fn ok_cells_between_wrapped_paragraphs_stay_apart() {
        let cells = ["Nội dung", "Đơn vị chủ trì", "Thời gian", "Tổng kết", "Vụ Pháp chế", "Tháng 12"];
        let source = format!("{WRAPPED}\n{}\n\n{WRAPPED}", cells.join("\n"));
        check(&source, &[&[JOINED][..], &cells, &[JOINED]].concat());
    }

    #[test]
    fn ok_a_paragraph_that_starts_further_in() {
        let full = "   Sở Y tế và các cơ quan có liên quan của địa phương\nhướng dẫn.\n";
        let joined = full.trim().replace('\n', " ");
        check(&format!("{WRAPPED}{full}{full}{WRAPPED}"), &[JOINED, &joined, &joined, JOINED]);
        let item = "   - Sở Y tế và các cơ quan có liên quan ở địa phương\n   - Sở Tư pháp\n";
        let items = ["- Sở Y tế và các cơ quan có liên quan ở địa phương", "- Sở Tư pháp"];
        check(&format!("{WRAPPED}{item}{WRAPPED}"), &[&[JOINED][..], &items, &[JOINED]].concat());
    }

    /// The lines of `WRAPPED`, an empty line behind each.
    fn spread(lines: &str) -> String {
        lines.lines().map(|line| format!("{line}\n\n")).collect()
    }

    #[test]
    fn ok_empty_lines_behind_every_line_part_nothing() {
        let source = spread(&WRAPPED.repeat(4));
        check(&source, &[JOINED; 4]);
        // Two empty lines part, and so does a full stop before a capital.
        let apart = format!("{source}\nPhạm vi\n\n\n{source}");
        check(&apart, &[&[JOINED; 4][..], &["Phạm vi"], &[JOINED; 4]].concat());
    }

    #[test]
    fn ok_empty_lines_between_paragraphs_part_them() {
        // Paragraphs of one line each, some of which go on with a small letter behind a heading of capitals.
        let items = "Sở Y tế chủ trì, phối hợp với các cơ quan có liên quan\n\nSở Tài chính bố trí kinh phí cho các cơ quan có liên quan\n\n";
        let lines: Vec<&str> = items.lines().filter(|line| !line.is_empty()).collect();
        check(&items.repeat(4), &lines.repeat(4));
        // «a)» is no word that goes on.
        let letters = "a) Tuyên truyền cho người dân ở các xã, phường của tỉnh\n\nb) Tập huấn cho cán bộ ở các xã, phường của tỉnh ta\n\n";
        let text = Text::new(letters);
        let source = letters.repeat(6);
        assert!(!Layout::new(&Text::new(&source)).wrapped && text.is_lower(0));
        // Where most lines have no empty line behind them, one that stands there parts.
        let few = format!("{WRAPPED}{WRAPPED}Sở Y tế chủ trì việc kiểm tra\n\nBộ Y tế hướng dẫn.\n");
        check(&few, &[JOINED, JOINED, "Sở Y tế chủ trì việc kiểm tra", "Bộ Y tế hướng dẫn."]);
    }
}
