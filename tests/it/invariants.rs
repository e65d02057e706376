//! The invariants of [`check`] on real documents, on their damaged and disguised copies, and on noise of the genre.
//!
//! Made-up documents come from a fixed seed, so that a run can be repeated; `PROPTEST_RNG_SEED=… PROPTEST_CASES=…` tries
//! others. What once failed stands as a test of its own at the end.

use std::fmt::Write;
use std::sync::LazyLock;

use cancu::{Document, Grammar};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::check::{check, faults};
use crate::sample::{Sample, all, extract, extract_text, samples};

#[test]
fn documents_hold() {
    let faults = all().flat_map(|sample| named(sample, faults(sample.text(), &sample.document)));
    assert_none(faults);
}

/// What is wrong with a document, with its name.
fn named(sample: &Sample, faults: impl IntoIterator<Item = String>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{}: {fault}", sample.name)).collect()
}

#[track_caller]
fn assert_none(faults: impl Iterator<Item = String>) {
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

#[test]
fn documents_follow_their_schema() {
    static SCHEMA: LazyLock<Validator> =
        LazyLock::new(|| jsonschema::validator_for(&cancu::document::json_schema()).expect("a valid schema"));
    for sample in all() {
        let json = serde_json::to_value(&sample.document).expect("JSON");
        let faults: Vec<String> = SCHEMA.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", sample.name);
    }
}

#[test]
fn same_bytes_in_same_bytes_out() {
    for sample in samples() {
        let (_, again) = extract(&sample.name, &sample.bytes);
        let bytes = |document: &Document| serde_json::to_string(document).expect("JSON");
        assert_eq!(bytes(&again), bytes(&sample.document), "{}", sample.name);
    }
}

/// What a document states, without places in its bytes and without what is derived from these.
fn facts(document: &Document) -> Value {
    fn strip(value: &mut Value, own: &str) {
        match value {
            Value::Object(members) => {
                members.remove("span");
                members.remove("spans");
                if let Some(Value::Array(mentions)) = members.get_mut("mentions") {
                    mentions.iter_mut().for_each(|span| *span = Value::Null);
                }
                members.values_mut().for_each(|value| strip(value, own));
            }
            Value::Array(items) => items.iter_mut().for_each(|value| strip(value, own)),
            // The id of a document without a number holds the hash of its bytes.
            Value::String(text) if text == own => "own".clone_into(text),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).expect("JSON");
    if let Value::Object(members) = &mut value {
        members.remove("source");
    }
    strip(&mut value, &document.id);
    value
}

/// The copy of each document that `disguise` makes states the same facts.
#[track_caller]
fn same_facts(disguise: impl Fn(&str) -> String) {
    let faults = all().flat_map(|sample| {
        let copy = disguise(sample.text());
        let (source, document) = extract(&sample.name, copy.as_bytes());
        let differing = difference(&facts(&sample.document), &facts(&document), &mut String::new());
        named(sample, faults(&source.text, &document).into_iter().chain(differing))
    });
    assert_none(faults);
}

/// The first place where two values differ.
fn difference(want: &Value, got: &Value, path: &mut String) -> Option<String> {
    let length = path.len();
    let below = |name: &dyn std::fmt::Display, want: &Value, got: &Value, path: &mut String| {
        let _ = write!(path, "/{name}");
        let found = difference(want, got, path);
        path.truncate(length);
        found
    };
    match (want, got) {
        (Value::Object(want), Value::Object(got)) if want.keys().eq(got.keys()) => {
            want.iter().find_map(|(name, value)| below(name, value, &got[name], path))
        }
        (Value::Array(want), Value::Array(got)) => {
            let pairs = want.iter().zip(got).enumerate();
            let item = pairs
                .fold(None, |found, (index, (want, got))| found.or_else(|| below(&index, want, got, path)));
            item.or_else(|| {
                (want.len() != got.len()).then(|| format!("{path}: {} items, now {}", want.len(), got.len()))
            })
        }
        _ => (want != got).then(|| format!("{path}: {want}, now {got}")),
    }
}

#[test]
fn decomposed_letters_give_the_same_facts() {
    same_facts(|text| text.nfd().collect());
}

#[test]
fn composed_letters_give_the_same_facts() {
    same_facts(|text| text.nfc().collect());
}

#[test]
fn line_ends_of_other_systems_give_the_same_facts() {
    same_facts(|text| text.replace('\n', "\r\n"));
    same_facts(|text| text.replace("\r\n", "\n").replace('\n', "\r"));
}

#[test]
fn a_byte_order_mark_gives_the_same_facts() {
    same_facts(|text| format!("\u{feff}{text}"));
}

#[test]
fn doubled_blanks_give_the_same_facts() {
    // Wide gaps part columns: they are no single blanks, and stay as they are.
    same_facts(|text| single_blanks(text, "  "));
}

#[test]
fn blanks_that_do_not_break_give_the_same_facts() {
    same_facts(|text| single_blanks(text, "\u{a0}"));
}

#[test]
fn tabs_behind_markers_give_the_same_facts() {
    same_facts(|text| {
        let mut copy = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let bullet = ["- ", "+ "]
                .iter()
                .find_map(|bullet| line.strip_prefix(bullet).map(|rest| (&bullet[..1], rest)));
            match bullet {
                Some((bullet, rest)) => copy.extend([bullet, "\t", rest]),
                None => copy.push_str(line),
            }
        }
        copy
    });
}

#[test]
fn blanks_at_line_ends_give_the_same_facts() {
    same_facts(|text| text.replace('\n', " \n"));
}

#[test]
fn other_encodings_give_the_same_facts() {
    for sample in all() {
        let units = sample.text().encode_utf16();
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units.flat_map(u16::to_le_bytes)).collect();
        let (source, document) = extract(&sample.name, &little);
        assert_eq!(source.info.encoding, "UTF-16LE");
        // The byte order mark is part of the decoded text or not; the facts are the same.
        check(&source.text, &document);
        assert_eq!(
            difference(&facts(&sample.document), &facts(&document), &mut String::new()),
            None,
            "{}",
            sample.name
        );
    }
}

/// Replaces each blank that stands between two words of a line.
fn single_blanks(text: &str, with: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut copy = String::with_capacity(text.len() * 2);
    for (index, &c) in chars.iter().enumerate() {
        let word = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
        let between = index > 0 && word(chars.get(index - 1)) && word(chars.get(index + 1));
        if c == ' ' && between { copy.push_str(with) } else { copy.push(c) }
    }
    copy
}

/// Letters of other scripts in numbers, as they stand in documents typed on other keyboards.
#[test]
fn lookalikes_give_the_same_numbers() {
    let plain =
        "Căn cứ Quyết định số 23/QĐ-TTg ngày 07/01/2021; Thông tư số 12/2020/TT-BTC; Kế hoạch số 5/KH-UBND.";
    let disguised = plain.replace("QĐ", "QÐ").replace("BTC", "BTС").replace("KH", "КН");
    let numbers = |text: &str| -> Vec<(Option<String>, String)> {
        let (source, document) = extract_text(text);
        check(&source.text, &document);
        document.citations.into_iter().map(|citation| (citation.number, citation.target)).collect()
    };
    assert_eq!(numbers(plain).len(), 3);
    assert_eq!(numbers(plain), numbers(&disguised));
}

fn config(cases: u32) -> ProptestConfig {
    let given = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases };
    let rng_seed = match given.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1515),
        fixed => fixed,
    };
    ProptestConfig { cases, rng_seed, failure_persistence: None, max_shrink_iters: 4096, ..given }
}

/// Fails with what does not hold for `text`. What is no text is refused, and nothing is left to hold.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let Ok(source) = cancu::source::decode("made-up.txt", text.as_bytes()) else { return Ok(()) };
    let faults = faults(&source.text, &cancu::extract(&source, &Grammar::builtin()));
    prop_assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults[..faults.len().min(20)].join("\n")
    );
    Ok(())
}

fn a_sample() -> impl Strategy<Value = &'static Sample> {
    any::<Index>().prop_map(|index| index.get(samples()))
}

/// Words of the genre and its signs, in no order.
fn soup() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "I. ",
        "II. ",
        "IH. ",
        "1. ",
        "2. ",
        "1.1. ",
        "1.2.3. ",
        "a) ",
        "d) ",
        "đ) ",
        "e) ",
        "- ",
        "+ ",
        "* ",
        "• ",
        "(i) ",
        "Điều 1. ",
        "Điều 2. ",
        "Khoản 1 ",
        "Chương II ",
        "Mục 1. ",
        "Phần thứ nhất ",
        "Phụ lục I",
        "PHỤ LỤC",
        "khoản 2 Điều 5 ",
        "điểm a khoản 1 Điều 3 ",
        "Quyết định ",
        "Kế hoạch ",
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH",
        "Chỉ thị ",
        "Luật Trẻ em ",
        "Nghị định ",
        "Bộ luật Hình sự ",
        "Luật ",
        "số ",
        "số: ",
        "Số: ",
        "23/QĐ-TTg ",
        "28-CT/TW ",
        "28 CT/TW",
        "344-KH/TU",
        "12/2020/NĐ-CP, ",
        "/KH-UBND ",
        "Số:    /KH-UBND",
        "793/LĐTBXH-TE ",
        "ngày 07/01/2021 ",
        "ngày 31/02/2024 ",
        "ngày    tháng    năm 2024",
        "ngày 22 tháng 4 năm 2024 ",
        "trước ngày 15/11",
        "trước ngày 20/11 hằng năm ",
        "Quý IV năm 2025 ",
        "năm 2025",
        "2021 - 2030 ",
        "giai đoạn 2021-2025 ",
        "hằng năm ",
        "thường xuyên ",
        "trong vòng 10 ngày kể từ ngày ký ",
        "từ ngày 01/6 đến ngày 30/6 ",
        "của Thủ tướng Chính phủ ",
        "của Bộ Chính trị ",
        "UBND tỉnh ",
        "ỦY BAN NHÂN DÂN",
        "Ủy ban nhân dân thành phố Huế ",
        "Sở Y tế ",
        "Sở Văn hóa, Thể thao và Du lịch ",
        "các sở, ban, ngành ",
        "chủ trì, ",
        "phối hợp với ",
        "Giao ",
        "Cơ quan chủ trì: ",
        "Thời gian thực hiện: ",
        "Cơ quan phối hợp: ",
        "báo cáo ",
        "tổng kết ",
        "hoàn thành ",
        "Căn cứ ",
        "Thực hiện ",
        "Theo đề nghị ",
        "về việc phê duyệt ",
        "sửa đổi, bổ sung ",
        "thay thế ",
        "gọi tắt là ",
        "(gọi tắt là ",
        "ban hành kèm theo ",
        "Chỉ tiêu 1: ",
        "tỷ lệ trẻ em ",
        "đạt 95% ",
        "99,5% ",
        "ít nhất 20/100.000 ",
        "từ 1% đến 2% ",
        "trên 3.000 lượt ",
        "giảm 5%",
        "1.000.000 đồng ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: ",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trên đây là ",
        "./.",
        ".",
        ";",
        ": ",
        ", ",
        "(",
        ")",
        "«",
        "\"",
        "|",
        "||",
        "**",
        "*",
        "_",
        "#",
        "## ",
        "_{x}",
        "[bookmark: a]",
        "<br>",
        "<b>",
        "</td>",
        "&nbsp;",
        "\\",
        "\\*",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u{c}",
        "\u{a0}",
        "    ",
        "      \t",
        " ",
        " ",
        " và ",
        " của ",
        "17",
        "3",
        "\u{301}",
        "\u{feff}",
        "trẻ em ",
        "TỔ CHỨC THỰC HIỆN",
        "MỤC ĐÍCH, YÊU CẦU",
        "MỤC TIÊU",
        "STT",
        "TT",
        "Đơn vị chủ trì",
        "Huế, ",
        "Về việc ",
        "V/v ",
    ];
    proptest::collection::vec(proptest::sample::select(WORDS), 0..160).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(config(160))]

    #[test]
    fn noise_holds(text in "\\PC*") {
        holds(&text)?;
    }

    #[test]
    fn any_characters_hold(chars in proptest::collection::vec(any::<char>(), 0..200)) {
        holds(&chars.into_iter().collect::<String>())?;
    }

    #[test]
    fn words_of_the_genre_hold(text in soup()) {
        holds(&text)?;
    }

    #[test]
    fn words_of_the_genre_give_the_same_facts_decomposed(text in soup()) {
        let (_, composed) = extract_text(&text.nfc().collect::<String>());
        let (_, decomposed) = extract_text(&text.nfd().collect::<String>());
        prop_assert_eq!(difference(&facts(&composed), &facts(&decomposed), &mut String::new()), None);
    }

    #[test]
    fn any_bytes_give_a_document_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(source) = cancu::source::decode("noise", &bytes) {
            let faults = faults(&source.text, &cancu::extract(&source, &Grammar::builtin()));
            prop_assert!(faults.is_empty(), "{faults:#?}");
        }
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn truncated_documents_hold(sample in a_sample(), at in any::<Index>(), from_start: bool) {
        let text = sample.text();
        let cut = text.floor_char_boundary(at.index(text.len()));
        holds(if from_start { &text[..cut] } else { &text[cut..] })?;
    }

    #[test]
    fn documents_with_lost_lines_hold(sample in a_sample(), lost in proptest::collection::vec(any::<Index>(), 1..40)) {
        let mut lines: Vec<&str> = sample.text().split_inclusive('\n').collect();
        for index in lost {
            if !lines.is_empty() {
                lines.remove(index.index(lines.len()));
            }
        }
        holds(&lines.concat())?;
    }

    #[test]
    fn shuffled_documents_hold(
        (sample, order) in a_sample().prop_flat_map(|sample| {
            let lines: Vec<usize> = (0..sample.text().lines().count()).collect();
            (Just(sample), Just(lines).prop_shuffle())
        }),
    ) {
        let lines: Vec<&str> = sample.text().lines().collect();
        let mut shuffled = String::new();
        for index in order {
            shuffled.push_str(lines[index]);
            shuffled.push('\n');
        }
        holds(&shuffled)?;
    }

    /// Letters misread, marks lost, blanks and line ends where none were.
    #[test]
    fn misread_documents_hold(
        sample in a_sample(),
        errors in proptest::collection::vec((any::<Index>(), proptest::sample::select(MISREAD)), 1..600),
    ) {
        let mut chars: Vec<String> = sample.text().chars().map(String::from).collect();
        for (index, with) in errors {
            let place = index.index(chars.len());
            chars[place] = match with {
                "bare" => chars[place].nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect(),
                "twice" => chars[place].repeat(2),
                with => with.to_owned(),
            };
        }
        holds(&chars.concat())?;
    }
}

/// What scanning makes of letters; `bare` loses the marks, `twice` doubles.
#[rustfmt::skip]
const MISREAD: &[&str] = &[
    "bare", "bare", "bare", "twice", "", " ", "  ", "\n", "\n\n", "\t", "l", "1", "I", "0", "O", "H", "M",
    ".", ",", ";", ":", "|", "*", "**", "-", "/", "(", ")", "С", "Ð", "\u{301}", "\u{323}", "\u{a0}",
    "\u{200b}", "\u{ad}", "\u{fffd}", "#", "_", "<",
];
