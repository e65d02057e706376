//! Questions to an archive, one function each.
//!
//! In: an [`Archive`](crate::archive::Archive). Out: answers with everything a reader needs to find the words they rest on.
//! Nothing is written.

mod body;
mod cascade;
mod due;
mod gaps;
mod instrument;
mod lineage;
mod neighbours;
mod path;
mod review;
mod search;
mod sql;
mod wording;

pub use body::{Matter, find_bodies, matters, with_successors};
pub use cascade::{Alignment, Answer, Cascade, Change, Child, Item, Pair, State, answer, cascade};
pub use due::{Agenda, Due, DueQuery, calendar, due};
pub use gaps::{Stale, Statistic, Unresolved, stale, stats, unresolved};
pub use instrument::{Found, find};
pub use lineage::{Ancestry, Lineage, Node, lineage};
pub use neighbours::{Citing, Wanted, cited_by, citing, wanted};
pub use path::{PathStep, path};
pub use review::{Decided, Held, Review, find_documents, history, review};
pub use search::{Hit, Hits, Query, search};
pub use sql::{Rows, sql};
