//! What an archive is asked besides lineage: paths, what is open, what no longer stands, what is due, what a body must do;
//! and what people decide about an extraction.

use serde_json::Value;

use super::{PLAN, Room};

/// A plan of the district's that carries out `PLAN` and recurs.
const DISTRICT: &str = "\
ỦY BAN NHÂN DÂN
HUYỆN XUÂN LỘC
Số: 88/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Xuân Lộc, ngày 02 tháng 4 năm 2024

KẾ HOẠCH
Phòng, chống đuối nước trẻ em trên địa bàn huyện giai đoạn 2024 - 2026

Thực hiện Kế hoạch số 57/KH-UBND ngày 12 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh Đồng Nai, Ủy ban nhân dân huyện \
ban hành Kế hoạch như sau:

I. NỘI DUNG
1. Tổ chức dạy bơi cho trẻ em theo Quyết định số 77/QĐ-UBND.
2. Rà soát ao, hồ.

II. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã, thị trấn báo cáo kết quả về Ủy ban nhân dân huyện trước ngày 20/11 hằng năm.
2. Phòng Y tế báo cáo trong vòng 10 ngày kể từ ngày nhận được yêu cầu.

Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2020 của Ủy ban nhân dân huyện Xuân Lộc./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bình
";

/// A plan of the commune's that still stands on the replaced one.
const COMMUNE: &str = "\
ỦY BAN NHÂN DÂN
XÃ XUÂN HIỆP
Số: 9/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Xuân Hiệp, ngày 06 tháng 6 năm 2024

KẾ HOẠCH
Phòng, chống đuối nước trẻ em năm 2024

Thực hiện Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2020 của Ủy ban nhân dân huyện Xuân Lộc, Ủy ban nhân dân xã \
ban hành Kế hoạch như sau:

1. Rà soát ao, hồ.
2. Tuyên truyền.
";

fn filled() -> Room {
    let room =
        Room::with(&[("in/plan.txt", PLAN), ("in/district.txt", DISTRICT), ("in/commune.txt", COMMUNE)]);
    room.run(["ingest", "in"]).ok();
    room
}

fn json(room: &Room, arguments: &[&str]) -> Vec<Value> {
    let answer = room.run(arguments.iter().chain(&["--format", "json"])).ok().json();
    answer.as_array().unwrap().clone()
}

#[test]
fn a_path_follows_what_carries_out_what() {
    let room = filled();
    for ends in [["88/KH-UBND", "1248/QĐ-TTg"], ["1248/QĐ-TTg", "88/KH-UBND"]] {
        let path = json(&room, &["graph", "path", ends[0], ends[1]]);
        let ends: Vec<&str> = path.iter().map(|step| step["to"].as_str().unwrap()).collect();
        assert_eq!(ends, ["vn/ubnd-tinh-dong-nai/kh/2024/57", "vn/thu-tuong-chinh-phu/qd/2021/1248"]);
        assert!(path.iter().all(|step| step["relation"] == "implements" && step["backwards"] == false));
    }
    // Only against the direction of a link: what the district replaced, the commune carries out.
    let path = json(&room, &["graph", "path", "9/KH-UBND", "1248/QĐ-TTg"]);
    let steps: Vec<_> =
        path.iter().map(|step| (step["relation"].as_str().unwrap(), &step["backwards"])).collect();
    assert_eq!(
        steps,
        [
            ("implements", &Value::from(false)),
            ("replaces", &Value::from(true)),
            ("implements", &Value::from(false)),
            ("implements", &Value::from(false))
        ]
    );
}

#[test]
fn what_stays_open_says_why() {
    let room = filled();
    let open = json(&room, &["graph", "unresolved"]);
    let open: Vec<_> =
        open.iter().map(|row| (row["target"].as_str().unwrap(), row["reason"].as_str().unwrap())).collect();
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(open[0].0.ends_with("/qd/_/77") && open[0].1 == "unknown", "{open:?}");
}

#[test]
fn a_plan_on_a_replaced_plan_is_stale() {
    let room = filled();
    let stale = json(&room, &["graph", "stale"]);
    assert_eq!(stale.len(), 1, "{stale:?}");
    assert_eq!(stale[0]["document"], "vn/ubnd-xa-xuan-hiep/kh/2024/9");
    assert_eq!(stale[0]["stands_on"], "vn/ubnd-huyen-xuan-loc/kh/2020/15");
    assert_eq!(stale[0]["ended_by"], "vn/ubnd-huyen-xuan-loc/kh/2024/88");
    let lineage = room.run(["graph", "lineage", "9/KH-UBND", "--format", "json"]).ok().json();
    assert_eq!(lineage["above"][0]["ended_by"], "vn/ubnd-huyen-xuan-loc/kh/2024/88");
    assert_eq!(lineage["instrument"]["ended_by"], Value::Null);
    assert_eq!((&stale[0]["ended_how"], &stale[0]["issued_after"]), (&"replaces".into(), &true.into()));
}

#[test]
fn statistics_count_what_the_views_hold() {
    let room = filled();
    let stats = json(&room, &["graph", "stats"]);
    let count = |what: &str| -> i64 {
        stats.iter().filter(|row| row["what"] == what).map(|row| row["count"].as_i64().unwrap()).sum()
    };
    for (what, view) in [
        ("documents", "documents"),
        ("documents by kind", "documents"),
        ("mentions", "citations"),
        ("links by relation", "links"),
        ("deadlines", "deadlines"),
        ("assignments", "assignments"),
        ("targets", "targets"),
    ] {
        let rows = json(&room, &["sql", "-c", &format!("SELECT count(*) AS n FROM {view}")]);
        assert_eq!(count(what), rows[0]["n"].as_i64().unwrap(), "{what}");
    }
}

#[test]
fn what_is_due_comes_again_until_its_term_ends() {
    let room = filled();
    let asked = ["due", "--from", "2024-01-01", "--to", "2030-12-31"];
    let due = json(&room, &asked);
    let days: Vec<&str> = due.iter().filter_map(|row| row["due"].as_str()).collect();
    assert_eq!(days, ["2024-11-20", "2024-11-30", "2025-11-20", "2026-11-20"]);
    let event = due.last().unwrap();
    assert_eq!(
        (&event["kind"], &event["due"], &event["rule"]),
        (&"after".into(), &Value::Null, &"P10D".into())
    );
    assert!(event["task"].as_str().unwrap().contains("Phòng Y tế báo cáo"), "{event}");
    let whose = |body: &str| json(&room, &[&asked[..], &["--body", body]].concat()).len();
    assert_eq!(whose("Phòng Y tế"), 1);
    assert_eq!(whose("Sở Y tế"), 0, "it receives, it does not owe");
    for limit in 1..=due.len() {
        let number = limit.to_string();
        let first = room.run(asked.iter().chain(&["--format", "json", "--limit", &number])).ok();
        assert_eq!(first.json().as_array().unwrap()[..], due[..limit], "the earliest {limit}");
        let note = format!("more than {limit} are due");
        assert_eq!(first.err.contains(&note), limit < due.len(), "{}", first.err);
    }
    let calendar = room.run(asked.iter().chain(&["--format", "ics"])).ok();
    assert_eq!(calendar.out.matches("BEGIN:VEVENT").count(), 4);
    calendar.says(&["1 without a day of their own"]);
    room.run(["due", "--from", "2025-01-02", "--to", "2025-01-01"]).code(2).says(&["lies before"]);
    room.run(["due", "--body", "Sở Sao Hỏa"]).code(1).says(&["no body «Sở Sao Hỏa»"]);
}

#[test]
fn what_has_no_end_is_due_from_its_first_day_on() {
    let plan = "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG NAI\n\nSố: 12/KH-UBND\nĐồng Nai, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nTrồng rừng\n\nI. NHIỆM VỤ\n1. Trồng cây\n- Cơ quan chủ trì: Sở Y tế.\n- Thời gian thực hiện: Năm 2025 và các năm tiếp theo.\n";
    let room = Room::with(&[("in/plan.txt", plan)]);
    room.run(["ingest", "in"]).ok();
    let due = |year: &str| {
        let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
        json(&room, &["due", "--from", &from, "--to", &to])
    };
    assert_eq!(due("2024").len(), 0);
    for year in ["2025", "2040"] {
        let [row] = due(year).try_into().unwrap();
        assert_eq!(
            (&row["kind"], &row["due"], &row["from"]),
            (&"during".into(), &Value::Null, &"2025-01-01".into())
        );
    }
}

#[test]
fn a_body_finds_what_it_must_do() {
    let room = filled();
    let matters = json(&room, &["matters", "Sở Y tế"]);
    let roles: Vec<&str> = matters.iter().map(|row| row["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["lead", "to"]);
    assert!(matters[0]["task"].as_str().unwrap().contains("tập huấn sơ cứu"), "{matters:?}");
    assert!(matters[1]["task"].as_str().unwrap().contains("báo cáo kết quả"), "{matters:?}");
    // Any spelling of a name.
    for name in ["UBND huyện Xuân Lộc", "Uỷ ban nhân dân huyện Xuân Lộc", "ubnd-huyen-xuan-loc"]
    {
        assert_eq!(json(&room, &["matters", name])[0]["role"], "to", "{name}");
    }
}

#[test]
fn questions_in_sql_come_one_after_another() {
    let room = filled();
    let asked = room.run_with_input(
        ["sql", "--format", "csv"],
        "SELECT 1\n + 1 AS two;\nSELECT wrong;\nSELECT 3 AS three".as_bytes(),
    );
    let asked = asked.code(1).says(&["no such column: wrong", "the views are documents"]);
    assert_eq!(asked.out, "two\r\n2\r\nthree\r\n3\r\n");
    room.run(["sql", "-c", "DELETE FROM document"]).code(2).says(&["may not be written"]);
}

#[test]
fn a_correction_lies_over_the_extraction() {
    let room = filled();
    let title = |room: &Room| {
        json(room, &["sql", "-c", "SELECT document, title FROM documents WHERE number LIKE '8%'"])
    };
    let before = title(&room);
    room.run(["correct", "88/KH-UBND", "title", "Dạy bơi", "--by", "An", "--why", "bản gốc"]).ok();
    room.run(["correct", "88/KH-UBND", "number", "89/KH-UBND", "--by", "An"])
        .ok()
        .says(&["correction 2 noted"]);
    let after = title(&room);
    assert_eq!(after[0]["document"], "vn/ubnd-huyen-xuan-loc/kh/2024/89");
    assert_eq!(after[0]["title"], "Dạy bơi");
    // The extraction stays, the export has the correction, reading anew keeps it.
    room.run(["ingest", "in", "--again"]).ok();
    assert_eq!(title(&room), after);
    assert!(room.run(["export", "ndjson", "--of", "89/KH-UBND"]).ok().out.contains("Dạy bơi"));
    // Both are taken back; the history keeps all.
    for correction in ["1", "2"] {
        room.run(["withdraw", correction, "--by", "Bình"]).ok();
    }
    assert_eq!(title(&room), before);
    let history = json(&room, &["review", "--history"]);
    let actions: Vec<&str> = history.iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["set", "set", "withdraw", "withdraw"]);
    assert_eq!((&history[0]["by"], &history[0]["why"]), (&"An".into(), &"bản gốc".into()));
    room.run(["withdraw", "1", "--by", "An"]).code(2).says(&["no correction 1 to take back"]);
}

#[test]
fn a_rejected_fact_is_gone_and_its_links_with_it() {
    let room = filled();
    let of = |view: &str| {
        json(&room, &["sql", "-c", &format!("SELECT ordinal FROM {view} WHERE document LIKE '%xuan-hiep%'")])
    };
    assert_eq!((of("citations").len(), of("links").len()), (1, 1));
    room.run(["reject", "commune.txt", "citations/0", "--by", "An"]).ok();
    assert_eq!((of("citations").len(), of("links").len()), (0, 0));
    room.run(["withdraw", "1", "--by", "An"]).ok();
    assert_eq!((of("citations").len(), of("links").len()), (1, 1));
}

#[test]
fn corrections_go_with_the_next_text_where_the_words_are_the_same() {
    let room = filled();
    room.run(["correct", "commune.txt", "title", "Dạy bơi", "--by", "An"]).ok();
    room.run(["correct", "commune.txt", "citations/0/subject", "về trẻ em", "--by", "An"]).ok();
    room.run(["correct", "commune.txt", "date", "2024-06-07", "--by", "An"]).ok();
    // Everything moves; the date is another.
    let moved = COMMUNE
        .replace("ngày 06 tháng 6", "ngày 08 tháng 6")
        .replace("ỦY BAN NHÂN DÂN\nXÃ", "\n\nỦY BAN NHÂN DÂN\nXÃ");
    room.write("in/commune.txt", moved);
    room.run(["ingest", "in"]).ok().says(&["1 corrections no longer apply"]);
    let now =
        json(&room, &["sql", "-c", "SELECT title, date FROM documents WHERE document LIKE '%xuan-hiep%'"]);
    assert_eq!((&now[0]["title"], &now[0]["date"]), (&"Dạy bơi".into(), &"2024-06-08".into()));
    let subject =
        json(&room, &["sql", "-c", "SELECT subject FROM citations WHERE document LIKE '%xuan-hiep%'"]);
    assert_eq!(subject[0]["subject"], "về trẻ em");
    let review = json(&room, &["review"]);
    assert_eq!(review[0]["what"], "orphaned correction", "{review:?}");
}

#[test]
fn what_is_set_last_stands() {
    let room = filled();
    let form = |room: &Room| {
        json(room, &["sql", "-c", "SELECT form FROM citations WHERE document LIKE '%xuan-hiep%'"])[0]["form"]
            .clone()
    };
    let extracted = form(&room);
    for value in ["alias", extracted.as_str().unwrap()] {
        room.run(["correct", "commune.txt", "citations/0/form", value, "--by", "An"]).ok();
        assert_eq!(form(&room), value);
    }
}

#[test]
fn a_text_that_comes_back_has_its_corrections_once() {
    let room = filled();
    room.run(["correct", "commune.txt", "title", "Dạy bơi", "--by", "An"]).ok();
    for text in [COMMUNE.replace("Tuyên truyền", "Truyền thông"), COMMUNE.to_owned()] {
        room.write("in/commune.txt", text);
        room.run(["ingest", "in"]).ok();
    }
    let now = json(&room, &["sql", "-c", "SELECT title FROM documents WHERE document LIKE '%xuan-hiep%'"]);
    assert_eq!(now[0]["title"], "Dạy bơi");
    assert_eq!(json(&room, &["sql", "-c", "SELECT * FROM correction"]).len(), 2, "one on each text");
}

#[test]
fn what_does_not_fit_is_not_noted() {
    let room = filled();
    for (arguments, says) in [
        (["correct", "commune.txt", "date", "2024-13"], "a date is a year"),
        (["correct", "commune.txt", "citations/0/form", "loud"], "does not fit citations/0/form"),
        (["correct", "commune.txt", "citations/9/form", "full"], "nothing at «citations/9/form»"),
        (["correct", "commune.txt", "colour", "red"], "nothing at «colour»"),
        (["correct", "commune.txt", "citations/0", "x"], "name one of its fields"),
        (["correct", "commune.txt", "kind", "Bài thơ"], "no type of document"),
    ] {
        room.run(arguments.iter().chain(&["--by", "An"])).code(2).says(&[says]);
    }
    room.run(["reject", "commune.txt", "title", "--by", "An"]).code(2).says(&["accept or reject the fact"]);
    room.run(["accept", "nothing.txt", "citations/0", "--by", "An"]).code(1).says(&["holds no document"]);
    assert_eq!(json(&room, &["review", "--history"]).len(), 0);
}

#[test]
fn mentions_that_disagree_about_a_date_deserve_a_look() {
    let room = filled();
    let other =
        DISTRICT.replace("Số: 88", "Số: 90").replace("ngày 12 tháng 3 năm 2024", "ngày 13 tháng 3 năm 2024");
    room.write("in/other.txt", other);
    room.run(["ingest", "in"]).ok();
    let found = |room: &Room| -> Vec<Value> {
        json(room, &["review"]).into_iter().filter(|row| row["what"] == "contradicting").collect()
    };
    let contradicting = found(&room);
    assert!(!contradicting.is_empty());
    assert_eq!(contradicting[0]["document"], "vn/ubnd-huyen-xuan-loc/kh/2024/90");
    assert!(contradicting[0]["message"].as_str().unwrap().contains("2024-03-13, its own text: 2024-03-12"));
    let address = contradicting[0]["address"].as_str().unwrap();
    room.run(["correct", "other.txt", &format!("{address}/date"), "2024-03-12", "--by", "An"]).ok();
    assert!(found(&room).iter().all(|row| !row["document"].as_str().unwrap().ends_with("/90")));
}
