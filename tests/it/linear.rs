//! Cost in proportion to size, on any input: eight times the text takes about eight times as long.
//!
//! Each shape is read at a sixty-fourth of its size, at an eighth, and whole. Where something looks back over all that came
//! before, the larger of two takes up to sixty-four times as long; sixteen is allowed, for caches and a busy machine.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cancu::{Grammar, Source};

use crate::check::check;

/// How much longer eight times the text may take.
const BOUND: u32 = 16;
/// The same between a sixty-fourth and an eighth, where a look back over a page or a paragraph still grows.
const BOUND_BELOW: u32 = 48;
/// How long a measurement takes at least: the clock ticks every few milliseconds.
const ENOUGH: Duration = Duration::from_millis(16);

/// One shape at a time, so that they do not slow each other.
static ALONE: Mutex<()> = Mutex::new(());

/// `CANCU_SCALE=8` tries texts eight times as large.
static SCALE: LazyLock<usize> =
    LazyLock::new(|| std::env::var("CANCU_SCALE").ok().and_then(|scale| scale.parse().ok()).unwrap_or(1));

/// What a text opens with, so that what follows is the body of a plan with goals.
const HEAD: &str = "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG NAI\n\nSố: 15/KH-UBND\nĐồng Nai, ngày 02 tháng 3 năm 2024\n\nKẾ HOẠCH\nVề công tác trẻ em\n\n\
                    I. MỤC TIÊU\n1. Mục tiêu đến năm 2030\n";

fn decode(text: &str) -> Source {
    cancu::source::decode("shape", text.as_bytes()).expect("text")
}

/// The time this thread has had a processor, so that what else the machine does counts little; where the system does not
/// say it, the time that has passed.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let passed = START.elapsed();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let used = stat.and_then(|stat| stat.split_whitespace().next()?.parse().ok());
    used.map_or(passed, Duration::from_nanos)
}

/// The mean time of as many runs as [`ENOUGH`] takes.
fn time(source: &Source, grammar: &Grammar) -> Duration {
    let start = clock();
    for runs in 1.. {
        drop(cancu::extract(source, grammar));
        let passed = clock().saturating_sub(start);
        if passed >= ENOUGH {
            return passed / runs;
        }
    }
    Duration::MAX
}

/// Says so if eight times the text takes more than [`BOUND`] times as long. A sixty-fourth is read first, so that what
/// goes wrong goes wrong soon.
fn fault(name: &str, size: usize, make: impl Fn(usize) -> String) -> Option<String> {
    let size = size * *SCALE;
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let grammar = Grammar::builtin();
    let sources = [64, 8, 1].map(|part| decode(&make(size / part)));
    let mut before = time(&sources[0], &grammar);
    for (pair, bound) in sources.windows(2).zip([BOUND_BELOW, BOUND]) {
        let mut after = time(&pair[1], &grammar);
        for _ in 0..2 {
            if after < before * bound {
                break;
            }
            before = before.max(time(&pair[0], &grammar));
            after = after.min(time(&pair[1], &grammar));
        }
        if after >= before * bound {
            let (small, large) = (pair[0].text.len(), pair[1].text.len());
            return Some(format!("{name:?}: {before:?} for {small} bytes, {after:?} for {large} bytes"));
        }
        before = after;
    }
    None
}

#[track_caller]
fn linear(name: &str, size: usize, make: impl Fn(usize) -> String) {
    let fault = fault(name, size, make);
    assert!(fault.is_none(), "{}", fault.unwrap_or_default());
}

/// `unit` over and over until the text has about `size` bytes; in it `#` counts up, and `@` counts up in capitals.
fn repeat(head: &str, unit: &str, size: usize) -> String {
    let mut text = String::with_capacity(size + 200);
    text.push_str(head);
    let mut count = 0_u32;
    while text.len() < size {
        count += 1;
        for c in unit.chars() {
            match c {
                '#' => text.push_str(&count.to_string()),
                '@' => text.extend(count.to_string().bytes().map(|digit| char::from(digit - b'0' + b'A'))),
                c => text.push(c),
            }
        }
    }
    text
}

/// Repeats each unit, and checks that the smallest text holds.
#[track_caller]
fn units(head: &str, size: usize, units: &[&str]) {
    let mut faults = Vec::new();
    for unit in units {
        let small = decode(&repeat(head, unit, 3000));
        check(&small.text, &cancu::extract(&small, &Grammar::builtin()));
        faults.extend(fault(unit, size, |size| repeat(head, unit, size)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const KB: usize = 1024;

#[test]
fn a_megabyte_without_a_line_end() {
    let sentence = "Ủy ban nhân dân tỉnh giao Sở Y tế chủ trì, phối hợp với các sở, ban, ngành triển khai Quyết định số \
                    23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ; báo cáo trước ngày 15/11/2025, đạt 95%. ";
    linear("one line", 1024 * KB, |size| repeat("", sentence, size));
    linear("one line below a title", 1024 * KB, |size| repeat(HEAD, sentence, size));
    linear("one word", 1024 * KB, |size| repeat("", "nghị", size));
    linear("one number", 1024 * KB, |size| repeat("", "1", size));
}

#[test]
fn a_hundred_thousand_markers() {
    linear("1.", 300 * KB, |size| repeat("", "1.\n", size));
    linear("a) - +", 400 * KB, |size| repeat("", "a)\n- \n+ ", size));
    linear("1. a)", 600 * KB, |size| repeat("", "1. a) ", size));
    units("", 96 * KB, MARKERS);
}

#[test]
fn deep_numbering() {
    linear("1.1.1.1…", 200 * KB, |size| {
        let mut text = String::new();
        let mut marker = String::from("1.");
        while text.len() < size {
            text.push_str(&marker);
            text.push_str(" việc\n");
            if marker.len() < 400 {
                marker.push_str("1.");
            }
        }
        text
    });
    linear("one long marker", 200 * KB, |size| repeat("", "1.", size));
}

#[test]
fn signs_of_the_carrier() {
    units("", 96 * KB, SIGNS);
}

#[test]
fn heads_and_feet() {
    units("", 96 * KB, FORMS);
    units(
        "KẾ HOẠCH\n",
        96 * KB,
        &["Triển khai ", "Triển khai\n", "Triển khai Kế hoạch số #/KH-UBND ", "năm 2025 "],
    );
}

#[test]
fn ten_thousand_citations_in_a_paragraph() {
    let unit = "Quyết định số #/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ, ";
    linear("full", 10_000 * unit.len(), |size| repeat("1. ", unit, size));
    units("1. ", 96 * KB, MENTIONS);
}

#[test]
fn a_hundred_thousand_times_figures_and_bodies() {
    linear("deadlines", 100_000 * 24, |size| repeat(HEAD, "trước ngày 15/11/2025; ", size));
    linear("percentages", 100_000 * 13, |size| repeat(HEAD, "đạt 95%, ", size));
    linear("bodies", 100_000 * 12, |size| repeat(HEAD, "Sở Y tế, ", size));
}

#[test]
fn facts_in_a_paragraph() {
    units(HEAD, 72 * KB, FACTS);
}

#[test]
fn facts_in_items() {
    let items: Vec<String> = FACTS.iter().map(|fact| format!("- Việc: {fact}\n")).collect();
    units(HEAD, 72 * KB, &items.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn facts_in_lines() {
    let lines: Vec<String> = FACTS.iter().map(|fact| format!("{fact}\n")).collect();
    units(HEAD, 72 * KB, &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Times, figures and bodies.
#[rustfmt::skip]
const FACTS: &[&str] = &[
    "báo cáo Sở Y tế trước ngày 15/11/2025; ", "trước ngày 20/11 hằng năm, ", "hằng năm ", "thường xuyên, ", "năm 2025 ", "2021 - 2030 ",
    "trong vòng 10 ngày kể từ ngày ký, ", "Quý IV năm 2025, ", "6 tháng cuối năm 2025 ", "từ ngày 01/6 đến ngày 30/6 ",
    "giai đoạn 2021-2030 ", "vào tháng 6 và tháng 12 ", "ngày 1, ", "tháng 5 ", "báo cáo, ", "hoàn thành, ", "tổng kết ",
    "tỷ lệ trẻ em đạt 95% vào năm 2025, ", "95% trẻ em ", "giảm 5% trẻ em hằng năm ", "95%; ", "từ 1% đến 2%, ", "ít nhất 20/100.000 trẻ em, ", "trên 3.000 lượt ", "tăng 5% so với ",
    "1.000.000 đồng, ", "5% đối với nông thôn và 10% đối với thành thị; ", "Chỉ tiêu #: ", "chỉ tiêu #, ", "chỉ tiêu 1, 2, 3, 4 và 5 ",
    "Sở Y tế, Sở Tài chính và ", "Sở Văn hóa, Thể thao và Du lịch, ", "UBND các huyện, thị xã, thành phố; ", "các sở, ban, ngành, ",
    "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính ", "chủ trì, ", "phối hợp với ", "phối hợp với Sở Y tế, ", "Cơ quan chủ trì: Sở Y tế ",
    "Cơ quan chủ trì: ", "Thời gian thực hiện: Năm 2025 ", "Đề nghị Sở Y tế ", "Chủ tịch UBND tỉnh ", "UBND ", "Ủy ban nhân dân tỉnh Đồng Nai ", "Sở @, ", "phối hợp với Sở @, ", "UBND xã @; ",
    "Cơ quan chủ trì: Sở @; ", "chỉ tiêu 1-99, ",
];

/// Items and headings.
#[rustfmt::skip]
const MARKERS: &[&str] = &[
    "1. việc\n", "#. việc\n", "a) việc\n", "d) việc\n", "- việc\n", "+ việc\n", "* việc\n", "- việc:\n* việc\n+ việc\n",
    "I. VIỆC\n", "IH. Việc\n", "I. VIỆC\n1. việc\na) việc\n- việc\n+ việc\n", "A. VIỆC\n", "1.1. việc\n", "1.#. việc\n",
    "#.1.1.1.1.1. việc\n", "(i) việc\n", "Điều #. Việc\n1. việc\na) việc\n", "Chương I\nVIỆC\n", "Mục 1. VIỆC\n",
    "- Thời gian: Năm 2025\n", "- Việc\n+ Thời gian thực hiện: Năm 2025\n", "Phần thứ nhất\n", "Phụ lục #\nviệc\n", "Phụ lục I\n", "1. Một:\n1. Hai:\n", "Bước 1:\n", "1)\n", "1/ việc\n", "I- VIỆC\n",
];

/// Markup, marks, space.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "(((", "****", "|||", "* ", "** ", "**a ", "* a", "## ", "##\n", "__ ", "_a", "_{", "_{a}", "[bookmark: a] ", "[bookmark:",
    "<", "<b>", "<br>", "<a ", "</td>", "\\", "\\*", "&nbsp;", "&amp;", "&", " ", "\n", " \n", "\t", "\r", "\u{c}", "\u{a0}",
    "\u{301}", "a\u{301}", "\u{200b}", "\u{ad}", "\u{fffd}", "-", "- ", "–", "…", "...", ".....\n", "---\n", "«", "\"", "'", "/",
    "./.\n", "./. ", ";", "; ", ", ", ": ", ":\n", ". ", ") ", "a ", "A ", "Á", "a\n", "A\n", "A\n\n", "1 ", "1\n", "1\n\n",
    "1,", "1.000.", "1/", "1-", "1/1/", "1%", "a/b-", "QĐ-", "/KH-UBND ", "a\n\n17\n\nb", "| a | b |\n", "|---|---|\n",
    "| 1 | Việc | Sở Y tế | Năm 2025 |\n",
];

/// What stands in heads and feet.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    "Nơi nhận:\n", "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", "Kính gửi: Sở Y tế\n", "Kính gửi:\n- Sở Y tế;\n", "KẾ HOẠCH\n",
    "KẾ HOẠCH\nVề việc\n", "QUYẾT ĐỊNH:\nĐiều 1. Việc.\nNơi nhận:\n- Như trên.\n", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A\n",
    "TM. ỦY BAN NHÂN DÂN\n", "Số: #/KH-UBND\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    "Huế, ngày 1 tháng 1 năm 2024\n", "V/v triển khai\n", "ỦY BAN NHÂN DÂN\n", "Trên đây là kế hoạch./.\n", "Căn cứ Luật Trẻ em;\n",
    "1. việc\nKẾ HOẠCH\nVề việc\n", "Lưu: VT.\n", "đề nghị các cơ quan\n",
];

/// Mentions of instruments.
#[rustfmt::skip]
const MENTIONS: &[&str] = &[
    "Quyết định số #/QĐ-TTg, ", "Quyết định số 1/QĐ-TTg; ", "#/QĐ-TTg, ", "Kế hoạch số #/KH-UBND ngày 1/1/2024, ", "Luật Trẻ em, ",
    "Luật Trẻ em và ", "Luật Hôn nhân và ", "Bộ luật Hình sự năm 2015 ", "Nghị quyết 57 ", "Quyết định ", "Quyết định số ", "số ", "số 1 ",
    "Kế hoạch số #/KH-UBND về thực hiện ", "Kế hoạch số #/KH-UBND (gọi tắt là Kế hoạch số #), ", "(gọi tắt là Kế hoạch #/TU) ",
    "(gọi tắt là ", "theo Kế hoạch số 1 ", "khoản 1 ", "khoản 1 Điều 2 ", "điểm a khoản 1 Điều 2 Quyết định số 1/QĐ-TTg ",
    "các khoản 1, 2 và 4 Điều 5, ", "từ Điều 5 đến Điều 9 ", "Điều 1 ", "Căn cứ ", "Căn cứ Luật Trẻ em; ",
    "sửa đổi, bổ sung một số điều của Nghị định số #/2020/NĐ-CP ", "thay thế Quyết định số #/QĐ-UBND, ", "Luật sửa đổi, bổ sung ",
    "của Thủ tướng Chính phủ ", "về việc phê duyệt ", "ngày 07/01/2021 ", "Thông tư liên tịch số #/2013/TTLT-BTC-BYT, ",
    "Luật số #/2019/QH14, ", "Kế hoạch này ", "Quyết định số 1/QĐ-@, ", "số 1/QĐ-@ ", "Kế hoạch số #/KH-UBND về thực hiện Quyết định số #/QĐ-TTg và ",
    "Kế hoạch số 1/KH-@ ngày 1/1/2024; theo Kế hoạch số 1; ", "Luật @ ", "Quyết định của Thủ tướng Chính phủ số #/QĐ-TTg ",
];
