//! Names of bodies (cơ quan, tổ chức) and lists of them.

use crate::grammar::Grammar;
use crate::text::{Run, Text};

/// The bodies that a list names: «Sở Y tế, các sở, ban, ngành và UBND các xã» gives three.
/// `run` holds the list and nothing else. Splits at «;» and at those commas and «và» that separate bodies.
pub fn body_list(_text: &Text, _grammar: &Grammar, _run: Run) -> Vec<Run> {
    Vec::new()
}

/// How far the list of bodies reaches that starts at `run.start`: ends before the verb of the task. None where no body starts there.
pub fn leading_bodies(_text: &Text, _grammar: &Grammar, _run: Run) -> Option<Run> {
    None
}

/// Whether a heading consists of bodies, as opposed to a topic.
pub fn is_body_title(_text: &Text, _grammar: &Grammar, _run: Run) -> bool {
    false
}
