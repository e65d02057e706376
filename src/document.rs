//! The output contract `cancu/document/v1`: what one extracted document is.
//!
//! In: nothing. Out: the types every later room reads and writes, their JSON and their JSON Schema. What the fields
//! mean is decided here; how they are found is not.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::text::Span;

/// The version of the contract, the value of [`Document::schema`].
pub const SCHEMA: &str = "cancu/document/v1";

/// The name of the rule that found a fact, such as `citation.number`.
pub type Rule = Cow<'static, str>;

/// Everything one source states, with its place in the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Always `cancu/document/v1`.
    pub schema: Cow<'static, str>,
    /// The canonical id, `vn/<issuer>/<kind>/<year>/<number>`.
    pub id: String,
    /// The file the document was read from.
    pub source: SourceInfo,
    /// What stands in the head and the foot of the document (thể thức văn bản).
    pub header: Header,
    /// The tree of sections, in reading order.
    pub sections: Vec<Section>,
    /// Every mention of another instrument, in reading order.
    pub citations: Vec<Citation>,
    /// The edges of the citation graph that this document states.
    pub links: Vec<Link>,
    /// Who leads, who coordinates, when.
    pub assignments: Vec<Assignment>,
    /// Times by which or at which somebody must act or report.
    pub deadlines: Vec<Deadline>,
    /// Results to be reached.
    pub targets: Vec<Target>,
    /// The bodies that head, tasks, deadlines and recipients name, each once, in the order of their first mention.
    #[serde(default)]
    pub bodies: Vec<Body>,
    /// How well the text can be read.
    #[serde(default)]
    pub legibility: Legibility,
    /// What was read through an error of scanning or typing.
    pub repairs: Vec<Repair>,
    /// What is doubtful.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceInfo {
    /// The path as it was given.
    pub path: String,
    /// SHA-256 of the original bytes, in lower-case hex.
    pub sha256: String,
    /// The number of original bytes.
    pub bytes: u64,
    /// The carrier: `text` or `markdown`.
    pub format: Cow<'static, str>,
    /// The character encoding the bytes were read as, such as `UTF-8`.
    pub encoding: Cow<'static, str>,
}

/// The formal elements of a document (các thành phần thể thức, Nghị định 30/2020/NĐ-CP Điều 8).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Tên loại văn bản.
    pub kind: Option<Kind>,
    /// Số và ký hiệu in canonical form; `null` where the source leaves the number blank.
    pub number: Option<String>,
    /// Ký hiệu, present even where the number is blank.
    pub symbol: Option<String>,
    /// ISO 8601, as precise as printed (`2021`, `2013-12`, `2024-08-22`).
    pub date: Option<String>,
    /// Địa danh of the date line.
    pub place: Option<String>,
    /// Trích yếu, joined to one line.
    pub title: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: Option<Issuer>,
    /// Chức vụ, họ tên của người ký.
    pub signature: Option<Signature>,
    /// Nơi nhận, one entry a dash, without «Lưu».
    pub recipients: Vec<String>,
    /// Kính gửi of a letter.
    pub addressees: Vec<String>,
    /// What stands after «Lưu:».
    pub filing: Option<String>,
    /// The place of each field above that the source prints.
    #[serde(default)]
    pub spans: HeaderSpans,
}

/// The places of the header fields in the source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeaderSpans {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressees: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<Span>,
}

/// A type of document (loại văn bản), such as `KH`, Kế hoạch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Kind {
    /// The code, after Nghị định 30/2020/NĐ-CP Phụ lục III or the Party's rules.
    pub code: String,
    /// The Vietnamese name.
    pub name: String,
}

/// The body that issued the document (cơ quan ban hành).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issuer {
    /// The full name, completed by level and place where the document states them anywhere.
    pub name: String,
    /// The slug, such as `ubnd-tinh-dong-nai`.
    pub id: String,
    /// `central`, `province`, `district`, `commune` or `null` where unknown.
    pub level: Option<Level>,
}

/// The level of government a body belongs to (cấp hành chính).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện (until 30/6/2025).
    District,
    /// Cấp xã.
    Commune,
}

/// The signature block (thể thức ký, Nghị định 30/2020/NĐ-CP Điều 13).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    /// The lines that say on whose behalf: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`.
    pub authority: Vec<String>,
    /// Chức vụ of the signer.
    pub position: Option<String>,
    /// Họ và tên.
    pub name: Option<String>,
}

/// One node of the tree of sections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// The parent's id, a dot, the ordinal: `II.2.a.-3.+1`. Unique in a document.
    pub id: String,
    /// What kind of marker opens it.
    pub kind: SectionKind,
    /// The marker as printed.
    pub marker: Option<String>,
    /// The heading, where the marker introduces one.
    pub title: Option<String>,
    /// The node's own words after the title, paragraphs separated by `\n`.
    pub text: String,
    /// Marker, title, text and children.
    pub span: Span,
    /// The nodes below.
    pub children: Vec<Section>,
}

impl Section {
    /// Calls `visit` on this node and all below it, in reading order.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Section)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

/// The kind of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// `A.`
    Upper,
    /// `I.`, `I-`
    Roman,
    /// `1.`
    Arabic,
    /// `1.1.`
    Decimal,
    /// `a)`, `a.`, `a/`
    Letter,
    /// `(i)`
    RomanLower,
    /// `-`, `•`, `*`
    Dash,
    /// `+`
    Plus,
    /// Điều.
    Article,
    /// Khoản: `1.` in a Điều.
    Clause,
    /// Điểm: `a)` in a Điều.
    Point,
    /// Phụ lục.
    Appendix,
    /// What stands between title and first section.
    Preamble,
    /// The unmarked paragraphs that close the text.
    Closing,
}

/// How far a fact is stated by the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The words say so.
    Stated,
    /// Completed from elsewhere in the document.
    Inferred,
    /// The words allow more than one reading.
    Ambiguous,
}

/// One mention of another instrument (viện dẫn văn bản).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    pub span: Span,
    /// The words of the mention, space and markup folded.
    pub text: String,
    /// The id of the innermost section that holds it, or `title`.
    pub section: String,
    /// The type code, such as `QĐ`.
    pub kind: String,
    /// The canonical number, such as `23/QĐ-TTg`; `null` for a law by name.
    pub number: Option<String>,
    /// As stated at this mention, ISO 8601, may be partial.
    pub date: Option<String>,
    /// As stated at this mention.
    pub issuer: Option<String>,
    /// Trích yếu given with it.
    pub subject: Option<String>,
    /// «khoản 2 Điều 5» where a part of the instrument is cited.
    pub provision: Option<String>,
    pub form: CitationForm,
    /// The canonical id of the instrument; parts that stay unknown are `_`.
    pub target: String,
    /// The numbered law that a name stands for at the document's date, where the grammar knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    pub rule: Rule,
    pub certainty: Certainty,
}

/// What a law's name stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Resolved {
    /// The canonical id of the numbered law.
    pub id: String,
    pub certainty: Certainty,
}

/// How an instrument is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CitationForm {
    /// Number and date.
    Full,
    /// Number without date.
    Short,
    /// By the short name declared with «gọi tắt là».
    Alias,
    /// A law by its name.
    Name,
}

/// An edge of the citation graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// `self`, or the id of another instrument.
    pub from: String,
    pub to: String,
    pub relation: Relation,
    /// The indexes of the citations that state it.
    pub citations: Vec<usize>,
    /// The words that state it.
    pub span: Span,
    pub rule: Rule,
    pub certainty: Certainty,
}

/// How one instrument stands to another, the weakest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Thực hiện, triển khai thực hiện, thi hành.
    Implements,
    /// Căn cứ, trên cơ sở.
    BasedOn,
    /// Theo đề nghị, xét đề nghị tại Tờ trình.
    ProposedBy,
    /// Phê duyệt, ban hành kèm theo.
    Approves,
    /// Quy định chi tiết, hướng dẫn thi hành.
    Details,
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// Bãi bỏ.
    Repeals,
    /// Any other mention.
    Cites,
}

/// Who leads a task, who takes part, when (phân công nhiệm vụ).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    pub section: String,
    pub form: AssignmentForm,
    /// Cơ quan chủ trì.
    pub lead: Vec<String>,
    /// Cơ quan phối hợp.
    pub coordinating: Vec<String>,
    /// The words of the timing label as printed.
    pub timing: Option<String>,
    /// The same, normalised.
    pub when: Option<When>,
    /// The labels of the targets the task is to carry out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
    pub span: Span,
    pub rule: Rule,
    pub certainty: Certainty,
}

/// How an assignment is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AssignmentForm {
    /// «Cơ quan chủ trì: …» lines or table columns.
    Labelled,
    /// A task below a heading that is a body.
    Heading,
    /// A sentence that names who does it.
    Prose,
}

/// A time by which or at which somebody must act (thời hạn).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    pub section: String,
    pub text: String,
    pub action: Action,
    /// Who must act.
    pub by: Vec<String>,
    /// Who receives it.
    pub to: Vec<String>,
    pub when: When,
    pub span: Span,
    pub rule: Rule,
    pub certainty: Certainty,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Báo cáo.
    Report,
    /// Sơ kết, tổng kết, đánh giá.
    Review,
    /// Hoàn thành, xong, ban hành.
    Complete,
    /// Tổ chức an event.
    Hold,
    Other,
}

/// A normalised time. Dates are ISO 8601 and may be partial (`2030`, `2025-12`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum When {
    /// «trước ngày», «chậm nhất»: the named date.
    Before { date: String },
    /// At a date.
    On { date: String },
    /// A span of days, both ends inclusive; an end that the source leaves open is `null`.
    During { from: Option<String>, to: Option<String> },
    /// A recurrence, RFC 5545.
    Every {
        rrule: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        before: bool,
    },
    /// «thường xuyên».
    Ongoing,
    /// «trong vòng 10 ngày kể từ …»: ISO 8601 duration after an event.
    After { anchor: String, duration: String },
}

/// A result to be reached (chỉ tiêu).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    pub section: String,
    /// The printed label, «Chỉ tiêu 1».
    pub label: Option<String>,
    /// What is measured.
    pub indicator: String,
    pub values: Vec<TargetValue>,
    pub span: Span,
    pub rule: Rule,
    pub certainty: Certainty,
}

/// One value of a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetValue {
    pub op: Operator,
    pub value: f64,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// As printed: `%`, `/100.000 trẻ em`.
    pub unit: String,
    /// The year or date by which.
    pub by: Option<String>,
    /// The population the value is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// A body (cơ quan, tổ chức) as one entity, however the document prints its name.
///
/// «UBND tỉnh», «Uỷ ban nhân dân tỉnh» and «Chủ tịch UBND tỉnh» of a plan of Bắc Ninh are one:
/// `ubnd-tinh-bac-ninh`. The facts keep the names as printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// The slug of the table «Identity», the same as the issuer's part of instrument ids; a local body takes its place
    /// from the words, else from the document's issuer. Where no place is known it ends in `-_`. A group has an id of
    /// its own kind: `nhom/` and the slug of the group, `nhom/cac-so-nganh`, `nhom/ubnd-cac-xa-phuong`, the same in
    /// whatever order its units stand and whether or not «các» is printed.
    pub id: String,
    /// The full name with its place; of a group and of an unknown body, the name as first printed.
    pub name: String,
    /// `null` where unknown or mixed.
    pub level: Option<Level>,
    /// `null` where unknown.
    pub branch: Option<Branch>,
    /// Whether it is a group that names nobody in particular: «các sở, ngành», «UBND các xã, phường».
    pub generic: bool,
    /// The places that name it, in reading order.
    pub mentions: Vec<Span>,
    /// What it does in the document, each once.
    pub roles: Vec<BodyRole>,
    /// The ids of the bodies that took its tasks over, before or after the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
    /// The ids of the bodies whose tasks it had taken over by the document's date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<String>,
    /// `stated` where some mention says which body it is, `inferred` where the place comes from the issuer.
    pub certainty: Certainty,
}

/// The branch of the political system (hệ thống chính trị) a body belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Branch {
    /// Nhà nước.
    State,
    /// Đảng.
    Party,
    /// Mặt trận and tổ chức chính trị - xã hội, hội.
    Mass,
    /// Đơn vị sự nghiệp, doanh nghiệp, cơ quan báo chí.
    Service,
}

/// What a body does in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyRole {
    /// Cơ quan ban hành.
    Issuer,
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinating,
    /// Owes what a deadline asks for.
    DeadlineBy,
    /// Receives it.
    DeadlineTo,
    /// Nơi nhận, Kính gửi.
    Recipient,
}

/// How well a text can be read, as a measure of its words; not how well it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Legibility {
    /// From 0 to 1, two decimals: the share of undamaged words, less what lost marks cost.
    pub score: f64,
    pub verdict: Verdict,
    pub basis: LegibilityBasis,
}

impl Default for Legibility {
    fn default() -> Legibility {
        Legibility { score: 1.0, verdict: Verdict::Clear, basis: LegibilityBasis::default() }
    }
}

/// What a [`Legibility`] rests on: counts of words of two letters and more; codes («UBND», «QH15») do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LegibilityBasis {
    pub words: u32,
    /// Words whose letters can be a Vietnamese syllable (âm tiết).
    pub syllables: u32,
    /// Syllables that bear a mark: more than four in five in print, none where the marks are lost.
    pub marked: u32,
    /// Syllables whose marks cannot stand there: two tones, no sắc or nặng before a final p, t, c, ch.
    pub misspelt: u32,
    /// Words whose letters cannot be one syllable.
    pub unknown: u32,
    /// Words with signs or digits among their letters.
    pub stray: u32,
}

/// What a score means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Print, or scanned well.
    Clear,
    /// Scanned with errors that a reader sees through.
    Noisy,
    /// So damaged, or so bare of marks, that facts and names must be checked against the original.
    Illegible,
}

/// How a target's value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Operator {
    /// Đạt, là, còn.
    #[serde(rename = "=")]
    Equal,
    /// Dưới.
    #[serde(rename = "<")]
    Below,
    /// Trên.
    #[serde(rename = ">")]
    Above,
    /// Ít nhất, tối thiểu, trở lên.
    #[serde(rename = ">=")]
    AtLeast,
    /// Không quá, tối đa.
    #[serde(rename = "<=")]
    AtMost,
    /// Tăng.
    #[serde(rename = "+")]
    Increase,
    /// Giảm.
    #[serde(rename = "-")]
    Decrease,
}

/// Something read through an error of scanning or typing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    pub span: Span,
    /// As printed.
    pub text: String,
    pub repaired: String,
    pub rule: Rule,
}

/// Something doubtful.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable code, such as `numbering-gap`.
    pub code: Rule,
    pub message: String,
    pub span: Span,
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// The JSON Schema (draft 2020-12) of [`Document`].
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}

impl Document {
    /// All sections in reading order.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Section)) {
        for section in &self.sections {
            section.walk(visit);
        }
    }

    /// The direct parents (văn bản cấp trên trực tiếp): links of this document that stand in its title or preamble.
    pub fn parents(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| {
            link.from == "self"
                && matches!(link.relation, Relation::Implements | Relation::BasedOn)
                && link.citations.iter().any(|&index| {
                    self.citations.get(index).is_some_and(|c| c.section == "title" || c.section == "preamble")
                })
        })
    }
}
