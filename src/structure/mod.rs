//! From paragraphs to a document: head, tree of sections, foot.
//!
//! In: a laid-out [`Text`]. Out: an [`Outline`], whose runs point into the folded text. The hierarchy follows the logic
//! of the numbering (Nghị định 30/2020/NĐ-CP Phụ lục I.II.6), never the carrier's headings or bold type.

use crate::document::SectionKind;
use crate::text::Run;

/// The parts of a document, as runs of the folded text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The title (trích yếu), its lines joined.
    pub title: Option<Run>,
    /// Every section in reading order, each after its parent.
    pub nodes: Vec<Node>,
}

/// One section.
#[derive(Clone, Debug)]
pub struct Node {
    /// The id of the output contract: `II.2.a.-3.+1`.
    pub id: String,
    pub kind: SectionKind,
    /// The marker as printed.
    pub marker: Option<Run>,
    /// The heading, without its colon or full stop.
    pub title: Option<Run>,
    /// The node's own words after the title; no line break stands inside a paragraph.
    pub paragraphs: Vec<Run>,
    /// Marker, title, text and all nodes below.
    pub extent: Run,
    /// The index of the parent in [`Outline::nodes`].
    pub parent: Option<usize>,
    /// The index after the last node below: those below node `i` are `i + 1..end`.
    pub end: usize,
}

impl Node {
    /// The title, if any, and the paragraphs.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        self.title.into_iter().chain(self.paragraphs.iter().copied())
    }
}

impl Outline {
    /// Whether no node stands below this one.
    pub fn is_leaf(&self, index: usize) -> bool {
        self.nodes[index].end == index + 1
    }

    /// The nodes above, the nearest first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[index].parent, |&i| self.nodes[i].parent)
    }
}
