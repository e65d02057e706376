//! Lines of the letterhead and of the signature that a narrow column has torn.
//!
//! In: the lines. Out: the lines, those joined that only together say what they are: «Nam Định, ngày⏎12 tháng 7 năm 2023»,
//! «QUYẾT⏎ĐỊNH:», «TM.⏎ỦY BAN NHÂN DÂN». The body's own lines are joined by `layout`.

use super::head::date_of;
use crate::grammar::Grammar;
use crate::layout::{Gap, Layout, Line};
use crate::text::{self, Run, Text, is_space};

/// How many lines a letterhead and the lines up to «QUYẾT ĐỊNH:» may take.
const REACH: usize = 80;

/// Joins what is torn.
pub(super) fn mend(text: &mut Text, grammar: &Grammar, layout: &mut Layout) {
    let mut lines: Vec<Line> = Vec::with_capacity(layout.lines.len());
    let whole = std::mem::take(&mut layout.lines);
    let parts = whole.into_iter().enumerate().flat_map(|(index, line)| {
        let cut = if index < REACH { glued(text, grammar, line.run) } else { None };
        let parts = [
            Line { run: Run::new(line.run.start, cut.unwrap_or(line.run.end)), gap: line.gap },
            Line { run: Run::new(cut.unwrap_or(line.run.end), line.run.end), gap: Gap::Line },
        ];
        parts.into_iter().take(1 + usize::from(cut.is_some()))
    });
    let parts: Vec<Line> = parts.collect();
    for (index, &line) in parts.iter().enumerate() {
        let mut line = line;
        // «Mỹ⏎Tho, ngày⏎24 tháng 12»: the whole line below tells what stands above it.
        while let Some(above) = lines.last().filter(|above| is_torn(text, grammar, above.run, line, index)) {
            text.join(above.run.end);
            line = Line { run: Run::new(above.run.start, line.run.end), gap: above.gap };
            lines.pop();
        }
        lines.push(line);
    }
    layout.lines = lines;
}

/// Where the name of a type starts or ends that a lost line end has glued: «… năm 2016QUYẾT ĐỊNH», «KẾ HOẠCHVề việc …».
fn glued(text: &Text, grammar: &Grammar, run: Run) -> Option<usize> {
    /// No name of a type is longer.
    const LONGEST: usize = 40;
    let is_type = |name: &[u8]| {
        let mut types = grammar.types.entries().iter().filter(|entry| entry.value.heading);
        types.any(|entry| text::fold(&entry.value.name).as_bytes() == name)
    };
    let slice = text.slice(run);
    let year = text::find(slice, b" nam ").map(|at| at + 9).filter(|&end| {
        slice.get(end - 4..end).is_some_and(|year| year.iter().all(u8::is_ascii_digit))
            && text.is_upper(run.start + end)
    });
    if let Some(end) = year {
        let rest = Run::new(run.start + end, run.end);
        let name = text.slice(rest).strip_suffix(b":").unwrap_or(text.slice(rest));
        return (text.is_capitals(rest) && is_type(name)).then_some(rest.start);
    }
    let subject = (run.start..run.end.min(run.start + LONGEST)).find(|&place| text.is_lower(place))?;
    let end = subject.checked_sub(1)?;
    let capitals = end > run.start && text.is_upper(end) && text.is_upper(end - 1);
    (capitals && is_type(text.slice(Run::new(run.start, end)))).then_some(end)
}

fn is_torn(text: &Text, grammar: &Grammar, above: Run, line: Line, index: usize) -> bool {
    let below = line.run;
    if line.gap == Gap::Blank {
        // «Hà Nội, ngày⏎⏎tháng⏎⏎năm 2016»: what is to be filled in by hand parts the line into columns.
        return index < REACH && is_blank_date(text.slice(above), text.slice(below));
    }
    /// No line of a letterhead that is torn is longer.
    const LONGEST: usize = 60;
    let short = !above.is_empty() && above.len() < LONGEST && below.len() < LONGEST;
    if !short || text.is_cell_break(above.end) {
        return false;
    }
    let capitals = text.is_capitals(above) && text.is_capitals(below);
    if capitals && is_bare_authority(text.slice(above)) {
        return true;
    }
    // «Kính⏎gửi: Các sở».
    if index < REACH && text.slice(above) == b"kinh" && text.slice(below).starts_with(b"gui") {
        return true;
    }
    index < REACH
        && (is_torn_date(text.slice(above), text.slice(below))
            || capitals && is_torn_phrase(text, grammar, above, below)
            || is_torn_place(text, grammar, above, below))
}

/// «TM.», «KT.» alone: who is stood for follows.
fn is_bare_authority(slice: &[u8]) -> bool {
    matches!(slice, b"tm." | b"tm" | b"kt." | b"kt" | b"tl." | b"tuq." | b"t/m" | b"k/t")
}

/// «…, ngày⏎12 tháng 7 năm 2023», «…, ngày 25⏎tháng 4 năm 2024», «… tháng 8⏎năm 2023», and no more behind it.
fn is_torn_date(above: &[u8], below: &[u8]) -> bool {
    /// No rest of a date is longer.
    const LONGEST: usize = 26;
    let year = below.len() >= 4 && below[below.len() - 4..].iter().all(u8::is_ascii_digit);
    if !year || below.len() > LONGEST || above.starts_with(b"can cu") {
        return false;
    }
    let figures = above.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let before = &above[..above.len() - figures];
    let ends = |words: &[u8]| before.ends_with(words);
    match figures {
        0 => ends(b"ngay") && below[0].is_ascii_digit() && text::contains(below, b" thang "),
        1 | 2 => {
            ends(b"ngay ") && below.starts_with(b"thang ") || ends(b"thang ") && below.starts_with(b"nam ")
        }
        _ => false,
    }
}

/// «…, ngày» above «tháng», «… tháng» above «năm 2016».
fn is_blank_date(above: &[u8], below: &[u8]) -> bool {
    let year = below.strip_prefix(b"nam ").is_some_and(|year| year.iter().all(u8::is_ascii_digit));
    above.ends_with(b", ngay") && (below == b"thang" || below.starts_with(b"thang nam "))
        || above.ends_with(b" ngay thang") && year
}

/// The name of a type, the motto, or the first words of a committee: «KẾ⏎HOẠCH», «CỘNG⏎HÒA XÃ HỘI …», «ỦY⏎BAN NHÂN DÂN».
fn is_torn_phrase(text: &Text, grammar: &Grammar, above: Run, below: Run) -> bool {
    const WHOLE: [&[u8]; 3] =
        [b"cong hoa xa hoi chu nghia viet nam", b"doc lap - tu do - hanh phuc", b"dang cong san viet nam"];
    const OPENINGS: [&[u8]; 4] =
        [b"uy ban nhan dan", b"hoi dong nhan dan", b"ban chap hanh", b"ban thuong vu"];
    /// The first word of a type.
    const FIRST: usize = 7;
    let (first, second) = (above, below);
    let (above, below) = (text.slice(above), text.slice(below));
    let rest = |phrase: &'static [u8]| phrase.strip_prefix(above).and_then(|rest| rest.strip_prefix(b" "));
    if WHOLE.iter().any(|phrase| rest(phrase) == Some(below))
        || OPENINGS.iter().any(|phrase| rest(phrase).is_some_and(|rest| below.starts_with(rest)))
    {
        return true;
    }
    // «CHÍNH⏎PHỦ», «SỞ⏎Y TẾ»: only together a body.
    let body = || {
        let name = format!("{} {}", text.value(first), text.value(second));
        let probe = Text::new(&name);
        let alone = Text::new(&name[..text.value(first).len()]);
        grammar.bodies.at(&alone, 0).is_none()
            && grammar.bodies.at(&probe, 0).is_some_and(|found| found.run.end == probe.low().len())
    };
    if above.len() <= FIRST && body() {
        return true;
    }
    let word = above.len() <= FIRST && above.iter().all(u8::is_ascii_lowercase);
    let below = below.strip_suffix(b":").unwrap_or(below).trim_ascii_end();
    word && grammar.types.entries().iter().filter(|entry| entry.value.heading).any(|entry| {
        let name = text::fold(&entry.value.name);
        let rest = name.as_bytes().strip_prefix(above).and_then(|rest| rest.strip_prefix(b" "));
        rest == Some(below)
    })
}

/// «Mỹ⏎Tho, ngày 24 tháng 12 năm 2009»: capitalised words above a date line that goes on with the place's name.
fn is_torn_place(text: &Text, grammar: &Grammar, above: Run, below: Run) -> bool {
    let Some((place, _)) = date_of(text, below) else { return false };
    let place = text.trim_marks(place, b",");
    let words = |run: Run| text.split(run, is_space).count();
    let plain = text.slice(above).iter().all(|b| b.is_ascii_lowercase() || matches!(b, b' ' | b'.' | b'-'));
    let capital = text.split(above, is_space).all(|word| text.is_upper(word.start));
    // «Thừa⏎Thiên Huế»: two words go on only with a name that is known.
    let whole = || {
        let name = format!("{} {}", text.value(above), text.value(place));
        let probe = Text::new(&name);
        grammar.places.at(&probe, 0).is_some_and(|found| found.run.end == probe.low().len())
    };
    plain
        && capital
        && words(above) <= 3
        && !text.is_capitals(above)
        && (words(place) == 1 || whole())
        && grammar.types.at_within(text, above).is_none()
        && grammar.form.at_within(text, above).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, a bar between two.
    #[track_caller]
    fn check(source: &str, expect: &str) {
        let mut text = Text::new(source);
        let mut layout = Layout::new(&text);
        mend(&mut text, &Grammar::builtin(), &mut layout);
        let lines: Vec<String> = layout.lines.iter().map(|line| text.value(line.run)).collect();
        assert_eq!(lines.join(" | "), expect);
    }

    #[test]
    fn ok_dates_and_places() {
        check("Nam Định, ngày\n12 tháng 7 năm 2023", "Nam Định, ngày 12 tháng 7 năm 2023");
        check(
            "Nam Định, ngày 25\ntháng 4 năm 2024\nKẾ HOẠCH",
            "Nam Định, ngày 25 tháng 4 năm 2024 | KẾ HOẠCH",
        );
        check("Nam Định, ngày 02 tháng 8\nnăm 2023", "Nam Định, ngày 02 tháng 8 năm 2023");
        check("Hà Nội, ngày\n\ntháng\n\nnăm 2016", "Hà Nội, ngày tháng năm 2016");
        check("Cao\nLãnh, ngày 24 tháng 12 năm 2009", "Cao Lãnh, ngày 24 tháng 12 năm 2009");
        check("Cao\nLãnh, ngày\n24 tháng 12 năm 2009", "Cao Lãnh, ngày 24 tháng 12 năm 2009");
        check("Thừa\nThiên Huế, ngày 4 tháng 2 năm 2009", "Thừa Thiên Huế, ngày 4 tháng 2 năm 2009");
        check("TP Hồ Chí\nMinh, ngày 4 tháng 2 năm 2009", "TP Hồ Chí Minh, ngày 4 tháng 2 năm 2009");
        check("ỦY BAN NHÂN\nDÂN\nTHÀNH PHỐ HUẾ", "ỦY BAN NHÂN DÂN | THÀNH PHỐ HUẾ");
    }

    #[test]
    fn ok_mottos_types_and_committees() {
        check("CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        check("CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        check("ỦY\nBAN NHÂN DÂN\nTỈNH LÀO CAI", "ỦY BAN NHÂN DÂN | TỈNH LÀO CAI");
        check("CHÍNH\nPHỦ", "CHÍNH PHỦ");
        check("SỞ\nY TẾ", "SỞ Y TẾ");
        check("SỞ KẾ\nHOẠCH VÀ ĐẦU TƯ", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ");
        check("UBND TỈNH\nSỞ Y TẾ", "UBND TỈNH | SỞ Y TẾ");
        check("KẾ\nHOẠCH\nNĂM 2020", "KẾ HOẠCH | NĂM 2020");
        check("QUYẾT\nĐỊNH:\nĐiều 1.", "QUYẾT ĐỊNH: | Điều 1.");
        check("TM.\nỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN | KT. CHỦ TỊCH");
    }

    #[test]
    fn ok_types_that_are_glued() {
        check("Hà Nam, ngày 12 tháng 5 năm 2016QUYẾT ĐỊNH", "Hà Nam, ngày 12 tháng 5 năm 2016 | QUYẾT ĐỊNH");
        check("KẾ HOẠCHVề trồng cây phân tán", "KẾ HOẠCH | Về trồng cây phân tán");
        check("QUYẾT ĐỊNH:\nKẾ HOẠCH NĂM 2020", "QUYẾT ĐỊNH: | KẾ HOẠCH NĂM 2020");
        check("Kế hoạchVề trồng cây", "Kế hoạchVề trồng cây");
        check("trong năm 2016QUẬN 3", "trong năm 2016QUẬN 3");
    }

    #[test]
    fn not_lines_that_end() {
        check("BẢNG KẾ\nHOẠCH", "BẢNG KẾ | HOẠCH");
        check("Căn cứ Luật ngày 25\ntháng 4 năm 2024", "Căn cứ Luật ngày 25 | tháng 4 năm 2024");
        check("Vào ngày\n12 tháng 7 năm 2023 của Bộ", "Vào ngày | 12 tháng 7 năm 2023 của Bộ");
        check("Mật\nHà Nội, ngày 24 tháng 12 năm 2009", "Mật | Hà Nội, ngày 24 tháng 12 năm 2009");
        check("ỦY\n\nBAN NHÂN DÂN", "ỦY | BAN NHÂN DÂN");
        check("KẾ\nHoạch", "KẾ | Hoạch");
        check("TM. HỘI ĐỒNG\nCHỦ TỊCH", "TM. HỘI ĐỒNG | CHỦ TỊCH");
    }
}
