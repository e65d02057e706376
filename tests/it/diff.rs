//! Two extractions against each other.

use super::{PLAN, Room};

#[test]
fn the_same_is_zero() {
    let room = Room::with(&[("in/a.txt", PLAN), ("in/b.txt", PLAN)]);
    room.run(["extract", "in", "-o", "json"]).ok();
    room.write("all.ndjson", room.run(["extract", "in"]).ok().bytes);
    room.write("pretty.json", room.run(["extract", "in", "--pretty"]).ok().bytes);
    for new in ["json", "all.ndjson", "pretty.json"] {
        let done = room.run(["diff", "json", new]).ok();
        assert!(done.out.starts_with("facet"), "{}", done.out);
        assert!(done.out.contains("\ndocuments            2       0       0        0\n"), "{}", done.out);
        assert_eq!(done.out.lines().count(), 12);
    }
}

#[test]
fn differences_are_counted_and_listed() {
    let room = Room::with(&[("old/plan.txt", PLAN)]);
    let edited =
        PLAN.replace("30/11/2024", "15/12/2024").replace("b) Tỷ lệ", "b) Số").replace("- Bộ Y tế;\n", "");
    room.write("new/plan.txt", edited);
    for side in ["old", "new"] {
        room.write(&format!("{side}.ndjson"), room.run(["extract", side]).ok().bytes);
    }
    let done = room.run(["diff", "old.ndjson", "new.ndjson"]).code(1);
    for line in [
        "\nplan.txt\n",
        "~ header recipients\n",
        "value: [\"Bộ Y tế\",\"Các sở, ban, ngành\"] → [\"Các sở, ban, ngành\"]\n",
        "~ deadlines II.2 trước ngày 15/12/2024\n",
    ] {
        assert!(done.out.contains(line), "expected {line:?} in\n{}", done.out);
    }
    let summary = room.run(["diff", "old.ndjson", "new.ndjson", "--summary"]).code(1);
    assert_eq!(summary.out.lines().count(), 12);
    assert!(done.out.starts_with(&summary.out));
}

#[test]
fn documents_come_and_go() {
    let room = Room::with(&[("in/a.txt", PLAN), ("in/b.txt", PLAN), ("in/c.txt", PLAN)]);
    room.write("old.ndjson", room.run(["extract", "in/a.txt", "in/b.txt"]).ok().bytes);
    let new = room.run(["extract", "in/b.txt", "in/c.txt"]).ok();
    let done = room.run_with_input(["diff", "old.ndjson", "-"], &new.bytes).code(1);
    assert!(done.out.contains("\ndocuments            1       1       1        0\n"), "{}", done.out);
    assert!(
        done.out.contains("- documents in/a.txt") && done.out.contains("+ documents in/c.txt"),
        "{}",
        done.out
    );
}

#[test]
fn what_cannot_be_compared_is_trouble() {
    let room = Room::with(&[("plan.txt", PLAN), ("bad.json", "{\"a\":"), ("empty/x", "")]);
    room.write("plan.json", room.run(["extract", "plan.txt"]).ok().bytes);
    room.run(["diff", "plan.json", "gone.json"])
        .code(2)
        .says(&["error: cannot read gone.json: no such file or folder"]);
    room.run(["diff", "plan.json", "bad.json"]).code(2).says(&["error: cannot read bad.json: "]);
    room.run(["diff", "plan.json", "empty"]).code(2).says(&["error: no JSON file in empty\nhint: "]);
    room.run(["diff", "plan.json"]).code(2);
}
