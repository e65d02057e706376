//! Questions to an archive, one function each.
//!
//! In: an [`Archive`](crate::archive::Archive). Out: answers with everything a reader needs to find the words they rest on.
//! Nothing is written.

mod cascade;
mod instrument;
mod lineage;
mod neighbours;
mod search;
mod sql;
mod wording;

pub use cascade::{Alignment, Answer, Cascade, Change, Child, Item, Pair, State, answer, cascade};
pub use instrument::{Found, find};
pub use lineage::{Ancestry, Lineage, Node, lineage};
pub use neighbours::{Citing, Wanted, cited_by, citing, wanted};
pub use search::{Hit, Query, search};
pub use sql::{Rows, sql};
