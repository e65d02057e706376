//! What the words of the domain mean: the vocabularies of `grammars/*.toml`, read and compiled once.
//!
//! In: grammar files, embedded or from a folder. Out: a [`Grammar`], one [`Lexicon`] for each file. A lexicon finds its
//! phrases in folded text: whole words, the longest phrase first, marks only where an entry asks for them. What a found
//! phrase means in its context is not decided here.

mod check;
mod file;
mod index;
mod lexicon;
mod openings;

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

pub use check::{FileProof, Proof, prove};
pub use file::{GrammarError, load, load_dir, read_dir};
pub use lexicon::{Entry, Found, Lexicon};

pub use crate::document::Branch;
use crate::document::{Level, Relation};
use crate::text::Text;

/// All vocabularies.
#[derive(Clone, Debug)]
pub struct Grammar {
    /// Loại văn bản: `grammars/document-types.toml`.
    pub types: Lexicon<DocumentType>,
    /// Cơ quan, tổ chức: `grammars/bodies.toml`.
    pub bodies: Lexicon<Body>,
    /// What names of bodies are made of: `grammars/body-words.toml`.
    pub body_words: Lexicon<BodyWord>,
    /// Tỉnh, thành phố trực thuộc Trung ương: `grammars/places.toml`.
    pub places: Lexicon<Place>,
    /// Luật, bộ luật, pháp lệnh by name: `grammars/laws.toml`.
    pub laws: Lexicon<Law>,
    /// Who does what: `grammars/roles.toml`.
    pub roles: Lexicon<RoleCue>,
    /// Words of time: `grammars/calendar.toml`.
    pub calendar: Lexicon<CalendarCue>,
    /// How one instrument stands to another: `grammars/relations.toml`.
    pub relations: Lexicon<RelationCue>,
    /// Thể thức: `grammars/form.toml`.
    pub form: Lexicon<FormCue>,
    /// Words of measures and targets: `grammars/measures.toml`.
    pub measures: Lexicon<MeasureCue>,
    /// Entries by code, slug and name.
    index: index::Index,
    /// The words that open phrases.
    openings: openings::Openings,
}

impl Grammar {
    /// The embedded grammar, compiled at first use.
    pub fn builtin() -> Arc<Grammar> {
        static BUILTIN: LazyLock<Arc<Grammar>> =
            LazyLock::new(|| Arc::new(load(&[]).expect("the embedded grammar is proved by a test")));
        Arc::clone(&BUILTIN)
    }

    /// Folds a source and tags its words, so that its vocabularies pass quickly over words that open no phrase of theirs.
    /// No other grammar can read the text.
    pub fn read<'s>(&self, source: &'s str) -> Text<'s> {
        let mut text = Text::new(source);
        self.openings.tag(&mut text);
        text
    }
}

/// A type of document (loại văn bản, Nghị định 30/2020/NĐ-CP Điều 7 and Phụ lục III; Party types of Hướng dẫn 36-HD/VPTW).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentType {
    /// The code as in [`crate::document::Citation::kind`]: `QĐ`.
    pub code: String,
    /// «Quyết định».
    pub name: String,
    /// Codes that stand for it in numbers: `["QĐ", "QĐi", "QĐNS"]`.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// The kind part of canonical ids: `qd`.
    pub slug: String,
    /// Whether numbers of this type carry their year and are identified by it (NĐ, TT, LUAT …).
    #[serde(default)]
    pub normative: bool,
    /// Whether a heading line of this word alone makes a document of this type.
    #[serde(default)]
    pub heading: bool,
}

/// A body of the State, the Party or a mass organisation (cơ quan, tổ chức).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The full name: «Bộ Y tế», «Ủy ban nhân dân», «Sở Y tế».
    pub name: String,
    /// The slug of the name without place: `bo-y-te`, `ubnd`, `so-y-te`.
    pub slug: String,
    /// Codes in document numbers: `["BYT"]`.
    #[serde(default)]
    pub codes: Vec<String>,
    /// The level it always stands at; none where the same name exists at several.
    pub level: Option<Level>,
    /// Which branch it belongs to.
    pub branch: Branch,
    /// Whether a place must be added to say which one it is (UBND, Sở, Công an).
    #[serde(default)]
    pub local: bool,
    /// First day it existed, ISO 8601, as precise as known.
    pub since: Option<String>,
    /// Last day it existed, as precise as known.
    pub until: Option<String>,
    /// The slugs of the bodies that took over.
    #[serde(default)]
    pub successors: Vec<String>,
}

/// A word that names of bodies are made of, or that ends a list of them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyWord {
    pub class: BodyClass,
    /// Whether the title of a chief stands for the body behind it: «Giám đốc Sở Y tế».
    #[serde(default)]
    pub chief: bool,
}

/// What a word does in a list of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyClass {
    /// «các», «những»: one group follows.
    Quantifier,
    /// «và», «cùng».
    Joiner,
    /// Opens a body of its own: «Ủy ban nhân dân», «Công an», «Trung tâm».
    Head,
    /// As [`BodyClass::Head`], but may stand bare under one «các»: «các sở, ban, ngành».
    Bare,
    /// Names a body only where a place or a level follows: «Thanh tra tỉnh», not «thanh tra, kiểm tra».
    Placed,
    /// Names nobody in particular: «cơ quan», «đơn vị», «địa phương».
    Generic,
    /// «huyện», «xã», «cấp tỉnh».
    Unit,
    /// Who stands for a body: «Giám đốc», «Thủ trưởng», «đồng chí».
    Position,
    /// Persons of no body in particular: «cán bộ, công chức».
    Person,
    /// Closes a generic body: «có liên quan», «trên địa bàn».
    Closer,
    /// A place or a higher body follows: «thuộc», «của».
    Link,
    /// A verb or a noun: «tổ chức».
    Organise,
    /// Has a word of another class inside, but is none: «xã hội», «trường hợp».
    Plain,
    /// A verb that ends a list, but may be the name of «Tổ», «Đoàn», «Ban»: «Tổ tư vấn».
    Work,
    /// Ends a list wherever it stands: verbs of duty, prepositions, adverbs.
    End,
}

/// A province (đơn vị hành chính cấp tỉnh), before or after the merger of 01/7/2025.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// «Đồng Nai».
    pub name: String,
    /// `tỉnh` or `thành phố` while it existed in the form of this entry.
    pub unit: String,
    pub since: Option<String>,
    pub until: Option<String>,
    /// The name of the province it went into, on 01/7/2025 unless `until` says otherwise.
    pub merged_into: Option<String>,
}

/// A law, code, ordinance or constitution that documents cite by name (luật, bộ luật, pháp lệnh, hiến pháp).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The name with its type word: «Luật Trẻ em».
    pub name: String,
    /// The kind code: `LUAT`, `BLUAT`, `PL`, `HP`.
    pub kind: String,
    /// The laws that have borne the name, oldest first.
    #[serde(default)]
    pub versions: Vec<LawVersion>,
}

/// One law that bore a name for a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawVersion {
    /// «102/2016/QH13».
    pub number: String,
    /// The day it came into force, ISO 8601.
    pub in_force: String,
}

/// A phrase that gives a body its part in a task.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleCue {
    pub role: Role,
    /// Whether the phrase counts only as a label before a colon or as a column heading.
    #[serde(default)]
    pub label: bool,
}

/// What part a phrase gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Chủ trì, đầu mối, chịu trách nhiệm chính; labels «Cơ quan chủ trì», «Đơn vị thực hiện».
    Lead,
    /// Phối hợp (với, cùng); labels «Cơ quan phối hợp».
    Coordinate,
    /// Labels «Thời gian thực hiện», «Thời hạn».
    Timing,
    /// One label for lead and partners: «Cơ quan chủ trì, phối hợp».
    LeadAndCoordinate,
    /// Labels that say what is to come out: «Sản phẩm», «Kết quả».
    Product,
    /// Labels «Kinh phí», «Nguồn kinh phí».
    Funding,
    /// Labels of the task column: «Nội dung», «Nhiệm vụ».
    Task,
    /// Labels of the counter column: «STT», «TT».
    Counter,
    /// Labels «Ghi chú».
    Note,
    /// «Giao», «giao cho» before a body.
    Assign,
    /// «Đề nghị», «Yêu cầu» before a body.
    Request,
    /// «có trách nhiệm», «chịu trách nhiệm» after a body.
    Duty,
    /// «tham mưu (cho)», «trình» before the decider.
    Advise,
    /// «báo cáo», «gửi báo cáo».
    Report,
    /// «về», «gửi», «cho» between «báo cáo» and the receiver.
    Receiver,
    /// «qua», «thông qua» before the collecting unit.
    Through,
    /// Words that hold a cue and give nobody a part: «chương trình», «được giao», «phối hợp liên ngành».
    Aside,
}

/// A word of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarCue {
    pub meaning: CalendarMeaning,
    /// What the meaning needs beside itself: months of a quarter, RRULE part, weekday code.
    #[serde(default)]
    pub value: Option<String>,
}

/// What a word of time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarMeaning {
    /// «trước ngày», «xong trước», «chậm nhất», «không quá ngày»: a bound.
    Before,
    /// «vào», «trong», «vào ngày».
    At,
    /// «từ», «kể từ».
    From,
    /// «đến», «đến hết».
    To,
    /// «hằng năm», «hàng quý», «định kỳ 6 tháng»: `value` is the RRULE.
    Every,
    /// «thường xuyên», «liên tục», «quanh năm».
    Ongoing,
    /// «trong vòng», «trong thời hạn».
    Within,
    /// «kể từ», «sau khi»: what a duration counts from.
    Anchor,
    /// «sơ kết», «tổng kết», «đánh giá».
    Review,
    /// «báo cáo».
    Report,
    /// «hoàn thành», «xong», «ban hành».
    Complete,
    /// «tổ chức», events.
    Hold,
    /// «đột xuất», «kịp thời», «theo quy định»: no date.
    OnDemand,
    /// «giai đoạn», «tầm nhìn», «định hướng», «nhiệm kỳ», «năm học»: the period in a name.
    Period,
    /// «đầu», «cuối», «thứ», «hai», «ba»: what opens a date or a length of time that code reads.
    Point,
}

/// A phrase that says how one instrument stands to another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationCue {
    pub relation: Relation,
}

/// A phrase of the form of documents (thể thức).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormCue {
    pub part: FormPart,
}

/// Which part of the form a phrase belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormPart {
    /// Quốc hiệu, tiêu ngữ, «ĐẢNG CỘNG SẢN VIỆT NAM».
    Motto,
    /// «Nơi nhận».
    Recipients,
    /// «Lưu».
    Filing,
    /// «Kính gửi».
    Addressees,
    /// «TM.», «KT.», «TL.», «TUQ.», «Q.», «T/M», «K/T», «T/L».
    Authority,
    /// «CHỦ TỊCH», «PHÓ CHỦ TỊCH», «GIÁM ĐỐC»: positions (chức vụ).
    Position,
    /// «Đã ký», «(Ký tên, đóng dấu)».
    Signed,
    /// «Trên đây là», «Trong quá trình …»: openings of the closing.
    Closing,
    /// «V/v», «Về việc».
    Subject,
    /// «Kèm theo», «Ban hành kèm theo».
    Attached,
    /// «DANH MỤC», «THUYẾT MINH»: what a document encloses without calling it an appendix.
    Enclosure,
    /// «Căn cứ», «Thực hiện», «Xét đề nghị», «Theo đề nghị»: openings of the preamble.
    Preamble,
    /// Text of portals and stamps around a document.
    Furniture,
    /// «Trang», running heads («CÔNG BÁO/Số»).
    RunningHead,
}

/// A word of measures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureCue {
    pub meaning: MeasureMeaning,
}

/// What a word of measures says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureMeaning {
    /// «đạt», «là», «còn», «giảm xuống còn».
    Equal,
    /// «dưới», «xuống dưới».
    Below,
    /// «trên».
    Above,
    /// «ít nhất», «tối thiểu», «trở lên», «đạt từ».
    AtLeast,
    /// «không quá», «tối đa».
    AtMost,
    /// «tăng».
    Increase,
    /// «giảm».
    Decrease,
    /// «phấn đấu», «chỉ tiêu», «mục tiêu», «tỷ lệ»: what makes a figure a target.
    Goal,
    /// «Chỉ tiêu» as a label before a number.
    Label,
    /// Units beside «%»: «tỷ đồng», «lượt», «người».
    Unit,
    /// «mức phạt», «lệ phí», «điểm», «định mức»: norms, no targets.
    Norm,
    /// «tuổi», «tháng tuổi»: ages, no targets.
    Age,
    /// «nhóm giải pháp»: what only begins like a unit.
    Apart,
}
