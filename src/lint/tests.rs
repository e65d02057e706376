use super::*;
use crate::{pipeline, source};

/// A plan without fault.
const PLAN: &str = "\
ỦY BAN NHÂN DÂN
TỈNH ĐỒNG NAI
Số: 57/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Nai, ngày 12 tháng 3 năm 2024

KẾ HOẠCH
Triển khai thực hiện công tác trẻ em năm 2024

Thực hiện Quyết định số 1248/QĐ-TTg ngày 19 tháng 7 năm 2021 của Thủ tướng Chính phủ phê duyệt Chương trình phòng, \
chống tai nạn, thương tích trẻ em giai đoạn 2021 - 2030, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của gia đình, nhà trường và cộng đồng.
2. Bảo đảm trẻ em được chăm sóc, giáo dục và bảo vệ.
3. Huy động sự tham gia của toàn xã hội.

II. NỘI DUNG
1. Tập huấn sơ cứu, cấp cứu cho cộng tác viên.
- Cơ quan chủ trì: Sở Y tế.
- Cơ quan phối hợp: Sở Giáo dục và Đào tạo.
- Thời gian thực hiện: Quý II năm 2024.
2. Dạy bơi trong nhà trường.
- Cơ quan chủ trì: Sở Giáo dục và Đào tạo.
- Thời gian thực hiện: Quý III năm 2024.
3. Kiểm tra bể bơi.
- Cơ quan chủ trì: Sở Y tế.
- Thời gian thực hiện: Quý IV năm 2024.

III. CHẾ ĐỘ BÁO CÁO
1. Các sở, ban, ngành, Ủy ban nhân dân các huyện, thành phố báo cáo kết quả về Sở Y tế trước ngày 15/11/2024.
2. Sở Y tế tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/11/2024.

Trên đây là Kế hoạch triển khai thực hiện công tác trẻ em năm 2024./.

Nơi nhận:
- Bộ Y tế;
- Các sở, ban, ngành;
- UBND các huyện, thành phố;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn An
";

fn findings(text: &str, settings: &Settings) -> Vec<Finding> {
    let grammar = Grammar::builtin();
    let source = source::decode("plan.txt", text.as_bytes()).expect("it is text");
    let document = pipeline::extract(&source, &grammar);
    check_with(&document, &source.text, &grammar, settings)
}

/// Changes the plan, `old` to `new`, and expects exactly these codes.
#[track_caller]
fn check_change(changes: &[(&str, &str)], expected: &[(Code, &str)]) {
    let mut text = PLAN.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "the plan has no {old:?}");
        text = text.replacen(old, new, 1);
    }
    let findings = findings(&text, &Settings::default());
    let found: Vec<(Code, &str)> =
        findings.iter().map(|finding| (finding.code, &text[finding.span.range()])).collect();
    assert_eq!(found, expected, "{findings:#?}");
    assert!(findings.iter().all(|finding| finding.vi.ends_with('.') && finding.en.ends_with('.')));
}

#[test]
fn not_a_plan_without_fault() {
    check_change(&[], &[]);
}

#[test]
fn number() {
    check_change(&[("Số: 57/KH-UBND", "Số:     /KH-UBND")], &[(Code::NumberBlank, "KH-UBND")]);
    check_change(&[("Số: 57/KH-UBND\n", "")], &[(Code::NumberMissing, "KẾ HOẠCH")]);
    check_change(&[("Số: 57", "Số: 5")], &[(Code::NumberPadding, "5/KH-UBND")]);
    check_change(&[("Số: 57", "Số: 05")], &[]);
}

#[test]
fn place_and_date() {
    let line = "Đồng Nai, ngày 12 tháng 3 năm 2024";
    check_change(&[(line, "")], &[(Code::DateMissing, "KẾ HOẠCH")]);
    let blank = "ngày     tháng     năm 2024";
    check_change(&[("ngày 12 tháng 3 năm 2024", blank)], &[(Code::DateBlank, "ngày     tháng     năm 2024")]);
    check_change(&[("ngày 12 tháng 3", "ngày 5 tháng 3")], &[(Code::DatePadding, "ngày 5 tháng 3 năm 2024")]);
    check_change(
        &[("ngày 12 tháng 3", "ngày 12 tháng 2")],
        &[(Code::DatePadding, "ngày 12 tháng 2 năm 2024")],
    );
    check_change(&[("ngày 12 tháng 3", "ngày 05 tháng 02")], &[]);
    // Older rules did not ask for it.
    check_change(
        &[
            ("ngày 12 tháng 3 năm 2024", "ngày 5 tháng 3 năm 2018"),
            ("19 tháng 7 năm 2021", "19 tháng 7 năm 2017"),
        ],
        &[],
    );
}

#[test]
fn closing_mark_filing_and_signature() {
    let last = "Trên đây là Kế hoạch triển khai thực hiện công tác trẻ em năm 2024";
    check_change(&[("2024./.", "2024.")], &[(Code::ClosingMarkMissing, &format!("{last}."))]);
    check_change(&[("- Lưu: VT, KGVX.\n", "")], &[(Code::FilingMissing, "Bộ Y tế;")]);
    check_change(&[("Lưu: VT, KGVX", "Lưu: KGVX")], &[(Code::FilingClerk, "KGVX")]);
    let signature = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An\n";
    check_change(&[(signature, "")], &[(Code::SignatureMissing, "Bộ Y tế;")]);
}

#[test]
fn numbering() {
    check_change(&[("3. Huy động", "4. Huy động")], &[(Code::NumberingGap, "4.")]);
    check_change(&[("3. Huy động", "2. Huy động")], &[(Code::NumberingRepeat, "2.")]);
}

#[test]
fn citations() {
    let cited = "3. Thực hiện Quyết định số 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ";
    let with = |more: &str| [("3. Huy động sự tham gia của toàn xã hội", format!("{cited}{more}"))];
    let check = |more: &str, expected: &[(Code, &str)]| {
        let [(old, new)] = with(more);
        check_change(&[(old, &new)], expected);
    };
    check(" và Quyết định số 23/QĐ-TTg của Thủ tướng Chính phủ", &[]);
    // Numbers restart each year.
    check(" và Quyết định số 23/QĐ-TTg ngày 05/02/2019 của Thủ tướng Chính phủ", &[]);
    let twice = "Quyết định số 23/QĐ-TTg ngày 01/07/2021 của Thủ tướng Chính phủ";
    check(&format!(" và {twice}"), &[(Code::CitationTwoDates, twice)]);
    let undated = "Quyết định số 588/QĐ-TTg của Thủ tướng Chính phủ";
    check(&format!(" và {undated}"), &[(Code::CitationUndated, undated)]);
    let year = "Nghị định số 56/2017/NĐ-CP ngày 09/5/2018 của Chính phủ";
    check(&format!(" và {year}"), &[(Code::CitationYear, year)]);
    check(" và Luật Trẻ em số 102/2016/QH13", &[]);
    check(" và Chỉ thị số 28 CT/TW ngày 25/12/2023 của Bộ Chính trị", &[(Code::CitationNumber, "28 CT/TW")]);
    let early = "Quyết định số 99/QĐ-BNNMT ngày 05/02/2024 của Bộ Nông nghiệp và Môi trường";
    check(&format!(" và {early}"), &[(Code::CitationIssuer, early)]);
    let late = "Quyết định số 588/QĐ-TTg ngày 17/5/2024 của Thủ tướng Chính phủ";
    check(&format!(" và {late}"), &[(Code::CitationFuture, late)]);
}

#[test]
fn tasks() {
    check_change(
        &[("chủ trì: Sở Y tế.", "chủ trì: Sở Y tế, Sở Tư pháp.")],
        &[(Code::TaskTwoLeads, "Sở Y tế")],
    );
    check_change(&[("chủ trì: Sở Y tế.", "chủ trì: Các sở, ban, ngành; Sở Y tế.")], &[]);
    let own_parts =
        "Cơ quan thực hiện:\n+ Sở Y tế chủ\ntrì tập huấn.\n+ Sở Tư pháp chủ trì biên soạn tài liệu.";
    check_change(&[("Cơ quan chủ trì: Sở Y tế.", own_parts)], &[]);
    check_change(&[("Cơ quan chủ trì: Sở Y tế.", "Đơn vị thực hiện: Sở Y tế, Sở Tư pháp.")], &[]);
    let label = "- Thời gian thực hiện: Quý II năm 2024.\n";
    let found = findings(&PLAN.replacen(label, "", 1), &Settings::default());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::TaskTime]);
    let found = findings(&PLAN.replacen("- Cơ quan chủ trì: Sở Y tế.\n", "", 1), &Settings::default());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::TaskLead]);
}

#[test]
fn leads_and_recipients() {
    let only = |recipients: &str, expected: &[(Code, &str)]| {
        let changes = [("- Các sở, ban, ngành;", recipients)];
        check_change(&changes, expected);
    };
    only("- Sở Y tế;", &[(Code::LeadNotRecipient, "Sở Giáo dục và Đào tạo")]);
    only("- Sở: Y tế, Giáo dục và Đào tạo;", &[]);
    only("- Sở Y tế, GD&ĐT;", &[]);
    only("- Các cơ quan, đơn vị có liên quan;", &[]);
}

#[test]
fn deadlines() {
    check_change(&[("15/11/2024", "15/02/2024")], &[(Code::DeadlinePast, "trước ngày 15/02/2024")]);
    check_change(
        &[("trước ngày 30/11/2024", "trước ngày 05/11/2024")],
        &[(Code::DeadlineCollector, "trước ngày 05/11/2024")],
    );
}

#[test]
fn targets() {
    let labelled = "3. Các chỉ tiêu\n- Chỉ tiêu 1: Tỷ lệ trẻ em được khai sinh đạt 98% vào năm 2025.\n\
         - Chỉ tiêu 2: Tỷ lệ trẻ em biết bơi đạt 60% vào năm 2025.\n\nII. NỘI DUNG";
    let told = "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\nTriển khai thực hiện chỉ tiêu 1.\n\nTrên đây";
    let found = findings(
        &PLAN.replacen("3. Huy động sự tham gia của toàn xã hội.\n\nII. NỘI DUNG", labelled, 1).replacen(
            "Trên đây",
            told,
            1,
        ),
        &Settings::default(),
    );
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::TargetUnassigned], "{found:#?}");
    assert!(found[0].vi.contains("«Chỉ tiêu 2»"));
}

#[test]
fn settings_deny_and_allow() {
    let text = PLAN.replacen("Số: 57", "Số: 5", 1);
    let allow = Settings { allow: vec![Code::NumberPadding], deny: vec![] };
    assert_eq!(findings(&text, &allow), []);
    let deny = Settings { deny: vec![Code::NumberPadding], allow: vec![Code::NumberPadding] };
    let found = findings(&text, &deny);
    assert_eq!((found.len(), found[0].severity), (1, Severity::Error));
}

#[test]
fn ok_no_head_at_all() {
    let codes = |text: &str| -> Vec<Code> {
        findings(text, &Settings::default()).iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes(""), [Code::KindMissing]);
    assert_eq!(codes("«Đ» ./.\n\n"), [Code::KindMissing]);
}

/// The page of documentation has one row for each code, and no other.
#[test]
fn the_documentation_lists_every_code() {
    let page = include_str!("../../docs/checks.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let expected: Vec<String> = Code::ALL
        .iter()
        .map(|code| {
            let severity = match (code.on_by_default(), code.severity()) {
                (false, _) => "off",
                (_, Severity::Info) => "note",
                (_, Severity::Warning) => "warning",
                (_, Severity::Error) => "error",
            };
            format!("| `{code}` | {severity} | {} | {} |", code.vi(), code.en())
        })
        .collect();
    assert_eq!(rows, expected);
    assert!(Code::ALL.iter().all(|&code| Code::named(code.name()) == Some(code)));
}
