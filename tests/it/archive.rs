//! The archive as its users meet it: filled, stopped, filled again, questioned.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::{PLAN, Room, package};

/// A decision of the Prime Minister's that `PLAN` carries out.
pub(super) const DECISION: &str = "\
THỦ TƯỚNG CHÍNH PHỦ
Số: 1248/QĐ-TTg

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 19 tháng 7 năm 2021

QUYẾT ĐỊNH
Phê duyệt Chương trình phòng, chống tai nạn, thương tích trẻ em giai đoạn 2021 - 2030

Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;

Điều 1. Phê duyệt Chương trình phòng, chống tai nạn, thương tích trẻ em giai đoạn 2021 - 2030.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.
";

pub(super) fn rows(room: &Room, sql: &str) -> Vec<Value> {
    let answer = room.run(["sql", "-c", sql, "--format", "json"]).ok().json();
    answer.as_array().unwrap().clone()
}

/// What the views say, in an order that does not depend on how the rows came in.
fn content(room: &Room) -> String {
    let views = ["documents", "citations", "links", "assignments", "deadlines", "targets", "bodies"];
    let order = |view: &str| if view == "documents" { "document" } else { "document, ordinal" };
    let mut content = String::new();
    for view in views {
        for row in rows(room, &format!("SELECT * FROM {view} ORDER BY {}", order(view))) {
            let mut row = row.as_object().unwrap().clone();
            row.remove("key");
            content.push_str(&format!("{view} {}\n", Value::Object(row)));
        }
    }
    content
}

#[test]
fn what_is_stored_and_unchanged_is_passed_over() {
    let room = Room::with(&[("in/plan.txt", PLAN), ("in/copy.txt", PLAN), ("in/decision.txt", DECISION)]);
    room.run(["ingest", "in"]).ok().says(&["3 new, 0 changed, 0 unchanged, 0 not read"]);
    let before = content(&room);
    assert_eq!(rows(&room, "SELECT * FROM documents").len(), 2, "the same bytes are one document");
    room.run(["ingest", "in"]).ok().says(&["0 new, 0 changed, 3 unchanged, 0 not read"]);
    assert_eq!(content(&room), before);
    room.run(["ingest", "in", "--again"]).ok().says(&["0 new, 3 changed, 0 unchanged"]);
    assert_eq!(content(&room), before);
    let kept = "SELECT count(*) AS kept FROM reading WHERE original IS NOT NULL";
    assert_eq!(rows(&room, kept)[0]["kept"], 0);
    room.run(["ingest", "in", "--keep-originals"]).ok();
    assert_eq!(rows(&room, kept)[0]["kept"], 2);
    assert_eq!(content(&room), before);
}

#[test]
fn a_changed_file_is_a_new_version_and_a_lost_one_is_kept() {
    let room = Room::with(&[("in/plan.txt", PLAN), ("in/decision.txt", DECISION)]);
    room.run(["ingest", "in"]).ok();
    std::fs::write(room.path("in/plan.txt"), PLAN.replace("60%", "70%")).unwrap();
    std::fs::remove_file(room.path("in/decision.txt")).unwrap();
    room.run(["ingest", "in"]).ok().says(&["decision.txt is gone", "0 new, 1 changed, 0 unchanged"]);
    let targets = rows(&room, "SELECT \"values\" FROM targets");
    assert_eq!(targets.len(), 1);
    assert!(targets[0]["values"].as_str().unwrap().contains("70"), "{targets:?}");
    assert_eq!(rows(&room, "SELECT * FROM file_version").len(), 3);
    assert_eq!(rows(&room, "SELECT * FROM documents").len(), 2, "what is gone is still held");
}

#[test]
fn a_file_that_is_no_text_has_a_row_with_its_reason() {
    let room = Room::with(&[("in/plan.txt", PLAN), ("in/noise.txt", "\0\u{1}\0\u{2}")]);
    room.run(["ingest", "in"])
        .code(1)
        .says(&["cannot read in/noise.txt", "1 new, 0 changed, 0 unchanged, 1 not read"]);
    let file = rows(&room, "SELECT reason FROM file WHERE status = 'unreadable'");
    assert_eq!(file[0]["reason"], "looks like a binary file, expected text");
}

#[test]
fn the_lineage_goes_both_ways_by_the_printed_number() {
    let room = Room::with(&[("in/plan.txt", PLAN), ("in/decision.txt", DECISION)]);
    room.run(["ingest", "in"]).ok();
    let tree = room.run(["graph", "lineage", "Quyết định số 1248/qd-ttg", "--format", "json"]).ok().json();
    assert_eq!(tree["instrument"]["id"], "vn/thu-tuong-chinh-phu/qd/2021/1248");
    assert_eq!(tree["instrument"]["held"], true);
    assert_eq!(tree["below"][0]["id"], "vn/ubnd-tinh-dong-nai/kh/2024/57");
    assert_eq!(tree["below"][0]["relation"], "implements");
    assert_eq!(tree["below"][0]["parent"], true);
    let tree = room.run(["graph", "lineage", "57/KH-UBND", "--format", "json"]).ok().json();
    assert_eq!(tree["above"][0]["id"], "vn/thu-tuong-chinh-phu/qd/2021/1248");
    room.run(["graph", "lineage", "99/QĐ-TTg"]).code(1).says(&["no instrument «99/QĐ-TTg»"]);
}

#[test]
fn a_mention_without_year_resolves_where_one_candidate_is_left() {
    let short = PLAN.replace("số 1248/QĐ-TTg ngày 19 tháng 7 năm 2021 của", "số 1248/QĐ-TTg của");
    let room = Room::with(&[("plan.txt", &short), ("decision.txt", DECISION)]);
    room.run(["ingest", "plan.txt"]).ok();
    let asked = "SELECT target, resolved, reason FROM citations WHERE number = '1248/QĐ-TTg'";
    assert_eq!(rows(&room, asked)[0]["reason"], "unknown");
    room.run(["ingest", "decision.txt"]).ok();
    let citation = &rows(&room, asked)[0];
    assert_eq!(citation["target"], "vn/thu-tuong-chinh-phu/qd/_/1248");
    assert_eq!(citation["resolved"], "vn/thu-tuong-chinh-phu/qd/2021/1248");
    let citing =
        room.run(["graph", "citing", "vn/thu-tuong-chinh-phu/qd/2021/1248", "--format", "json"]).ok();
    assert_eq!(citing.json()[0]["document"], "vn/ubnd-tinh-dong-nai/kh/2024/57");
    // A second candidate leaves it open.
    let later = DECISION.replace("năm 2021", "năm 2022");
    std::fs::write(room.path("later.txt"), later).unwrap();
    room.run(["ingest", "later.txt"]).ok();
    assert_eq!(rows(&room, asked)[0]["reason"], "ambiguous");
    assert_eq!(rows(&room, "SELECT * FROM unsettled").len(), 0);
}

#[test]
fn what_is_cited_and_not_held_is_wanted() {
    let room = Room::with(&[("in/plan.txt", PLAN)]);
    room.run(["ingest", "in"]).ok();
    let wanted = room.run(["graph", "wanted", "--format", "json"]).ok().json();
    assert_eq!(wanted[0]["id"], "vn/thu-tuong-chinh-phu/qd/2021/1248");
    std::fs::write(room.path("in/decision.txt"), DECISION).unwrap();
    room.run(["ingest", "in"]).ok();
    let wanted = room.run(["graph", "wanted", "--format", "csv"]).ok().out;
    assert!(!wanted.contains("1248"), "{wanted}");
}

#[test]
fn words_are_found_with_marks_and_without() {
    let room = Room::with(&[("in/plan.txt", PLAN), ("in/decision.txt", DECISION)]);
    room.run(["ingest", "in"]).ok();
    let sections = |words: &[&str]| -> Vec<String> {
        let arguments = ["search", "--format", "json"].iter().chain(words).copied();
        let hits = room.run(arguments).ok().json();
        let hits = hits.as_array().unwrap().iter().map(|hit| format!("{} {}", hit["number"], hit["section"]));
        hits.map(|hit| hit.replace('"', "")).collect()
    };
    assert_eq!(sections(&["cap", "cuu"]), ["57/KH-UBND II.1"]);
    assert_eq!(sections(&["\"cấp cứu\""]), ["57/KH-UBND II.1"]);
    assert_eq!(sections(&["cạp"]), [""; 0]);
    assert!(sections(&["dong", "nai"]).contains(&"57/KH-UBND title".to_owned()), "đ is found as d");
    assert!(sections(&["1248 QĐ-TTg"]).contains(&"1248/QĐ-TTg title".to_owned()));
    assert!(sections(&["duoi", "--kind", "QĐ"]).is_empty());
    assert!(sections(&["\"", "*", "NOT"]).is_empty(), "nothing typed is an error");
}

#[test]
fn marks_as_typed_come_before_lost_ones_and_others_do_not_come() {
    let plan = |number: usize, words: &str| {
        let plan = PLAN.replace("57/KH-UBND", &format!("{number}/KH-UBND"));
        plan.replace("Nâng cao nhận thức của gia đình, nhà trường và cộng đồng.", words)
    };
    let room = Room::with(&[
        ("in/1.txt", &plan(1, "Bao luc hoc duong giam.")),
        ("in/2.txt", &plan(2, "Bạo lực học đường giảm.")),
        ("in/3.txt", &plan(3, "Ca dương tính giảm.")),
        ("in/4.txt", &plan(4, "Giữ hoà bình, thuỷ lợi.")),
    ]);
    room.run(["ingest", "in"]).ok();
    let numbers = |words: &str| -> Vec<String> {
        let hits = room.run(["search", words, "--format", "json"]).ok().json();
        hits.as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["number"].as_str().unwrap().replace("/KH-UBND", ""))
            .collect()
    };
    assert_eq!(numbers("đường"), ["2", "1"]);
    assert_eq!(numbers("\"học đường\""), ["2", "1"]);
    assert_eq!(numbers("dương"), ["3", "1"], "what lost its marks may be either");
    assert_eq!(numbers("hòa bình"), ["4"]);
    assert_eq!(numbers("thủy lợi"), ["4"]);
    let mut any = numbers("duong");
    any.sort();
    assert_eq!(any, ["1", "2", "3"]);
}

#[test]
fn a_search_is_narrowed_to_a_province_and_to_what_is_cited() {
    let commune = "ỦY BAN NHÂN DÂN\nXÃ LA DẠ\nSố: 12/KH-UBND\n\nLa Dạ, ngày 5 tháng 6 năm 2024\n\nKẾ HOẠCH\nDạy bơi cho trẻ em\n\n\
        Thực hiện Kế hoạch số 57/KH-UBND ngày 12 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh Đồng Nai, UBND xã La Dạ ban hành Kế \
        hoạch như sau:\n\nI. MỤC ĐÍCH\nTrẻ em biết bơi.\n";
    let elsewhere = PLAN.replace("ĐỒNG NAI", "BÌNH PHƯỚC").replace("Đồng Nai", "Bình Phước");
    let room = Room::with(&[("in/a.txt", PLAN), ("in/b.txt", commune), ("in/c.txt", &elsewhere)]);
    room.run(["ingest", "in"]).ok();
    let found = |options: &[&str]| -> Vec<String> {
        let arguments = ["search", "trẻ em", "--format", "json"].iter().chain(options).copied();
        let hits = room.run(arguments).ok().json();
        let mut found: Vec<String> =
            hits.as_array().unwrap().iter().map(|hit| hit["document"].as_str().unwrap().to_owned()).collect();
        found.sort();
        found.dedup();
        found
    };
    let (a, b, c) = (
        "vn/ubnd-tinh-dong-nai/kh/2024/57",
        "vn/ubnd-xa-la-da/kh/2024/12",
        "vn/ubnd-tinh-binh-phuoc/kh/2024/57",
    );
    assert_eq!(found(&["--province", "Bình Phước"]), [c]);
    assert_eq!(
        found(&["--province", "tinh-dong-nai"]),
        [c, a, b],
        "a merged province belongs to the one it went into"
    );
    assert_eq!(found(&["--cites", a]), [b]);
    assert_eq!(found(&["--cites", "1248/QĐ-TTg", "--province", "bình phước"]), [c]);
    room.run(["search", "trẻ", "--province", "Atlantis"]).code(2).says(&["no province «Atlantis»"]);
}

#[test]
fn an_archive_that_cannot_serve_says_why() {
    let room =
        Room::with(&[("in/plan.txt", PLAN), ("notes.db", "no database at all, and longer than a header")]);
    room.run(["search", "trẻ"]).code(2).says(&["cancu.db: no archive there", "hint: «cancu ingest"]);
    room.run(["ingest", "in", "--archive", "notes.db"]).code(2).says(&["notes.db: is no archive of cancu"]);
    room.run(["ingest", "in"]).ok();
    room.run(["sql", "-c", "DELETE FROM file"]).code(2);
    assert_eq!(rows(&room, "SELECT * FROM file").len(), 1, "questions change nothing");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_looked_at_is_noted_and_not_gone() {
    let room = Room::with(&[("in/a/plan.txt", PLAN), ("in/b/plan.txt", DECISION)]);
    room.run(["ingest", "in"]).ok();
    std::fs::remove_file(room.path("in/a/plan.txt")).unwrap();
    std::os::unix::fs::symlink(room.path("nowhere"), room.path("in/a/plan.txt")).unwrap();
    room.run(["ingest", "in"])
        .code(1)
        .says(&["cannot read in/a/plan.txt", "0 new, 0 changed, 1 unchanged, 1 not read"]);
    let files = rows(&room, "SELECT status, document IS NOT NULL AS held FROM file ORDER BY path");
    assert_eq!(files[0]["status"], "unreadable");
    assert_eq!(files[0]["held"], 1, "what it held is kept");
    assert_eq!(files[1]["status"], "read");
}

#[cfg(unix)]
#[test]
fn names_may_be_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let room = Room::with(&[("in/a\nb.txt", PLAN)]);
    let odd = room.path("in").join(std::ffi::OsStr::from_bytes(b"k\xff.txt"));
    std::fs::write(&odd, DECISION).unwrap();
    room.run(["ingest", "in"]).ok().says(&["2 new"]);
    room.run(["ingest", "in"]).ok().says(&["0 new, 0 changed, 2 unchanged"]);
    std::fs::remove_file(odd).unwrap();
    room.run(["ingest", "in"]).ok().says(&["is gone", "0 new, 0 changed, 1 unchanged"]);
}

/// Plans that differ; they cite the decision without its year.
pub(super) fn many(room: &Room, count: usize) {
    std::fs::create_dir_all(room.path("in")).unwrap();
    for number in 0..count {
        let plan = PLAN.replace("57/KH-UBND", &format!("{}/KH-UBND", number + 100));
        let plan = plan.replace("số 1248/QĐ-TTg ngày 19 tháng 7 năm 2021 của", "số 1248/QĐ-TTg của");
        let plan = plan.repeat(1 + number % 3);
        std::fs::write(room.path(&format!("in/{number:03}.txt")), plan).unwrap();
    }
}

#[test]
fn two_runs_at_once_give_what_one_gives() {
    let room = Room::new();
    many(&room, 40);
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cancu"));
        command.args(["ingest", "in"]).current_dir(room.path(".")).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let runs = [start(), start()];
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert_eq!(rows(&room, "SELECT * FROM documents").len(), 40);
    assert_eq!(rows(&room, "SELECT * FROM file_version").len(), 40);
}

#[test]
fn the_samples_make_an_archive() {
    let room = Room::new();
    let corpus = package("corpus");
    room.run(["ingest", corpus.to_str().unwrap()]).ok().says(&["5 new"]);
    let tree = room.run(["graph", "lineage", "28-CT/TW"]).ok().out;
    for id in
        ["ubnd-tinh-dong-nai/kh/2024/220", "ubnd-thanh-pho-long-khanh/kh/2024/1515", "ubnd-xa-minh-long"]
    {
        assert!(tree.contains(id), "{id} is not in\n{tree}");
    }
}
