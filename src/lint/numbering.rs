//! Gaps, repeats and damage in the numbering of sections.
//!
//! In: the diagnostics and repairs of the structure. Out: findings with sentences for people. How a marker follows
//! another is decided in `structure`.

use super::{Code, Desk};
use crate::text::fold;

pub(super) fn check(desk: &mut Desk) {
    let document = desk.document;
    for doubt in &document.diagnostics {
        let code = match &*doubt.code {
            "numbering-gap" => Code::NumberingGap,
            "numbering-repeat" => Code::NumberingRepeat,
            _ => continue,
        };
        let [printed, before] = quoted(&doubt.message);
        let (vi, en) = if code == Code::NumberingGap {
            (
                format!("«{printed}» đứng sau «{before}»: thiếu mục ở giữa."),
                format!("«{printed}» follows «{before}»: something between them is missing."),
            )
        } else {
            (
                format!("«{printed}» đứng sau «{before}»: đánh số trùng hoặc lùi lại."),
                format!("«{printed}» follows «{before}»: the numbering repeats or goes back."),
            )
        };
        desk.report(code, doubt.span, vi, en);
    }
    for repair in &document.repairs {
        let (printed, repaired) = (&repair.text, &repair.repaired);
        let code = match &*repair.rule {
            // A letter that only lost its mark, «d)» for «đ)», is a repeat of the one before.
            "letter-sequence" if fold(printed) == fold(repaired) => Code::NumberingRepeat,
            "letter-sequence" | "roman-sequence" | "number-sequence" => Code::NumberingDamaged,
            _ => continue,
        };
        let (vi, en) = if code == Code::NumberingRepeat {
            (
                format!("«{printed}» dùng lần thứ hai; theo thứ tự phải là «{repaired}»."),
                format!("«{printed}» stands a second time; in order it is «{repaired}»."),
            )
        } else {
            (
                format!("«{printed}» theo thứ tự phải là «{repaired}»."),
                format!("«{printed}» should be «{repaired}» by its place."),
            )
        };
        desk.report(code, repair.span, vi, en);
    }
}

/// The two markers that the message of a doubt quotes.
fn quoted(message: &str) -> [&str; 2] {
    let mut quotes = message.split('«').skip(1).map(|part| part.split('»').next().unwrap_or_default());
    [quotes.next().unwrap_or_default(), quotes.next().unwrap_or_default()]
}
