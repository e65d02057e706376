//! What binds somebody to act at a time, and what does not.

use crate::document::{Deadline, When};
use crate::{Grammar, extract, source};

/// The deadlines of a plan for 2025 with this body.
fn read(body: &str) -> Vec<Deadline> {
    titled("Thực hiện công tác gia đình năm 2025", body)
}

fn titled(title: &str, body: &str) -> Vec<Deadline> {
    let plan = format!(
        "ỦY BAN NHÂN DÂN\nTỈNH AN LẠC\n\nSố: 12/KH-UBND\n\nAn Lạc, ngày 10 tháng 01 năm 2025\n\n\
         KẾ HOẠCH\n\n{title}\n\nI. NHIỆM VỤ\n\n{body}\n"
    );
    let source = source::decode("plan.txt", plan.as_bytes()).expect("the plan is text");
    extract(&source, &Grammar::builtin()).deadlines
}

fn show(deadline: &Deadline) -> String {
    let when = match &deadline.when {
        When::Before { date } => format!("before {date}"),
        When::On { date } => format!("on {date}"),
        When::During { from, to } => {
            format!("during {}/{}", from.as_deref().unwrap_or(".."), to.as_deref().unwrap_or(".."))
        }
        When::Every { rrule, before } => format!("{rrule}{}", if *before { " before" } else { "" }),
        When::Ongoing => "ongoing".into(),
        When::After { duration, .. } => format!("after {duration}"),
    };
    format!("{:?} {when}", deadline.action).to_lowercase()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let deadlines = read(body);
    assert_eq!(deadlines.iter().map(show).collect::<Vec<_>>(), expected, "{body:?}");
}

#[track_caller]
fn parties(body: &str, by: &[&str], to: &[&str]) {
    let deadlines = read(body);
    let first = deadlines.first().unwrap_or_else(|| panic!("no deadline in {body:?}"));
    assert_eq!((first.by.as_slice(), first.to.as_slice()), (&strings(by)[..], &strings(to)[..]), "{body:?}");
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn ok_reports_are_due() {
    check("1. Các đơn vị báo cáo kết quả về Sở Nội vụ trước ngày 15/11/2025.", &["report before 2025-11-15"]);
    check(
        "1. Định kỳ 6 tháng (trước ngày 10/6/2025), cả năm (trước ngày 10/12/2025) báo cáo kết quả về Sở Nội vụ.",
        &["report before 2025-06-10", "report before 2025-12-10"],
    );
    check(
        "1. Báo cáo công tác chuẩn bị, kiểm tra về Sở Nội vụ trước 14 giờ 00 ngày 29/7/2025.",
        &["report before 2025-07-29"],
    );
    check(
        "1. Các xã đánh giá, báo cáo tình hình trước ngày 20/11 hằng năm.",
        &["report freq=yearly;bymonth=11;bymonthday=20 before"],
    );
    check("1. Định kỳ hằng quý báo cáo UBND tỉnh.", &["report freq=monthly;interval=3"]);
}

#[test]
fn ok_other_actions() {
    check("1. Tổ chức sơ kết vào năm 2027 và tổng kết vào năm 2030.", &["review on 2027", "review on 2030"]);
    check(
        "1. Tổng kết giai đoạn 2021 - 2025 vào năm 2025; giai đoạn 2026 - 2030 vào năm 2030.",
        &["review on 2025", "review on 2030"],
    );
    check("1. Ban hành kế hoạch của xã, xong trong tháng 3/2025.", &["complete during 2025-03/2025-03"]);
    check(
        "1. Hưởng ứng Tháng hành động phòng, chống ma túy (từ ngày 01/6 đến ngày 30/6).",
        &["hold during 2025-06-01/2025-06-30"],
    );
    check("1. Nộp danh sách dự thi chậm nhất là ngày 20/5.", &["other before 2025-05-20"]);
    check("1. Trả lời người dân trong thời hạn 05 ngày làm việc kể từ ngày nhận đơn.", &["other after p5d"]);
}

#[test]
fn ok_a_date_without_a_year() {
    let body = "1. Định kỳ báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 20/11.";
    check(body, &["report before 2025-11-20"]);
    // A plan of many years means each of them.
    let every = titled("Phát triển du lịch giai đoạn 2025 - 2030", body);
    assert_eq!(
        every.iter().map(show).collect::<Vec<_>>(),
        ["report freq=yearly;bymonth=11;bymonthday=20 before"]
    );
}

#[test]
fn ok_who_owes_it() {
    parties(
        "1. Sở Y tế\n\n- Tổng hợp, báo cáo UBND tỉnh trước ngày 10/12/2025.",
        &["Sở Y tế"],
        &["UBND tỉnh"],
    );
    parties(
        "1. Căn cứ tình hình thực tế, các sở, ban, ngành xây dựng kế hoạch; trước ngày 15/11/2025 báo cáo kết quả về Sở Nội vụ.",
        &["các sở, ban, ngành"],
        &["Sở Nội vụ"],
    );
    parties(
        "1. Giao Sở Nội vụ theo dõi, đôn đốc và định kỳ 6 tháng báo cáo UBND tỉnh.",
        &["Sở Nội vụ"],
        &["UBND tỉnh"],
    );
    parties(
        "1. Sở Nội vụ theo dõi việc thực hiện. Tổng hợp báo cáo UBND tỉnh, Bộ Nội vụ trước ngày 10/12/2025.",
        &["Sở Nội vụ"],
        &["UBND tỉnh", "Bộ Nội vụ"],
    );
}

#[test]
fn ok_who_receives_it() {
    parties(
        "1. Sở Y tế báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 15/11/2025.",
        &["Sở Y tế"],
        &["UBND tỉnh"],
    );
    parties(
        "1. UBND các xã báo cáo kết quả trước ngày 20/11/2025 về Sở Y tế để tổng hợp, báo cáo Bộ Y tế.",
        &["UBND các xã"],
        &["Sở Y tế"],
    );
}

#[test]
fn not_a_deadline() {
    for body in [
        "1. Thực hiện Quyết định số 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ.",
        "1. Triển khai Chương trình phát triển thanh niên giai đoạn 2021 - 2030, tầm nhìn đến năm 2045.",
        "1. Phấn đấu tỷ lệ hộ gia đình văn hóa đạt 95% vào năm 2025.",
        "1. Kinh phí bố trí trong dự toán ngân sách hằng năm của các đơn vị.",
        "1. Đối tượng được công nhận từ trước ngày 31 tháng 12 năm 1993.",
        "1. Kế hoạch này có hiệu lực kể từ ngày ký.",
        "1. Ban hành Kế hoạch phát triển du lịch đến năm 2030.",
        "1. Đến ngày 05/01/2025, toàn tỉnh có nhiều hộ bị thiệt hại.",
        "1. Phối hợp theo kế hoạch công tác hằng năm của đơn vị.",
        "1. Thường xuyên kiểm tra, giám sát.",
        "1. Sử dụng kết quả đánh giá cán bộ định kỳ hằng năm của cấp có thẩm quyền.",
    ] {
        check(body, &[]);
    }
}

#[test]
fn not_a_labelled_timing() {
    check(
        "1. Tuyên truyền về gia đình.\n\n- Cơ quan chủ trì: Sở Y tế.\n\n- Thời gian thực hiện: Quý IV năm 2025.",
        &[],
    );
    check("1. Thời gian tổ chức: 24, 25 và 26 tháng 8 năm 2025.", &["hold during 2025-08-24/2025-08-26"]);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(300))]

    /// Whatever order the words of the genre stand in, facts lie in the source and hold their words.
    #[test]
    fn ok_any_words(picked in proptest::collection::vec(0usize..SOUP.len(), 0..60)) {
        let words: Vec<&str> = picked.iter().map(|&index| SOUP[index]).collect();
        let plan = format!("KẾ HOẠCH\nLàm việc năm 2025\n\nI. MỤC TIÊU\n\n- {}", words.join(" "));
        let source = source::decode("soup.txt", plan.as_bytes()).expect("the soup is text");
        let document = extract(&source, &Grammar::builtin());
        for deadline in &document.deadlines {
            let words = source.text.get(deadline.span.range()).expect("the span lies on characters");
            proptest::prop_assert_eq!(text_of(words), text_of(&deadline.text));
        }
        for target in &document.targets {
            proptest::prop_assert!(!target.values.is_empty() && !target.span.is_empty());
            proptest::prop_assert!(source.text.get(target.span.range()).is_some());
        }
    }
}

fn text_of(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

const SOUP: [&str; 48] = [
    "trước ngày",
    "15/11",
    "hằng năm",
    "(",
    ")",
    ";",
    ".",
    ",",
    "95%",
    "đạt",
    "từ",
    "đến",
    "định kỳ",
    "6 tháng",
    "quý I",
    "và",
    "Sở Y tế",
    "báo cáo",
    "về",
    "20/100.000 trẻ em",
    "Chỉ tiêu 3:",
    "giảm",
    "xuống dưới",
    "vào năm 2030",
    "kể từ",
    "trong vòng 10 ngày",
    "đối với nông thôn",
    "≥",
    "1",
    "/",
    "-",
    "tháng",
    "năm",
    "ngày",
    "\n\n1.",
    "\n\n-",
    "thường xuyên",
    "Thời gian:",
    "24, 25",
    "đầu năm",
    "thứ Sáu",
    "14 giờ 00",
    "của tháng kế tiếp",
    "một lần",
    "để",
    "sơ kết",
    "%",
    "🎉",
];

#[test]
fn ok_reports_of_every_day() {
    check("1. Báo cáo hằng ngày gửi Ủy ban nhân dân tỉnh.", &["report freq=daily"]);
}

#[test]
fn ok_duties_of_the_year_before_the_title() {
    let due = |title: &str| titled(title, "1. Gửi báo cáo về Sở Tài chính trước ngày 12/7/2025.").len();
    assert_eq!(due("Xây dựng dự toán năm 2026"), 1);
    assert_eq!(due("Xây dựng dự toán giai đoạn 2026 - 2028"), 1);
}

#[test]
fn ok_a_report_without_a_year_in_a_plan_of_several() {
    let due = titled(
        "Bình đẳng giới giai đoạn 2025 - 2030",
        "1. Các sở báo cáo 6 tháng trước ngày 05/6, báo cáo năm trước ngày 05/12 về Sở Nội vụ.",
    );
    let due: Vec<String> = due.iter().map(show).collect();
    assert_eq!(
        due,
        [
            "report freq=yearly;bymonth=6;bymonthday=5 before",
            "report freq=yearly;bymonth=12;bymonthday=5 before"
        ]
    );
}

#[test]
fn not_the_symbol_of_a_number() {
    check(
        "1. Thực hiện Chương trình số 53-CTr/TU ngày 21 tháng 02 năm 2025 của Tỉnh ủy; tổ chức kiểm tra.",
        &[],
    );
    check("1. Hằng năm, trong số người được tạo việc làm mới bảo đảm ít nhất 40% là nữ.", &[]);
}

#[test]
fn ok_a_time_that_opens_the_sentence() {
    check("1. Năm 2026, hoàn thành việc lắp đặt biển báo tại các trường.", &["complete on 2026"]);
    check("1. Quý II/2026, sơ kết mô hình điểm.", &["review during 2026-04/2026-06"]);
    check("1. Trong quí III, hoàn thành khảo sát.", &["complete during 2025-07/2025-09"]);
    check(
        "1. Từ ngày 03/6/2025 đến ngày 07/6/2025, các trường trực thuộc, các cơ sở nuôi dạy trẻ có trách nhiệm tự rà soát.",
        &["other during 2025-06-03/2025-06-07"],
    );
    check("1. Báo cáo tổng hợp hàng ngày gửi UBND tỉnh.", &["report freq=daily"]);
}

#[test]
fn not_a_subject_behind_the_words_of_a_time() {
    parties("1. Trong quý II/2025 công bố kết quả xếp hạng của các xã, các phường.", &[], &[]);
    parties("1. Trong quý II/2025, các phường công bố kết quả xếp hạng.", &["các phường"], &[]);
}

#[test]
fn not_a_time_that_opens_a_story_or_a_target() {
    check("1. Năm 2026, hoàn thành 80% kế hoạch tiêm chủng.", &[]);
    check("1. Năm 2026, số hộ nghèo giảm và hoàn thành tốt vai trò của mình.", &[]);
    check("1. Từ ngày 03/6/2025 đến ngày 07/6/2025, các trường trên địa bàn đã tự rà soát.", &[]);
    check("1. Từ ngày 03/6/2025 đến ngày 07/6/2025, mưa lớn kéo dài.", &[]);
}

#[test]
fn ok_parties_of_lists() {
    parties(
        "1. Yêu cầu Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện gửi báo cáo trước ngày 31/3/2025.",
        &["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các huyện"],
        &[],
    );
    parties(
        "1. Sở Nội vụ báo cáo kết quả trước ngày 15/6 và trước ngày 15/12 hằng năm về Bộ Nội vụ, UBND tỉnh.",
        &["Sở Nội vụ"],
        &["Bộ Nội vụ", "UBND tỉnh"],
    );
    parties(
        "1. Hiệu trưởng các trường học chỉ đạo giáo viên rà soát, báo cáo về Phòng Giáo dục và Đào tạo trước ngày 25/5/2025.",
        &["Hiệu trưởng các trường học"],
        &["Phòng Giáo dục và Đào tạo"],
    );
}

#[test]
fn ok_the_day_of_an_event_in_its_title() {
    check("1. Lễ khai mạc: 8 giờ 00 ngày 10/6/2025.", &["hold on 2025-06-10"]);
    check("1. Đối tượng: sinh trước ngày 10/6/2015.", &[]);
    check("1. Ngày sinh: 10/6/2015.", &[]);
}

#[test]
fn ok_who_receives_what_is_sent() {
    parties(
        "1. Các trường học: nộp danh sách về UBND xã trước 17h00 ngày 20/5/2025.",
        &["Các trường học"],
        &["UBND xã"],
    );
    parties(
        "1. Các phòng xây dựng kế hoạch gửi về Văn phòng trước ngày 15/4/2025.",
        &["Các phòng"],
        &["Văn phòng"],
    );
}

#[test]
fn ok_a_schedule_of_times_and_tasks() {
    check(
        "- Trước ngày 15/4: Ban hành kế hoạch.\n\n- Từ 15/4 - 25/4: Các trường học triển khai.\n\n- Ngày 31/5: Tổng kết, báo cáo.",
        &["complete before 2025-04-15", "other during 2025-04-15/2025-04-25", "review on 2025-05-31"],
    );
    check("- Năm 2026: Số trẻ sinh ra giảm nhẹ.", &[]);
    check("1. Tổ chức lễ phát động\n\n- Thời gian: Ngày 28/4/2025.", &["hold on 2025-04-28"]);
    parties(
        "1. Các phòng báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 gửi về Sở Y tế.",
        &["Các phòng"],
        &["Sở Y tế"],
    );
}

#[test]
fn ok_hours_and_drafts() {
    check("1. Khai mạc lúc 7 giờ 30 ngày 05/11/2025 tại Sân vận động.", &["hold on 2025-11-05"]);
    check("1. Thời gian thi đấu: từ ngày 05 đến 10/11/2025.", &["hold during 2025-11-05/2025-11-10"]);
    check(
        "1. Trình Chính phủ ban hành Nghị định về thư viện trong năm 2026.",
        &["complete during 2026/2026"],
    );
    check("1. Phổ biến các văn bản do Bộ Tài chính ban hành trong năm 2026.", &[]);
}

#[test]
fn not_the_rhythm_of_a_result() {
    check("1. Mục tiêu\n\n- Hằng năm giải quyết việc làm cho 500 lao động.", &[]);
    check("1. Nhiệm vụ\n\n- Hằng năm giải quyết việc làm cho lao động nông thôn.", &["other freq=yearly"]);
}

#[test]
fn ok_who_it_is_sent_to_receives_it() {
    parties(
        "1. Để kịp báo cáo Chính phủ tổng hợp, yêu cầu Giám đốc các sở lập biểu gửi về Bộ Y tế (qua Vụ Pháp chế) trước ngày 12/7/2025.",
        &["Giám đốc các sở"],
        &["Bộ Y tế"],
    );
    // Sent as a paper, reported all the same.
    parties(
        "1. Sở Nội vụ gửi hồ sơ, báo cáo UBND tỉnh trước ngày 12/7/2025.",
        &["Sở Nội vụ"],
        &["UBND tỉnh"],
    );
}

#[test]
fn ok_a_review_that_is_organised() {
    check("1. Hằng năm, tổ chức kiểm tra, đánh giá kết quả thực hiện Chương trình.", &["review freq=yearly"]);
    check("1. Tổ chức tổng kết phong trào trước ngày 15/12/2025.", &["review before 2025-12-15"]);
    check("1. Hằng năm, tổ chức hội thi cho giáo viên các trường trong tỉnh.", &["other freq=yearly"]);
}

#[test]
fn ok_a_time_in_brackets_ends_a_task() {
    check(
        "1. Hoàn thiện các văn bản hướng dẫn về gia đình (trong năm 2025).",
        &["complete during 2025/2025"],
    );
    check("1. Xây dựng các văn bản hướng dẫn về gia đình (trong năm 2025).", &["other during 2025/2025"]);
    check("1. Kinh phí của Chương trình còn lại là 20 triệu đồng (trong năm 2025).", &[]);
    check("1. Nâng tỷ lệ gia đình văn hóa lên 90% (trong năm 2025).", &[]);
}

#[test]
fn not_a_kind_of_thing() {
    check("1. Trên cơ sở kết quả đánh giá định kỳ hằng năm của cấp trên, các xã lập danh sách.", &[]);
    check("1. Đánh giá định kỳ hằng năm các mô hình điểm.", &["review freq=yearly"]);
}

#[test]
fn ok_a_subject_behind_a_time_without_a_comma() {
    parties(
        "1. Chậm nhất đến ngày 31/3/2025 các địa phương phải hoàn thành việc kiện toàn Ban Chỉ đạo.",
        &["các địa phương"],
        &[],
    );
    parties("1. Chậm nhất đến ngày 31/3/2025 hoàn thành việc kiện toàn Ban Chỉ đạo.", &[], &[]);
}

#[test]
fn ok_times_of_reports_to_one_receiver() {
    let text =
        "1. Các sở gửi báo cáo 6 tháng trước ngày 15/6/2025, báo cáo năm trước ngày 15/12/2025 về Sở Nội vụ.";
    parties(text, &["Các sở"], &["Sở Nội vụ"]);
    // Another receiver stands between.
    parties(
        "1. Các sở báo cáo Sở Nội vụ trước ngày 15/6/2025, báo cáo UBND tỉnh trước ngày 20/6/2025.",
        &["Các sở"],
        &["Sở Nội vụ"],
    );
}

#[test]
fn ok_stretches_and_parts_of_a_month() {
    check(
        "1. Các báo, đài tăng thời lượng tuyên truyền; thực hiện từ tháng 3 đến tháng 12/2025.",
        &["other during 2025-03/2025-12"],
    );
    check("1. Họp sơ kết vào tuần đầu tháng 7/2025.", &["review on 2025-07"]);
    check("1. Trong ba tuần đầu năm học, các trường rèn nền nếp.", &[]);
    check("1. Đoàn Thanh niên tổ chức hội thi (dự kiến tháng 5/2025) tại nhà văn hóa.", &["hold on 2025-05"]);
    check("1. Tổ chức kỷ niệm Ngày Gia đình Việt Nam (28/6).", &[]);
}

#[test]
fn ok_a_list_of_times_over_several_clauses() {
    check(
        "1. Báo cáo định kỳ: báo cáo quý gửi trước ngày 25/3/2025; báo cáo 6 tháng gửi trước ngày 25/6/2025; báo cáo năm gửi trước ngày 25/12/2025.",
        &["report before 2025-03-25", "report before 2025-06-25", "report before 2025-12-25"],
    );
}

#[test]
fn ok_lists_of_reports() {
    // One receiver behind the last of several times.
    for times in [
        "6 tháng (trước ngày 10/6), năm (trước ngày 10/12)",
        "6 tháng trước ngày 10/6, năm trước ngày 10/12",
        "trước ngày 10/6 (đối với báo cáo 6 tháng) và trước ngày 10/12 (đối với báo cáo năm)",
    ] {
        let body =
            format!("1. Các xã báo cáo kết quả {times} về Phòng Y tế để tổng hợp, báo cáo UBND huyện.");
        for deadline in read(&body) {
            assert_eq!(deadline.to, strings(&["Phòng Y tế"]), "{body:?}: {}", deadline.text);
        }
    }
    // Who owes them stands behind them.
    let body = "1. Định kỳ hằng quý (trước ngày 15 tháng cuối của quý), 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12), các xã báo cáo kết quả về Phòng Y tế.";
    check(
        body,
        &[
            "report freq=yearly;bymonth=3,6,9,12;bymonthday=15 before",
            "report freq=yearly;bymonth=6;bymonthday=15 before",
            "report freq=yearly;bymonth=12;bymonthday=15 before",
        ],
    );
    for deadline in read(body) {
        assert_eq!((deadline.by, deadline.to), (strings(&["các xã"]), strings(&["Phòng Y tế"])));
    }
}

#[test]
fn ok_who_else_receives_it() {
    parties(
        "1. Sở Tư pháp xây dựng quy chế, trình UBND tỉnh trước ngày 30/6/2025.",
        &["Sở Tư pháp"],
        &["UBND tỉnh"],
    );
    parties(
        "1. Sở Tư pháp hoàn thành việc xây dựng chương trình phối hợp trước ngày 30/6/2025.",
        &["Sở Tư pháp"],
        &[],
    );
    parties(
        "1. Sở Tư pháp định kỳ hằng năm báo cáo kết quả về Bộ Tư pháp, đồng thời gửi UBND tỉnh theo dõi.",
        &["Sở Tư pháp"],
        &["Bộ Tư pháp", "UBND tỉnh"],
    );
    parties(
        "1. Sở Y tế theo dõi, báo cáo UBND tỉnh, Bộ Y tế kết quả thực hiện trước ngày 20/12/2025.",
        &["Sở Y tế"],
        &["UBND tỉnh", "Bộ Y tế"],
    );
}

#[test]
fn ok_reviews_that_a_time_opens() {
    check(
        "1. Năm 2027 tổ chức sơ kết, năm 2030 tổ chức tổng kết việc thực hiện Kế hoạch.",
        &["review on 2027", "review on 2030"],
    );
    check("1. Cuối năm 2025 tổng kết, đánh giá kết quả.", &["review on 2025-12"]);
    check("1. Tổng kết: Tháng 12/2025.", &["review on 2025-12"]);
    check("1. Kết quả năm 2025 tổng hợp theo mẫu.", &[]);
    check("1. Tổng kết: Năm 2025 có nhiều đổi mới.", &[]);
}

#[test]
fn ok_schedules() {
    check("1. Quý II/2025: Tổ chức hội nghị triển khai.", &["hold during 2025-04/2025-06"]);
    check("1. Quý II/2025: 35 lớp được tổ chức.", &[]);
    check("1. Lễ phát động tổ chức ngày 21/4/2025 tại nhà văn hóa.", &["hold on 2025-04-21"]);
    check("1. Theo kết luận tại cuộc họp ngày 03/3/2025, các xã rà soát lại danh mục.", &[]);
    check("1. Học kỳ I: từ ngày 05/9/2025 đến ngày 10/01/2026.", &["other during 2025-09-05/2026-01-10"]);
}

#[test]
fn ok_reports_whose_title_is_a_clause() {
    let body = "1. Các xã báo cáo theo định kỳ: Quý I trước ngày 15/3, quý II trước ngày 15/6.";
    check(body, &["report before 2025-03-15", "report before 2025-06-15"]);
    parties(body, &["Các xã"], &[]);
}

#[test]
fn ok_rhythms_of_a_list() {
    check(
        "1. Báo cáo kết quả thực hiện định kỳ 6 tháng, hằng năm về Sở Y tế.",
        &["report freq=monthly;interval=6", "report freq=yearly"],
    );
}

#[test]
fn ok_rhythms_before_the_verb() {
    check(
        "1. Hằng quý, 6 tháng, năm báo cáo kết quả về Sở Y tế.",
        &["report freq=monthly;interval=3", "report freq=monthly;interval=6", "report freq=yearly"],
    );
    check("1. Ban Chỉ đạo họp định kỳ hằng quý.", &["hold freq=monthly;interval=3"]);
    check("1. Chế độ khám sức khỏe định kỳ hằng quý.", &[]);
}

#[test]
fn ok_inspections_that_are_nouns() {
    check(
        "1. Đoàn kiểm tra xây dựng kế hoạch kiểm tra trước ngày 15/02/2025.",
        &["complete before 2025-02-15"],
    );
    check("1. Gửi kết quả cho đơn vị được kiểm tra trước ngày 15/02/2025.", &["report before 2025-02-15"]);
    check("1. Tổ chức kiểm tra trước ngày 15/02/2025.", &["hold before 2025-02-15"]);
}

#[test]
fn ok_a_review_and_a_report_of_their_own() {
    parties("1. Các xã tổ chức sơ kết trước ngày 30/6/2025; tổng hợp báo cáo UBND tỉnh.", &["Các xã"], &[]);
}

#[test]
fn ok_stretches_that_end_a_task() {
    check(
        "1. Tạm dừng đón khách từ ngày 06/3/2025 đến hết ngày 20/3/2025.",
        &["other during 2025-03-06/2025-03-20"],
    );
    check("1. Mưa lớn xảy ra từ ngày 06/3/2025 đến ngày 20/3/2025.", &[]);
    check("1. Các xã đã trực cả đêm từ ngày 06/3/2025 đến ngày 20/3/2025.", &[]);
    check("1. Báo cáo số liệu từ ngày 15/12/2024 đến ngày 14/6/2025.", &[]);
}

#[test]
fn ok_bodies_that_have_an_opinion() {
    parties(
        "1. Các đơn vị có ý kiến bằng văn bản gửi về Sở Tư pháp trước ngày 18/3/2025.",
        &["Các đơn vị"],
        &["Sở Tư pháp"],
    );
}

#[test]
fn ok_words_that_look_like_a_purpose() {
    parties(
        "1. Các xã đề xuất nhu cầu gửi Sở Tài chính trước ngày 05/8/2025 để tổng hợp.",
        &["Các xã"],
        &["Sở Tài chính"],
    );
}

#[test]
fn ok_tasks_that_a_year_ends() {
    check("1. Giải quyết dứt điểm hồ sơ tồn đọng vào năm 2026.", &["other on 2026"]);
    check("1. Xây dựng tỉnh trở thành trung tâm của vùng vào năm 2030.", &[]);
    check("1. Giải quyết việc làm cho 500 lao động vào năm 2026.", &[]);
}

#[test]
fn ok_a_time_before_another_task() {
    check(
        "1. Các xã rà soát danh mục trong quý I và báo cáo UBND huyện trong quý II.",
        &["other during 2025-01/2025-03", "report during 2025-04/2025-06"],
    );
}

#[test]
fn ok_times_that_say_which_things_are_meant() {
    check("1. Trẻ em sinh trước ngày 01/6/2025 được cấp thẻ bảo hiểm.", &[]);
    check("1. Xử lý các vụ việc xảy ra trước ngày 01/7/2025.", &[]);
    check("1. Rà soát các văn bản đã được phê duyệt trước ngày 01/7/2025.", &[]);
    check("1. Rà soát quy định được ban hành từ ngày 01/01/2025 đến ngày 30/6/2025.", &[]);
    check("1. Các xã gửi danh sách học sinh trước ngày 01/6/2025.", &["other before 2025-06-01"]);
    check("1. Các hồ sơ đã nhận phải trả kết quả trước ngày 01/6/2025.", &["other before 2025-06-01"]);
    check("1. Hoàn thành việc đa dạng hóa trước ngày 01/6/2025.", &["complete before 2025-06-01"]);
}

#[test]
fn ok_stretches_that_figures_are_of() {
    check("1. Tổng hợp kết quả thanh tra từ ngày 15/12/2024 đến ngày 14/6/2025.", &[]);
    check("1. Tai nạn giảm 5% so với cùng kỳ (từ ngày 01/01/2025 đến ngày 30/6/2025).", &[]);
    check("1. Báo cáo 6 tháng đầu năm (từ ngày 15/12/2024 đến ngày 14/6/2025).", &[]);
    check(
        "1. Các xã gửi báo cáo về Sở Y tế từ ngày 20/11/2025 đến ngày 25/11/2025.",
        &["report during 2025-11-20/2025-11-25"],
    );
}

#[test]
fn ok_events_that_were() {
    check("1. Theo kết luận tại hội nghị tổ chức ngày 21/4/2025, các xã rà soát lại.", &[]);
    check("1. Hội nghị tổ chức ngày 21/4/2025 đã thống nhất nội dung.", &[]);
    check("1. Lễ phát động diễn ra ngày 21/4/2025.", &["hold on 2025-04-21"]);
    check("1. Tổ chức lễ phát động vào sáng ngày 21/4/2025.", &["hold on 2025-04-21"]);
}

#[test]
fn ok_years_of_a_schedule() {
    check("1. Năm 2026: Xây dựng cơ sở dữ liệu dùng chung.", &["other on 2026"]);
    check("1. Quý III/2025: Triển khai thí điểm tại các xã.", &["other during 2025-07/2025-09"]);
    check("1. Năm 2026: Toàn tỉnh đạt chuẩn.", &[]);
    check("1. Năm 2026: Bố trí 2 tỷ đồng.", &[]);
    check("1. Năm 2025, tiếp tục triển khai các mô hình.", &[]);
    check("1. Thời gian thực hiện: 60 ngày kể từ ngày phát động.", &["other after p60d"]);
}
