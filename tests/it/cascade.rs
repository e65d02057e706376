//! How a plan came down: a province's plan, and what a commune made of it.

use serde_json::Value;

use super::{Done, Room};

const PROVINCE: &str = "\
ỦY BAN NHÂN DÂN
TỈNH ĐỒNG NAI
Số: 88/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Nai, ngày 10 tháng 01 năm 2024

KẾ HOẠCH
Quản lý chất thải rắn sinh hoạt giai đoạn 2024 - 2025

I. MỤC ĐÍCH, YÊU CẦU
Bảo đảm môi trường trong lành cho người dân.

II. CHỈ TIÊU
- Chỉ tiêu 1: Tỷ lệ hộ gia đình phân loại rác tại nguồn đạt 60% vào năm 2025.
- Chỉ tiêu 2: Tỷ lệ rác thải sinh hoạt được thu gom, vận chuyển đạt 95% vào năm 2025.
- Chỉ tiêu 3: Tỷ lệ bãi chôn lấp tự phát được xóa bỏ đạt 80% vào năm 2025.

III. NHIỆM VỤ, GIẢI PHÁP
1. Tuyên truyền về tác hại của túi ni lông khó phân hủy, vận động tiểu thương dùng bao bì giấy tại các chợ trên toàn tỉnh.
2. Bố trí thùng chứa hai ngăn dọc các tuyến đường liên xã; tổ chức đội thu gom vỏ thuốc bảo vệ thực vật ngoài đồng ruộng.
3. Đầu tư nhà máy đốt rác phát điện công suất 500 tấn mỗi ngày theo hình thức đối tác công tư.

IV. TỔ CHỨC THỰC HIỆN
1. Sở Tài nguyên và Môi trường
Chủ trì, phối hợp với các đơn vị liên quan tổ chức triển khai thực hiện Kế hoạch này.
2. Ủy ban nhân dân các huyện, thành phố
Báo cáo kết quả thực hiện Kế hoạch về Sở Tài nguyên và Môi trường trước ngày 15/12/2024.

Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
";

const COMMUNE: &str = "\
ỦY BAN NHÂN DÂN
XÃ LA NGÀ
Số: 12/KH-UBND

CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
La Ngà, ngày 20 tháng 02 năm 2024

KẾ HOẠCH
Quản lý chất thải rắn sinh hoạt trên địa bàn xã

Thực hiện Kế hoạch số 88/KH-UBND ngày 10 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Đồng Nai về quản lý chất thải rắn sinh \
hoạt giai đoạn 2024 - 2025, Ủy ban nhân dân xã ban hành Kế hoạch như sau:

I. MỤC TIÊU
- Chỉ tiêu 1: Tỷ lệ hộ gia đình trên địa bàn xã phân loại rác tại nguồn đạt 70% vào năm 2025.
- Chỉ tiêu 2: Tỷ lệ rác thải sinh hoạt được thu gom, vận chuyển đạt 95% vào năm 2025.

II. NỘI DUNG THỰC HIỆN
1. Tổ chức đội thu gom vỏ thuốc bảo vệ thực vật ngoài đồng ruộng tại các ấp.
2. Bố trí thùng chứa hai ngăn dọc tuyến đường liên xã.
3. Vận động tiểu thương dùng bao bì giấy tại chợ La Ngà, tuyên truyền về tác hại của túi ni lông khó phân huỷ trên địa bàn xã.
4. Khơi thông cống rãnh, trồng hoa hai bên đường vào sáng thứ bảy.

III. TỔ CHỨC THỰC HIỆN
Các ấp báo cáo kết quả thực hiện Kế hoạch về Ủy ban nhân dân xã trước ngày 01/12/2024.

Nơi nhận:
- UBND huyện;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Thị Bình
";

fn room() -> Room {
    let room = Room::with(&[("in/tinh.txt", PROVINCE), ("in/xa.txt", COMMUNE)]);
    room.run(["ingest", "in"]).ok();
    room
}

fn ask(room: &Room, format: &str) -> Done {
    let id = "vn/ubnd-tinh-dong-nai/kh/2024/88";
    room.run(["graph", "cascade", id, "--format", format]).ok()
}

/// Section above, section below and state of each pair.
fn pairs(of: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let pair = |pair: &Value| {
        format!(
            "{} {} {}",
            word(&pair["parent"]["section"]),
            word(&pair["child"]["section"]),
            word(&pair["state"])
        )
    };
    of["pairs"].as_array().unwrap().iter().map(pair).collect()
}

fn sections(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["section"].as_str().unwrap()).collect()
}

#[test]
fn tasks_come_down_split_dropped_and_added() {
    let answer = ask(&room(), "json").json();
    let child = &answer["children"][0];
    assert_eq!(child["id"], "vn/ubnd-xa-la-nga/kh/2024/12");
    let tasks = &child["tasks"];
    assert_eq!(pairs(tasks), ["III.1 II.3 answered", "III.2 II.1 answered", "III.2 II.2 answered"]);
    assert_eq!((&tasks["of"], &tasks["answered"]), (&3.into(), &2.into()));
    assert_eq!(tasks["pairs"][0]["split"], false);
    assert_eq!(tasks["pairs"][1]["split"], true);
    assert_eq!(sections(&tasks["dropped"]), ["III.3"]);
    assert_eq!(sections(&tasks["added"]), ["II.4"]);
}

#[test]
fn values_and_days_are_held_against_each_other() {
    let answer = ask(&room(), "json").json();
    let child = &answer["children"][0];
    let targets = &child["targets"];
    assert_eq!(pairs(targets), ["II.-1 I.-1 raised", "II.-2 I.-2 kept"]);
    let change = &targets["pairs"][0]["changes"][0];
    assert_eq!((&change["parent"]["value"], &change["child"]["value"]), (&60.0.into(), &70.0.into()));
    assert_eq!(sections(&targets["dropped"]), ["II.-3"]);
    assert_eq!(pairs(&child["deadlines"]), ["IV.2 III earlier"]);
}

#[test]
fn every_item_has_its_place() {
    let answer = ask(&room(), "json").json();
    let pair = &answer["children"][0]["tasks"]["pairs"][0];
    for (side, source) in [("parent", PROVINCE), ("child", COMMUNE)] {
        let span: Vec<usize> = serde_json::from_value(pair[side]["span"].clone()).unwrap();
        let text = pair[side]["text"].as_str().unwrap();
        assert!(source[span[0]..span[1]].contains(text), "{text}");
    }
}

#[test]
fn people_and_programs_read_it() {
    let room = room();
    let table = ask(&room, "table").out;
    for words in [
        "tasks: 2 of 3 answered, 1 dropped, 1 added",
        "60% by 2025 → 70% by 2025: raised",
        "  − III.3",
        "  + II.4",
    ] {
        assert!(table.contains(words), "{words:?} in {table}");
    }
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let rows = ask(&room, "csv").out;
    assert!(rows.starts_with("child,kind,state,parent_section,"), "{rows}");
    assert_eq!(rows.lines().count(), 1 + 5 + 3 + 1, "{rows}");
}

#[test]
fn what_is_not_held_is_said() {
    let room = Room::with(&[("xa.txt", COMMUNE)]);
    room.run(["ingest", "xa.txt"]).ok();
    room.run(["graph", "cascade", "88/KH-UBND"]).code(1).says(&["does not hold", "ingest its text"]);
    let below = room.run(["graph", "cascade", "12/KH-UBND"]).ok().out;
    assert!(below.contains("no plan that the archive holds carries it out"), "{below}");
}
