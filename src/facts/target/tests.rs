//! What is a result to be reached, and what is not.

use crate::document::Target;
use crate::{Grammar, extract, source};

/// The targets of a plan of 2025 with this text below the heading.
fn read(heading: &str, body: &str) -> Vec<Target> {
    let plan = format!(
        "ỦY BAN NHÂN DÂN\nTỈNH AN LẠC\n\nSố: 12/KH-UBND\n\nAn Lạc, ngày 10 tháng 01 năm 2025\n\n\
         KẾ HOẠCH\n\nPhát triển thanh niên giai đoạn 2025 - 2030\n\nI. {heading}\n\n{body}\n"
    );
    let source = source::decode("plan.txt", plan.as_bytes()).expect("the plan is text");
    extract(&source, &Grammar::builtin()).targets
}

fn show(target: &Target) -> String {
    let values = target.values.iter().map(|value| {
        let sign = serde_json::to_value(value.op).map(|op| op.as_str().unwrap_or("?").to_owned());
        let to = value.to.map_or(String::new(), |to| format!("..{to}"));
        let by = value.by.as_deref().map_or(String::new(), |by| format!(" by {by}"));
        let scope = value.scope.as_deref().map_or(String::new(), |scope| format!(" for {scope}"));
        format!("{} {}{to} {}{by}{scope}", sign.unwrap_or_default(), value.value, value.unit)
    });
    values.collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let targets = read("MỤC TIÊU", body);
    assert_eq!(targets.iter().map(show).collect::<Vec<_>>(), expected, "{body:?}");
}

#[track_caller]
fn check_task(body: &str, expected: &[&str]) {
    let targets = read("NHIỆM VỤ", body);
    assert_eq!(targets.iter().map(show).collect::<Vec<_>>(), expected, "{body:?}");
}

#[test]
fn ok_levels_and_years() {
    check(
        "1. Tỷ lệ thanh niên có việc làm đạt 92,5% vào năm 2026 và 95% vào năm 2030.",
        &["= 92.5 % by 2026, = 95 % by 2030"],
    );
    check(
        "1. Giảm tỷ lệ hộ nghèo xuống dưới 4% vào năm 2026 và xuống dưới 3% vào năm 2030.",
        &["< 4 % by 2026, < 3 % by 2030"],
    );
    check("1. Đến năm 2030, có ít nhất 70% thanh niên được tư vấn.", &[">= 70 % by 2030"]);
    check("1. Phấn đấu 100% đoàn viên được tập huấn.", &["= 100 %"]);
    check(
        "1. Phấn đấu 40% học sinh tham gia câu lạc bộ vào năm 2026 và 45% vào năm 2030.",
        &["= 40 % by 2026, = 45 % by 2030"],
    );
    check("1. Có ≥ 30% doanh nghiệp dùng chữ ký số.", &[">= 30 %"]);
    check("1. Tỷ lệ tiêm chủng đạt từ 95% trở lên.", &[">= 95 %"]);
    check("1. Tỷ lệ bỏ học không quá 0,5%.", &["<= 0.5 %"]);
}

#[test]
fn ok_changes_ranges_and_rates() {
    check("1. Duy trì mức giảm số vụ bạo lực từ 1% đến 2%.", &["- 1..2 %"]);
    check("1. Số hội viên tăng ít nhất 5% vào năm 2026.", &["+ 5 % by 2026"]);
    check(
        "1. Tỷ suất sinh giảm từ 23 ca sinh/1.000 phụ nữ xuống 18 ca sinh/1.000 phụ nữ vào năm 2026.",
        &["= 18 ca sinh/1.000 phụ nữ by 2026"],
    );
    check(
        "1. Giảm tỷ suất tai nạn xuống còn 16/100.000 người vào năm 2026.",
        &["= 16 /100.000 người by 2026"],
    );
    check("1. Giá trị xuất khẩu đến năm 2030 đạt 2.500 tỷ đồng.", &["= 2500 tỷ đồng by 2030"]);
}

#[test]
fn ok_one_target_for_each_indicator() {
    check(
        "1. Tỷ lệ vào lớp 1 đạt 99% vào năm 2026; 97% học sinh hoàn thành tiểu học vào năm 2030.",
        &["= 99 % by 2026", "= 97 % by 2030"],
    );
    check(
        "1. Giảm tỷ lệ hộ nghèo xuống dưới 5% đối với nông thôn và dưới 1% đối với thành thị vào năm 2030.",
        &["< 5 % by 2030 for nông thôn, < 1 % by 2030 for thành thị"],
    );
    check("1. 100% khu công nghiệp có tối thiểu 1 trạm y tế.", &["= 100 %"]);
}

#[test]
fn ok_labels_and_indicators() {
    let targets = read("MỤC TIÊU", "- Chỉ tiêu 3: Phấn đấu giảm tỷ lệ tảo hôn xuống 2% vào năm 2030.");
    assert_eq!(targets.len(), 1);
    assert_eq!(targets[0].label.as_deref(), Some("Chỉ tiêu 3"));
    assert_eq!(targets[0].indicator, "tỷ lệ tảo hôn");
    let below = read("MỤC TIÊU", "- Chỉ tiêu 4:\n\n+ Tỷ lệ hộ dùng nước sạch đạt 95% vào năm 2030.");
    assert_eq!(below[0].label.as_deref(), Some("Chỉ tiêu 4"));
    let dated = read("MỤC TIÊU", "1. Mục tiêu đến năm 2030\n\n- 100% thôn có nhà văn hóa.");
    assert_eq!(show(&dated[0]), "= 100 % by 2030");
}

#[test]
fn ok_goals_outside_their_section() {
    check_task("1. Bảo đảm 100% học sinh được tham gia.", &["= 100 %"]);
    check_task(
        "1. Mở rộng diện tích trồng rừng, phấn đấu đến năm 2030 đạt 1.700 ha.",
        &["= 1700 ha by 2030"],
    );
}

#[test]
fn not_a_target() {
    for body in [
        "1. Hỗ trợ người bị suy giảm khả năng lao động từ 81% trở lên.",
        "1. Ngân sách địa phương chiếm khoảng 10% tổng vốn đầu tư.",
        "1. Trẻ em từ 6 tháng đến 36 tháng tuổi được uống vitamin.",
        "1. Mức hỗ trợ tối đa 70% kinh phí đào tạo.",
        "1. Tổ chức 02 lớp tập huấn cho cán bộ xã.",
        "1. Giải quyết hồ sơ trong 05 ngày làm việc.",
        "1. Xử phạt từ 2.000.000 đồng đến 5.000.000 đồng.",
    ] {
        check_task(body, &[]);
    }
    check("1. Kết quả: năm 2020 tỷ lệ hộ nghèo là 6%.", &[]);
    check("1. Đối với đơn vị có tỷ lệ nữ dưới 30% có thể điều chỉnh cho phù hợp.", &[]);
    check("1. Tuyên truyền về quyền của thanh niên (hiện nay đạt 85%).", &[]);
}

#[test]
fn ok_a_year_that_is_compared_with_is_none_to_reach_it_by() {
    check("- Giảm 10% số vụ, 5% số người chết so với năm 2023.", &["- 10 %", "- 5 %"]);
    check("- Thu ngân sách tăng 12% so với năm 2024.", &["+ 12 %"]);
}

#[test]
fn ok_permille() {
    check("- Tỷ suất tử vong trẻ em dưới 5 tuổi còn 18‰ vào năm 2030.", &["= 18 ‰ by 2030"]);
}

#[test]
fn ok_a_number_of_things_to_be_made() {
    check("- Tạo việc làm mới cho 5.000 lao động.", &["= 5000 lao động"]);
    check("- Xây dựng 12 mô hình trồng rau an toàn.", &["= 12 mô hình"]);
    check_task("- Xây dựng 12 mô hình trồng rau an toàn.", &[]);
    check("- Xây dựng kế hoạch, bố trí 12 cán bộ phụ trách.", &[]);
}

#[test]
fn ok_what_every_place_is_to_have() {
    check("- Mỗi thôn có 01 câu lạc bộ liên thế hệ.", &["= 1 câu lạc bộ"]);
    check_task("- Mỗi thôn có 01 câu lạc bộ liên thế hệ.", &[]);
}

#[test]
fn ok_a_share_of_a_level_does_not_hide_it() {
    check("- Tỷ lệ lao động qua đào tạo đạt 80%, trong đó có chứng chỉ nghề.", &["= 80 %"]);
}

#[test]
fn ok_lists_of_numbers() {
    check(
        "1. Thành lập mới 150 hợp tác xã, 05 liên hiệp hợp tác xã.",
        &["= 150 hợp tác xã", "= 5 liên hiệp hợp tác xã"],
    );
    check(
        "1. Phấn đấu có từ 02 xã trở lên đạt chuẩn nâng cao, 01 xã đạt chuẩn kiểu mẫu.",
        &[">= 2 xã", "= 1 xã"],
    );
    check("1. Hình thành ít nhất 100 hộ sản xuất giỏi, 50 hộ kinh doanh giỏi.", &[">= 100 hộ", ">= 50 hộ"]);
    check("1. Tỷ lệ doanh nghiệp có từ 10 lao động trở lên tham gia đạt 90%.", &["= 90 %"]);
    check("1. Giảm 5% số vụ tai nạn, 5% số người chết, 5% số người bị thương.", &["- 5 %", "- 5 %", "- 5 %"]);
    check("1. Giảm 5% số vụ cháy, 100% hộ dân được tuyên truyền.", &["- 5 %", "= 100 %"]);
}

#[test]
fn ok_one_thing_at_two_dates_before_it() {
    check(
        "1. Đến năm 2026 có 50%, đến năm 2028 có 70% số xã có nhà văn hóa.",
        &["= 50 % by 2026, = 70 % by 2028"],
    );
}

#[test]
fn ok_what_a_title_measures() {
    check("1. Tỷ lệ hộ nghèo: dưới 3%.", &["< 3 %"]);
    check("1. Số lao động có việc làm mới: 2.500 lao động.", &["= 2500 lao động"]);
    check("1. Mục tiêu cụ thể: 2.500 lao động.", &[]);
    check_task("1. Tỷ lệ hộ nghèo: dưới 3%.", &[]);
    check("1. Đến năm 2028, toàn tỉnh có 15 sản phẩm.", &["= 15 sản phẩm by 2028"]);
    check("1. Gần 100% số trẻ em được tiêm chủng.", &["= 100 %"]);
}

#[test]
fn ok_what_is_measured() {
    check(
        "1. Diện tích gieo trồng 12.000 ha; sản lượng lương thực 65.000 tấn.",
        &["= 12000 ha", "= 65000 tấn"],
    );
    check("1. Diện tích 500 ha đất trống được trồng rừng.", &[]);
    check_task("1. Diện tích khu vực 500 ha.", &[]);
    check("1. Đào tạo, bồi dưỡng 500 lượt cán bộ.", &["= 500 lượt cán bộ"]);
    check("1. Tỷ lệ hộ dùng nước hợp vệ sinh đạt 98% (trong đó nước sạch đạt 65%).", &["= 98 %", "= 65 %"]);
    check("1. Tỷ lệ hộ dùng nước hợp vệ sinh đạt 98% (năm trước đạt 91%).", &["= 98 %"]);
    check("1. Mức hưởng thụ văn hóa bình quân đạt 40 lần/người/năm.", &["= 40 lần/người/năm"]);
}

#[test]
fn ok_years_of_a_life() {
    check(
        "1. Tuổi thọ trung bình đạt 75,5 tuổi, số năm sống khỏe đạt tối thiểu 68 năm.",
        &["= 75.5 tuổi", ">= 68 năm"],
    );
    check("1. Thời hạn lưu giữ hồ sơ đạt tối thiểu 68 năm.", &[]);
    check("1. Người lao động đạt 62 tuổi được nghỉ hưu.", &[]);
}

#[test]
fn ok_units_that_say_what_is_measured() {
    check("1. Đạt 32 giường bệnh/10.000 dân.", &["= 32 giường bệnh/10.000 dân"]);
    check("1. Đạt 12 bác sĩ/vạn dân.", &["= 12 bác sĩ/vạn dân"]);
    check("1. Đạt trên 95%.", &[]);
}

#[test]
fn ok_indicators_of_another_kind_behind_a_comma() {
    check("1. Trồng mới 500 ha rừng, độ che phủ rừng đạt 45,5%.", &["= 500 ha", "= 45.5 %"]);
    check("1. Tổ chức 12 lớp tập huấn tại các xã, phường trên địa bàn.", &["= 12 lớp tập huấn"]);
}

#[test]
fn ok_groups_of_things_are_no_units() {
    check("1. Thành lập 05 nhóm tự quản tại các thôn.", &["= 5 nhóm"]);
    check("1. Xây dựng 05 nhóm giải pháp trọng tâm.", &[]);
    check("1. Tối thiểu 03 nhóm đối tượng được hưởng chính sách.", &[]);
}

#[test]
fn ok_shares_that_each_is_to_give() {
    check_task("1. Thu hút nhà máy có đầu tư cho nghiên cứu với tỷ lệ 2% doanh thu.", &[]);
    check("1. Phấn đấu thu gom rác với tỷ lệ 95% số hộ.", &["= 95 %"]);
}
