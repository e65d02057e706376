//! Standard error: errors, notes, and how far the work is.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

/// What is said besides the output.
pub(super) struct Console {
    quiet: bool,
    bar: ProgressBar,
}

impl Console {
    pub(super) fn new(quiet: bool) -> Console {
        Console { quiet, bar: ProgressBar::hidden() }
    }

    /// Shows how many of `count` documents are done, where that does not get in the way of the output.
    pub(super) fn with_progress(&self, count: usize, writes_to_stdout: bool) -> Console {
        let disturbs = writes_to_stdout && std::io::stdout().is_terminal();
        if self.quiet || count < 2 || disturbs || !std::io::stderr().is_terminal() {
            return Console::new(self.quiet);
        }
        let style = ProgressStyle::with_template(
            "{bar:32.cyan/dim} {human_pos}/{human_len} documents  {per_sec}  {eta} left",
        )
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─");
        Console { quiet: false, bar: ProgressBar::new(count as u64).with_style(style) }
    }

    /// One more document is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Something failed, and what to do about it.
    pub(super) fn error(&self, message: &str, hint: Option<&str>) {
        self.say("error", AnsiColor::Red, message);
        if let Some(hint) = hint {
            self.say("hint", AnsiColor::Cyan, hint);
        }
    }

    /// An error that is drawn already, or a bare message.
    pub(super) fn report(&self, report: &str) {
        if report.contains('\n') {
            self.bar.suspend(|| anstream::eprintln!("{report}"));
        } else {
            self.error(report, None);
        }
    }

    /// Something is doubtful.
    pub(super) fn warning(&self, message: &str) {
        if !self.quiet {
            self.say("warning", AnsiColor::Yellow, message);
        }
    }

    /// Something worth knowing.
    pub(super) fn note(&self, message: &str) {
        if !self.quiet {
            self.say("note", AnsiColor::Cyan, message);
        }
    }

    /// Asks for a line, where somebody types.
    pub(super) fn prompt(&self, sign: &str) {
        if std::io::stdin().is_terminal() {
            anstream::eprint!("{sign}");
        }
    }

    fn say(&self, label: &str, color: AnsiColor, message: &str) {
        let style = Style::new().bold().fg_color(Some(color.into()));
        self.bar.suspend(|| anstream::eprintln!("{style}{label}:{style:#} {message}"));
    }
}
