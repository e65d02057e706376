//! The words of a list of bodies.
//!
//! In: a place in folded text. Out: the word or phrase there with its class, as the vocabulary of body words has it. What
//! the classes mean for a list is decided in [`super`].

use crate::grammar::{BodyClass as Class, Grammar};
use crate::text::{Run, Text, is_word};

/// A word or phrase of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) class: Class,
    pub(super) run: Run,
    /// Whether the vocabulary knows it.
    pub(super) known: bool,
    /// Whether it starts with a capital letter.
    pub(super) upper: bool,
}

/// The word or phrase that starts at `place`, which must start a word.
pub(super) fn word_at(text: &Text, grammar: &Grammar, place: usize, end: usize) -> Word {
    let upper = text.is_upper(place);
    if let Some((class, run)) = known(text, grammar, Run::new(place, end)) {
        return Word { class, run, known: true, upper };
    }
    let length = text.low()[place..end].iter().position(|&b| !is_word(b)).unwrap_or(end - place);
    Word { class: Class::Plain, run: Run::new(place, place + length.max(1)), known: false, upper }
}

/// The longest phrase of the vocabulary at the start of `run`: «Truyền hình Thành phố» holds no «hình thành».
fn known(text: &Text, grammar: &Grammar, run: Run) -> Option<(Class, Run)> {
    let mut run = run;
    loop {
        let found = grammar.body_words.at_within(text, run)?;
        let capital = if text.is_lower(run.start) { inner_capital(text, found.run) } else { None };
        let Some(capital) = capital else { return Some((found.entry.value.class, found.run)) };
        run.end = capital;
    }
}

/// The first later word of a phrase that starts with a capital letter.
pub(super) fn inner_capital(text: &Text, run: Run) -> Option<usize> {
    (run.start + 1..run.end).find(|&place| text.low()[place - 1] == b' ' && text.is_upper(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, class: Class) {
        let text = Text::new(words);
        assert_eq!(word_at(&text, &Grammar::builtin(), 0, text.low().len()).class, class, "{words}");
    }

    #[test]
    fn ok_marks_tell_single_syllables_apart() {
        check("Sở Y tế", Class::Bare);
        check("số 12", Class::Plain);
        check("Ban Dân tộc", Class::Bare);
        check("bàn giao", Class::End);
        check("thẩm định", Class::Work);
        check("báo cáo", Class::End);
        check("phòng, chống", Class::Plain);
        check("phòng, ban", Class::Bare);
        check("HĐND xã", Class::Head);
        check("Toà án", Class::Head);
    }

    #[test]
    fn not_a_phrase_across_a_capital() {
        check("hình thành", Class::End);
        check("hình Thành phố", Class::Plain);
    }
}
