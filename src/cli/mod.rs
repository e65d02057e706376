//! The command line: what somebody types, and what they see.
//!
//! In: arguments, files, a terminal. Out: documents on standard output or in a folder, messages on standard error, and an
//! exit code. No command decides what a document says: each calls the library and lays out its answer.

mod archive;
mod args;
mod cascade;
mod check;
mod console;
mod correct;
mod diff;
mod eval;
mod export;
mod extract;
mod grammar;
mod load;
mod naming;
mod show;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command, GrammarCommand};
use console::Console;

use crate::archive::Action;
use crate::batch::NoThreads;

/// How a command that came to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything read, nothing different, no floor missed.
    Good,
    /// Something not read, different, below its floor, or with findings.
    Short,
}

impl Outcome {
    fn good_if(good: bool) -> Outcome {
        if good { Outcome::Good } else { Outcome::Short }
    }
}

/// Why a command stops before its end.
#[derive(Debug)]
enum Stop {
    /// Nobody reads the output any more, as after `| head`.
    BrokenPipe,
    /// Something is wrong.
    Trouble(Trouble),
}

impl From<NoThreads> for Stop {
    fn from(error: NoThreads) -> Stop {
        Stop::failure(error.to_string()).hint("use fewer: --jobs 1")
    }
}

/// What is wrong, and what to do about it.
#[derive(Debug)]
struct Trouble {
    message: String,
    hint: Option<String>,
    code: u8,
}

impl Stop {
    /// The command was called wrongly, or with files that cannot serve: exit code 2.
    fn usage(message: impl Into<String>) -> Stop {
        Stop::Trouble(Trouble { message: message.into(), hint: None, code: 2 })
    }

    /// The work cannot go on: exit code 1.
    fn failure(message: impl Into<String>) -> Stop {
        Stop::Trouble(Trouble { message: message.into(), hint: None, code: 1 })
    }

    fn hint(mut self, hint: impl Into<String>) -> Stop {
        if let Stop::Trouble(trouble) = &mut self {
            trouble.hint = Some(hint.into());
        }
        self
    }
}

/// Failing to write to standard output.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::BrokenPipe,
            _ => Stop::failure(format!("cannot write to standard output: {error}")),
        }
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // A help text that nobody reads to its end is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    args.color.write_global();
    let console = Console::new(args.quiet);
    match run(&args, &console) {
        Ok(Outcome::Good) | Err(Stop::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Short) => ExitCode::from(1),
        Err(Stop::Trouble(trouble)) => {
            console.error(&trouble.message, trouble.hint.as_deref());
            ExitCode::from(trouble.code)
        }
    }
}

fn run(args: &Args, console: &Console) -> Result<Outcome, Stop> {
    match &args.command {
        Command::Extract(extract) => extract::run(extract, &*grammar::load(args)?, console),
        Command::Show(show) => show::run(show, &*grammar::load(args)?, console),
        Command::Check(check) => check::run(check, &*grammar::load(args)?, console),
        Command::Eval(eval) => eval::run(eval, args, console),
        Command::Diff(diff) => diff::run(diff),
        Command::Ingest(ingest) => {
            archive::ingest(ingest, &*grammar::load(args)?, args.grammars.as_deref(), console)
        }
        Command::Search(search) => {
            let provinces = match &search.province {
                Some(name) => archive::provinces(name, &*grammar::load(args)?)?,
                None => Vec::new(),
            };
            archive::search(search, &provinces, console)
        }
        Command::Graph(graph) => archive::graph(graph, console),
        Command::Due(due) => archive::due(due, &*grammar::load(args)?, console),
        Command::Matters(matters) => archive::matters(matters, &*grammar::load(args)?),
        Command::Correct(correction) => correct::correct(correction, &*grammar::load(args)?, console),
        Command::Accept(judge) => correct::judge(judge, Action::Accept, &*grammar::load(args)?, console),
        Command::Reject(judge) => correct::judge(judge, Action::Reject, &*grammar::load(args)?, console),
        Command::Withdraw(withdraw) => correct::withdraw(withdraw, &*grammar::load(args)?, console),
        Command::Review(review) => correct::review(review, console),
        Command::Sql(sql) => archive::sql(sql, console),
        Command::Export(export) => export::run(export, console),
        Command::Schema => {
            let schema = format!("{:#}\n", crate::document::json_schema());
            write_out(schema.as_bytes())
        }
        Command::Grammar { command: GrammarCommand::Check { dir } } => {
            grammar::check(dir.as_deref().or(args.grammars.as_deref()), console)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "cancu", &mut script);
            write_out(&script)
        }
    }
}

/// Writes bytes to standard output as they are.
fn write_out(bytes: &[u8]) -> Result<Outcome, Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Good)
}

/// Writes text with colours to standard output, without them where it is no terminal.
fn write_styled(text: &str) -> Result<(), Stop> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
