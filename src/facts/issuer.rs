//! The issuer named with a citation (cơ quan ban hành): «Thủ tướng Chính phủ», «Chủ tịch UBND tỉnh Thanh Hóa».
//!
//! In: folded text after «của». Out: how far the name reaches; it never swallows the next citation.

use crate::grammar::{Body, Grammar};
use crate::phrase::body::{leading_list, without_chief};
use crate::text::{Run, Text};

/// issuer = *( title ) body *( place ) *( ( "và" | "," ) issuer ) ; starts at `run.start`.
pub(super) fn issuer(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    if let Some((end, _)) = joint(text, grammar, run) {
        return Some(Run::new(run.start, end));
    }
    let mut end = single(text, grammar, run)?;
    // A joint instrument names several: «của Bộ Tài chính và Bộ Tư pháp».
    while let Some(length) = joint_sign(text.slice(Run::new(end, run.end))) {
        let next = Run::new(end + length, run.end);
        let body = grammar.bodies.at_within(text, next).filter(|found| text.is_upper(found.run.start));
        // «của Bộ Y tế, UBND tỉnh ban hành …»: only bodies of one rank issue together.
        let Some(found) = body.filter(|found| !found.entry.value.local) else { break };
        let Some(after) = single(text, grammar, next) else { break };
        let rest = text.slice(Run::new(after, run.end));
        // «… của Văn phòng Chính phủ, Bộ Tài chính hướng dẫn như sau:»
        let speaks = rest.ends_with(b"sau:") && opens_subject(rest);
        if acts(rest) || speaks || found.run.is_empty() {
            break;
        }
        end = after;
    }
    Some(Run::new(run.start, end))
}

/// «liên Bộ: Thông tin và Truyền thông - Công an», «liên tịch Bộ Y tế, Bộ Tài chính»: where the names end, and the body
/// named first. The names may leave out the word that «liên» governs.
pub(crate) fn joint<'g>(text: &Text, grammar: &'g Grammar, run: Run) -> Option<(usize, &'g Body)> {
    const WORDS: [(&[u8], &str); 4] =
        [(b"lien bo", "Bộ "), (b"lien so", "Sở "), (b"lien tich", ""), (b"lien nganh", "")];
    /// More bodies than ever issued one instrument.
    const MOST: usize = 12;
    let slice = text.slice(run);
    let (word, governed) = WORDS.iter().find(|(word, _)| slice.starts_with(word))?;
    let signs = slice[word.len()..].iter().take_while(|b| matches!(b, b' ' | b':' | b',' | b'-')).count();
    let (mut place, mut end, mut first) = (run.start + word.len() + signs, None, None);
    if signs == 0 {
        return None;
    }
    for _ in 0..MOST {
        let Some((after, body)) = joint_name(text, grammar, Run::new(place, run.end), governed) else {
            break;
        };
        first = first.or(Some(body));
        end = Some(after);
        let Some(length) = joint_sign(text.slice(Run::new(after, run.end))) else { break };
        place = after + length;
    }
    end.zip(first)
}

/// A body by its full name, or without the word that «liên» governs.
fn joint_name<'g>(text: &Text, grammar: &'g Grammar, run: Run, governed: &str) -> Option<(usize, &'g Body)> {
    /// No name of a body is longer.
    const LONGEST: usize = 100;
    if let Some(found) = grammar.bodies.at_within(text, run) {
        return Some((single(text, grammar, run)?, &found.entry.value));
    }
    if governed.is_empty() || !text.is_upper(run.start) {
        return None;
    }
    let rest = Run::new(run.start, run.end.min(run.start + LONGEST));
    let full = format!("{governed}{}", text.value(rest));
    let probe = Text::new(&full);
    let found = grammar.bodies.at(&probe, 0)?;
    let length = found.run.end.checked_sub(crate::text::fold(governed).len() + 1)?;
    Some((run.start + length, &found.entry.value))
}

fn joint_sign(slice: &[u8]) -> Option<usize> {
    [&b" va "[..], b", ", b" - "].iter().find(|sign| slice.starts_with(sign)).map(|sign| sign.len())
}

/// Whether a verb follows: the body acts in this sentence, it is no second issuer.
fn acts(slice: &[u8]) -> bool {
    const VERBS: [&[u8]; 10] = [
        b" xay dung",
        b" trien khai",
        b" to chuc",
        b" chu tri",
        b" phoi hop",
        b" thong bao",
        b" yeu cau",
        b" de nghi",
        b" bao cao",
        b" se",
    ];
    VERBS.iter().any(|verb| slice.starts_with(verb))
}

/// Whether the subject of the instrument follows: «của Bộ Y tế Ban hành …», even with a capital.
fn opens_subject(slice: &[u8]) -> bool {
    const VERBS: [&[u8]; 16] = [
        b" ban hanh",
        b" quy dinh",
        b" phe duyet",
        b" huong dan",
        b" ve ",
        b" v/v",
        b" thuc hien",
        b" trien khai",
        b" ket luan",
        b" cong bo",
        b" sua doi",
        b" bai bo",
        b" thong bao",
        b" tang cuong",
        b" day manh",
        b" giao ",
    ];
    VERBS.iter().any(|verb| slice.starts_with(verb))
}

/// One body with its place.
fn single(text: &Text, grammar: &Grammar, run: Run) -> Option<usize> {
    let rest = without_chief(text, grammar, run);
    let place = rest.start;
    let known = grammar.bodies.at_within(text, rest);
    let central = known.as_ref().is_some_and(|found| !found.entry.value.local);
    let known = known.map(|found| capital_words(text, grammar, found.run.end, run.end, central));
    let end = match known.or_else(|| steering(text, rest)) {
        Some(end) => end,
        None if text.is_upper(place) => {
            let first = name_word(text, grammar, place, run.end)?;
            // «Trường Đại học An Giang», «Tổ giúp việc Ban Chỉ đạo»: the shape of the name tells where it ends.
            let named = leading_list(text, grammar, rest).first().map_or(first, |name| name.end);
            let named = before_instrument(text, grammar, Run::new(place, named));
            capital_words(text, grammar, named.max(first), run.end, false)
        }
        None => return None,
    };
    Some(place_suffix(text, end, run.end))
}

/// Where a name ends at the latest: before « và Kế hoạch số …».
fn before_instrument(text: &Text, grammar: &Grammar, name: Run) -> usize {
    let mut types = grammar.types.find_iter(text, name).filter(|found| found.run.start > name.start);
    let end = types.find_map(|found| {
        let before = text.slice(Run::new(name.start, found.run.start));
        let before = before.strip_suffix(b" va ").or_else(|| before.strip_suffix(b", "))?;
        text.low()[found.run.end..].starts_with(b" so ").then_some(name.start + before.len())
    });
    end.unwrap_or(name.end)
}

/// «Ban Chỉ đạo Phong trào Toàn dân đoàn kết xây dựng đời sống văn hóa thành phố»: the name of a steering committee or
/// working group goes on in small letters; it ends where the subject of the instrument opens, or a note in brackets.
fn steering(text: &Text, run: Run) -> Option<usize> {
    const HEADS: [&[u8]; 5] =
        [b"ban chi dao", b"to cong tac", b"doan cong tac", b"hoi dong phoi hop", b"ban to chuc cuoc thi"];
    const SURE: [&[u8]; 7] =
        [b" ve viec ", b" v/v ", b" ban hanh ", b" phe duyet ", b" huong dan ", b" ngay ", b" quy dinh "];
    /// No such name is longer.
    const LONGEST: usize = 200;
    let slice = text.slice(Run::new(run.start, run.end.min(run.start + LONGEST)));
    let head = HEADS.iter().find(|head| slice.starts_with(head)).filter(|_| text.is_upper(run.start))?;
    let clause = slice.iter().position(|b| matches!(b, b';' | b':' | b'(' | b'.')).unwrap_or(slice.len());
    let bracket = slice.get(clause) == Some(&b'(');
    let rest = &slice[head.len()..clause];
    let at = SURE.iter().filter_map(|opening| crate::text::find(rest, opening)).min();
    // «Ban Chỉ đạo quốc gia về chuyển đổi số»: its first «về» is part of the name.
    let about = || crate::text::find(rest, b" ve ").filter(|&at| !rest[..at].ends_with(b"quoc gia"));
    let at = at.or_else(about).or_else(|| bracket.then(|| rest.trim_ascii_end().len()))?;
    let name = &rest[..at];
    // A verb of its own makes a sentence of it.
    let speaks =
        name.windows(2).any(|pair| pair == b", ") && acts(&name[crate::text::find(name, b", ")? + 1..]);
    (!name.is_empty() && !speaks).then_some(run.start + head.len() + at)
}

/// The end of a capital word that may start an unknown body's name; a type of document starts none.
fn name_word(text: &Text, grammar: &Grammar, place: usize, limit: usize) -> Option<usize> {
    let noun = grammar.types.at_within(text, Run::new(place, limit)).is_some();
    let end = text.word_end(place).min(limit);
    (!noun && end > place && !text.low()[place].is_ascii_digit()).then_some(end)
}

/// The end of the capital words that go on with a name, small «và» and dashes between them included. A local body is no
/// part of the name of a `central` one.
fn capital_words(text: &Text, grammar: &Grammar, mut end: usize, limit: usize, central: bool) -> usize {
    for _ in 0..12 {
        let slice = text.slice(Run::new(end, limit));
        let sign = [&b" - "[..], b" "].iter().find(|sign| slice.starts_with(sign)).map(|sign| sign.len());
        let Some(length) = sign else { break };
        let place = end + length;
        if place >= limit || !text.is_upper(place) || opens_subject(&slice[length - 1..]) {
            break;
        }
        // «CỦA THỦ TƯỚNG CHÍNH PHỦ VÀ QUYẾT ĐỊNH SỐ …»: another instrument follows.
        let and = slice[length..].strip_prefix(b"va ");
        if and
            .is_some_and(|rest| grammar.types.at_within(text, Run::new(limit - rest.len(), limit)).is_some())
        {
            break;
        }
        // «Thành ủy Thành phố Hồ Chí Minh»: the place, read after the name.
        let unit = [&b"thanh pho"[..], b"thi xa", b"thi tran", b"dac khu"].iter().any(|unit| {
            let rest = slice[length..].strip_prefix(*unit);
            rest.is_some_and(|rest| rest.first().is_none_or(|b| !b.is_ascii_alphanumeric()))
        });
        // «Hội đồng Thi đua - Khen thưởng Trung ương»: read after the name too.
        if unit || slice[length..].starts_with(b"trung uong") && text.is_lower(place + 6) {
            break;
        }
        // «Thanh tra Bộ Y tế»: a body inside the name.
        if let Some(found) = grammar.bodies.at_within(text, Run::new(place, limit)) {
            if central && found.entry.value.local {
                break;
            }
            end = found.run.end;
            continue;
        }
        match name_word(text, grammar, place, limit) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// « tỉnh Đồng Nai», « thành phố», « xã Minh Long», « khóa XIII», « Trung ương»: what says which body it is.
fn place_suffix(text: &Text, mut end: usize, limit: usize) -> usize {
    const UNITS: [&[u8]; 14] = [
        b" tinh",
        b" thanh pho",
        b" huyen",
        b" quan",
        b" thi xa",
        b" thi tran",
        b" xa",
        b" phuong",
        b" dac khu",
        b" khoa",
        b" trung uong",
        b" dang",
        b" cac tinh",
        b" cap tinh",
    ];
    for _ in 0..4 {
        let slice = text.slice(Run::new(end, limit));
        let unit = UNITS.iter().find(|unit| {
            slice.starts_with(unit) && slice.get(unit.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
        });
        let Some(unit) = unit else { break };
        end += unit.len();
        while text.low().get(end) == Some(&b' ')
            && end + 1 < limit
            && is_name_word(text, end + 1, limit)
            && !opens_subject(text.slice(Run::new(end, limit)))
        {
            end = text.word_end(end + 1).min(limit);
        }
    }
    end
}

/// A capital word or a number («Quận 1»), but no word in front of a document's number.
fn is_name_word(text: &Text, place: usize, limit: usize) -> bool {
    let end = text.word_end(place).min(limit);
    end > place && text.is_upper(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The issuer stands before the bar.
    #[track_caller]
    fn check(marked: &str) {
        let (wanted, rest) = marked.split_once('|').expect("a bar");
        let source = format!("{wanted}{rest}");
        let grammar = Grammar::builtin();
        let text = grammar.read(&source);
        let found = issuer(&text, &grammar, text.all()).map(|run| text.value(run));
        assert_eq!(found.as_deref(), Some(wanted), "{marked}");
    }

    #[test]
    fn ok_bodies_of_the_vocabulary() {
        check("Thủ tướng Chính phủ| phê duyệt Đề án");
        check("Chủ tịch UBND tỉnh Thanh Hóa| về việc giao chỉ tiêu");
        check("Bộ Tài chính và Bộ Tư pháp| hướng dẫn thi hành");
        check("Sở Y tế|, Ủy ban nhân dân tỉnh ban hành Kế hoạch");
        check("Ủy ban nhân dân thành phố| Quy định về phân cấp");
        check("Ủy ban nhân dân thành phố Cần Thơ| Thực hiện Chương trình");
        check("THỦ TƯỚNG CHÍNH PHỦ| VÀ QUYẾT ĐỊNH SỐ 3103/QĐ-BTC");
    }

    #[test]
    fn ok_names_of_schools_and_institutes() {
        check("Trường Đại học Y khoa Phạm Ngọc Thạch| về việc tuyển sinh");
        check("Trường Đại học An Giang| quy định về đào tạo");
        check("Học viện Báo chí và Tuyên truyền| ban hành Quy chế");
        check("Trường Trung học cơ sở Lê Lợi|, ngày 5 tháng 3");
        check("Viện Khoa học giáo dục Việt Nam| về chương trình");
        check("Hiệu trưởng Trường Cao đẳng Y tế Kiên Giang|;");
        check("Giám đốc Bệnh viện Đa khoa tỉnh| về việc tổ chức");
        check("Trường Đại học An Giang| năm 2017 về tuyển sinh");
        check("Tổ giúp việc Ban Chỉ đạo| về thông tin");
        // A word that scanning broke.
        check("Ban Thườ ng vụ Tỉnh ủy| và Kế hoạch số 24/KH-UBND ngày 14/8/2025 của UBND tỉnh");
    }

    #[test]
    fn ok_bodies_of_the_centre_and_steering_committees() {
        check("Hội đồng Thi đua - Khen thưởng Trung ương|, Ủy ban nhân dân tỉnh ban hành Kế hoạch");
        check("Ban Bí thư Trung ương Đoàn| về việc tổ chức chiến dịch");
        check("Ban Chỉ đạo Phong trào xây dựng nếp sống văn minh tỉnh| về việc ban hành Quy chế");
        check("Ban Chỉ đạo phòng, chống tội phạm thành phố| (sau đây gọi là Ban Chỉ đạo)");
        check("Tổ công tác cải cách thủ tục của Thủ tướng Chính phủ| về công bố dữ liệu");
        check("Ban Chỉ đạo quốc gia về chuyển đổi số| ban hành Kế hoạch");
        check("Ban Chỉ đạo|;");
        check("Ban Chỉ đạo tỉnh|, các sở theo dõi");
    }
}
