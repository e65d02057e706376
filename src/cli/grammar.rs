//! The grammar that a command works with, and the proof of one.

use std::path::Path;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::args::Args;
use super::console::Console;
use super::{Outcome, Stop, write_styled};
use crate::grammar::{self, Grammar, GrammarError};

/// The built-in grammar, or that of `--grammars`.
pub(super) fn load(args: &Args) -> Result<Arc<Grammar>, Stop> {
    let Some(dir) = &args.grammars else { return Ok(Grammar::builtin()) };
    let grammar = grammar::load_dir(dir).map_err(|error| {
        let check = format!("«cancu grammar check {}» lists everything that is wrong", dir.display());
        Stop::usage(error.to_string()).hint(check)
    })?;
    Ok(Arc::new(grammar))
}

/// Proves the built-in files, with those of `dir` on top.
pub(super) fn check(dir: Option<&Path>, console: &Console) -> Result<Outcome, Stop> {
    let overlays = match dir {
        Some(dir) => grammar::read_dir(dir).map_err(|error| Stop::usage(error.to_string()))?,
        None => Vec::new(),
    };
    if let (Some(dir), []) = (dir, overlays.as_slice()) {
        let hint = "name the folder that holds the grammar files";
        return Err(Stop::usage(format!("no *.toml in {}", dir.display())).hint(hint));
    }
    match grammar::prove(&overlays) {
        Ok(proof) => {
            write_styled(&format!("{proof}\n"))?;
            Ok(Outcome::Good)
        }
        Err(errors) => {
            errors.iter().for_each(|error| console.report(&drawn(error, &overlays)));
            Ok(Outcome::Short)
        }
    }
}

/// An error with the line that it is about, where that stands in a file that was given.
fn drawn(error: &GrammarError, overlays: &[(String, String)]) -> String {
    if let GrammarError::Invalid { file, line, message } = error
        && let Some((_, text)) = overlays.iter().find(|(path, _)| path == file)
        && let Some(range) = line_range(text, *line)
    {
        let snippet = Snippet::source(text).path(file).annotation(AnnotationKind::Primary.span(range));
        let report = [Level::ERROR.primary_title(message).element(snippet)];
        return Renderer::styled().render(&report);
    }
    error.to_string()
}

/// The bytes of a line that is counted from one, without the space around it.
fn line_range(text: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let whole = text.lines().nth(line.checked_sub(1)?)?;
    let words = whole.trim();
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let start = before + whole.len() - whole.trim_start().len();
    Some(start..start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_shown_in_its_line() {
        let overlays = [("my/roles.toml".to_owned(), "[[entry]]\n  id = \"x\"\n".to_owned())];
        let fault = |file: &str, line| GrammarError::Invalid {
            file: file.into(),
            line,
            message: "expected «role»".into(),
        };
        let text = anstream::adapter::strip_str(&drawn(&fault("my/roles.toml", 2), &overlays)).to_string();
        assert_eq!(
            text,
            "error: expected «role»\n --> my/roles.toml:2:3\n  |\n2 |   id = \"x\"\n  |   ^^^^^^^^"
        );
        assert_eq!(drawn(&fault("my/roles.toml", 9), &overlays), "my/roles.toml:9: expected «role»");
        assert_eq!(drawn(&fault("roles.toml", 2), &overlays), "roles.toml:2: expected «role»");
    }
}
