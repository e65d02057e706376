//! Which passages of two documents say the same in other words.
//!
//! In: the passages of a plan and of one that carries it out. Out: pairs, the surest first. Words are compared without
//! marks and case, in pairs of neighbours, so that places, order and slips of scanning cost little; a pair counts by how
//! rare it is in the two documents. The frame of administrative prose («tổ chức triển khai thực hiện») counts nothing.

use std::collections::HashMap;

use crate::text::fold;

/// Syllables that say nothing of a task: links and levels of government.
const LINKS: [&str; 38] = [
    "cac", "cap", "cho", "co", "cua", "da", "de", "den", "dia", "do", "duoc", "gom", "hay", "hoac", "huyen",
    "khi", "la", "moi", "mot", "nay", "nham", "nhat", "nhu", "nhung", "phuong", "ra", "tai", "theo", "thi",
    "thon", "tinh", "tren", "trong", "va", "ve", "voi", "xa", "xom",
];

/// What any plan says of any task, sorted.
const FRAME: [&str; 76] = [
    "ban hanh",
    "bao cao",
    "bao dam",
    "bo nganh",
    "can cu",
    "che do",
    "chi dao",
    "chinh phu",
    "chiu trach nhiem",
    "chu dong",
    "chu tich",
    "chu tri",
    "chuc nang",
    "co hieu qua",
    "co lien quan",
    "co quan",
    "cong tac",
    "cu the hoa",
    "dam bao",
    "day manh",
    "de nghi",
    "dia ban",
    "dia phuong",
    "dinh ky",
    "doan the",
    "doi voi",
    "don doc",
    "don vi",
    "giai phap",
    "giam doc",
    "hang nam",
    "hieu qua",
    "hoi dong nhan dan",
    "huong dan",
    "ke hoach",
    "ket qua",
    "khan truong",
    "kip thoi",
    "lien quan",
    "nang cao",
    "nganh lien quan",
    "nhiem vu",
    "noi dung",
    "phoi hop",
    "phu hop",
    "quan huyen",
    "quoc gia",
    "quy dinh",
    "quyen han",
    "quyet dinh",
    "so ban nganh",
    "so ket",
    "so nganh",
    "tang cuong",
    "tham muu",
    "tham quyen",
    "thanh pho",
    "theo doi",
    "thi tran",
    "thi xa",
    "thuc hien",
    "thuong xuyen",
    "tiep tuc",
    "to chuc",
    "toan huyen",
    "toan quoc",
    "toan tinh",
    "toan xa",
    "tong hop",
    "tong ket",
    "trien khai",
    "trung uong",
    "ubnd",
    "uy ban nhan dan",
    "xa phuong",
    "xay dung",
];

/// From which score on a passage joins one that is answered: a further answer must be surer than the first.
const FURTHER: f64 = 0.5;

/// What a passage is compared by: the numbers of its pairs of words, each once.
pub(super) type Passage = Vec<u32>;

/// The pairs of words that two documents have.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, u32>,
    pairs: HashMap<(u32, u32), u32>,
}

/// A passage above and one below that say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    pub(super) parent: usize,
    pub(super) child: usize,
    /// The share of the shorter one's words that the other has, less what the other has besides; 1 for equal words.
    pub(super) score: f64,
}

impl Vocabulary {
    /// Reads folded words, without links and frame; `|` separates what are no neighbours.
    pub(super) fn read(&mut self, folded: &str) -> Passage {
        self.pairs_of(folded, true)
    }

    /// The same with the frame, where the frame is what is asked for: «báo cáo kết quả thực hiện».
    pub(super) fn read_whole(&mut self, folded: &str) -> Passage {
        self.pairs_of(folded, false)
    }

    /// A pair that stands for an instrument.
    pub(super) fn instrument(&mut self, id: &str) -> u32 {
        let id = self.word(id);
        self.pair(id, id)
    }

    fn pairs_of(&mut self, folded: &str, frame_out: bool) -> Passage {
        let mut passage = Vec::new();
        for part in folded.split('|') {
            let syllables: Vec<&str> =
                part.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
            let mut last = None;
            let mut at = 0;
            while at < syllables.len() {
                let frame = if frame_out { frame(&syllables[at..]) } else { 0 };
                if frame > 0 {
                    at += frame;
                    continue;
                }
                let word = syllables[at];
                at += 1;
                if LINKS.binary_search(&word).is_ok() {
                    continue;
                }
                let word = self.word(word);
                if let Some(last) = last.replace(word) {
                    passage.push(self.pair(last, word));
                }
            }
        }
        passage.sort_unstable();
        passage.dedup();
        passage
    }

    fn word(&mut self, word: &str) -> u32 {
        let next = self.words.len() as u32;
        match self.words.get(word) {
            Some(&number) => number,
            None => *self.words.entry(word.to_owned()).or_insert(next),
        }
    }

    fn pair(&mut self, first: u32, second: u32) -> u32 {
        let next = self.pairs.len() as u32;
        *self.pairs.entry((first, second)).or_insert(next)
    }

    /// The passages that say the same with a score of `least` at the least.
    ///
    /// Each passage below answers at most one above, one above may be answered by several: the best pairs of two that are
    /// free come first, then what is left below joins what is answered above.
    pub(super) fn align(
        &self,
        parent: &[Passage],
        child: &[Passage],
        nothing: &[u32],
        least: f64,
        may: impl Fn(usize, usize) -> bool,
    ) -> Vec<Match> {
        let weights = self.weights(parent, child, nothing);
        let mut matches = candidates(parent, child, &weights, least);
        matches.retain(|found| may(found.parent, found.child));
        matches
            .sort_by(|a, b| b.score.total_cmp(&a.score).then((a.parent, a.child).cmp(&(b.parent, b.child))));
        let (mut above, mut below) = (vec![false; parent.len()], vec![false; child.len()]);
        let mut chosen = Vec::new();
        for several in [false, true] {
            for found in &matches {
                let free = if several { found.score >= FURTHER } else { !above[found.parent] };
                if below[found.child] || !free {
                    continue;
                }
                above[found.parent] = true;
                below[found.child] = true;
                chosen.push(*found);
            }
        }
        chosen.sort_by_key(|found| (found.parent, found.child));
        chosen
    }

    /// How much each pair of words counts: the more, the fewer passages of a document have it.
    fn weights(&self, parent: &[Passage], child: &[Passage], nothing: &[u32]) -> Vec<f64> {
        let count = |passages: &[Passage]| {
            let mut counts = vec![0u32; self.pairs.len()];
            passages.iter().flatten().for_each(|&pair| counts[pair as usize] += 1);
            counts
        };
        let all = parent.len().max(child.len()) as f64;
        // What stands in a quarter of the passages tells none from another.
        let common = (all / 4.0).max(8.0);
        let weigh = |(above, below): (u32, u32)| {
            let passages = f64::from(above.max(below).max(1));
            if passages > common { 0.0 } else { (1.0 + all / passages).ln().powi(2) }
        };
        let mut weights: Vec<f64> = count(parent).into_iter().zip(count(child)).map(weigh).collect();
        nothing.iter().for_each(|&pair| weights[pair as usize] = 0.0);
        weights
    }
}

/// How many syllables a phrase of the frame takes here.
fn frame(syllables: &[&str]) -> usize {
    let fits = |phrase: &&&str| {
        let mut words = phrase.split(' ');
        let mut here = syllables.iter();
        words.all(|word| here.next() == Some(&word))
    };
    let first = syllables.first().copied().unwrap_or_default();
    let from = FRAME.partition_point(|phrase| *phrase < first);
    FRAME[from..]
        .iter()
        .take_while(|phrase| phrase.starts_with(first))
        .filter(fits)
        .map(|phrase| phrase.split(' ').count())
        .max()
        .unwrap_or(0)
}

/// All pairs of passages that share enough, by an index from pairs of words to passages.
fn candidates(parent: &[Passage], child: &[Passage], weights: &[f64], least: f64) -> Vec<Match> {
    let mass = |passage: &Passage| passage.iter().map(|&pair| weights[pair as usize]).sum::<f64>();
    let (above, below): (Vec<f64>, Vec<f64>) =
        (parent.iter().map(mass).collect(), child.iter().map(mass).collect());
    let mut holders = vec![Vec::new(); weights.len()];
    for (place, passage) in child.iter().enumerate() {
        passage.iter().for_each(|&pair| holders[pair as usize].push(place));
    }
    let mut shared = vec![0.0; child.len()];
    let mut touched = Vec::new();
    let mut found = Vec::new();
    for (place, passage) in parent.iter().enumerate() {
        for &pair in passage {
            let weight = weights[pair as usize];
            if weight == 0.0 {
                continue;
            }
            for &holder in &holders[pair as usize] {
                if shared[holder] == 0.0 {
                    touched.push(holder);
                }
                shared[holder] += weight;
            }
        }
        for holder in touched.drain(..) {
            let score = score(std::mem::take(&mut shared[holder]), above[place], below[holder]);
            if score >= least {
                found.push(Match { parent: place, child: holder, score });
            }
        }
    }
    found
}

/// What two passages share of the shorter one, where a quarter of what the longer has besides counts against them.
fn score(shared: f64, one: f64, other: f64) -> f64 {
    let (short, long) = (one.min(other), one.max(other));
    if short > 0.0 { shared / (short + 0.25 * (long - short)) } else { 0.0 }
}

/// Folded words without `pieces`, each replaced by a gap.
pub(super) fn without<'a>(text: &str, pieces: impl Iterator<Item = &'a str>) -> String {
    let mut folded = fold(text).replace('|', " ");
    for piece in pieces {
        let piece = fold(piece);
        if !piece.is_empty() {
            folded = folded.replace(&piece, "|");
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs that are found between lines.
    fn pairs(parent: &[&str], child: &[&str]) -> Vec<(usize, usize)> {
        let mut vocabulary = Vocabulary::default();
        let parent: Vec<Passage> = parent.iter().map(|line| vocabulary.read(&fold(line))).collect();
        let child: Vec<Passage> = child.iter().map(|line| vocabulary.read(&fold(line))).collect();
        let matches = vocabulary.align(&parent, &child, &[], 0.45, |_, _| true);
        matches.into_iter().map(|found| (found.parent, found.child)).collect()
    }

    #[test]
    fn lists_are_sorted() {
        assert!(LINKS.is_sorted());
        assert!(FRAME.is_sorted());
    }

    #[test]
    fn places_order_marks_and_slips_do_not_matter() {
        let parent = [
            "Phòng, chống đuối nước: rào chắn ao hồ, cắm biển cảnh báo nguy hiểm trên toàn quốc.",
            "Dạy bơi an toàn cho học sinh tiểu học tại các bể bơi lắp ghép.",
        ];
        let child = [
            "DẠY BƠI AN TOÀN cho học sinh tiểu học tại bể bơi lắp ghép của các xã.",
            "Cắm biển cảnh báo nguy hiêm, rào chắn ao hồ trên địa bàn xã để phòng, chống đuối nước.",
        ];
        assert_eq!(pairs(&parent, &child), [(0, 1), (1, 0)]);
        assert_eq!(pairs(&["Xoá nhà tạm, hoà giải cơ sở"], &["Xóa nhà tạm, hòa giải cơ sở"]), [(0, 0)]);
    }

    #[test]
    fn the_frame_alone_is_nothing() {
        let parent =
            ["Tăng cường công tác chỉ đạo, tổ chức triển khai thực hiện nhiệm vụ trồng rừng ngập mặn."];
        let child =
            ["Tăng cường công tác chỉ đạo, tổ chức triển khai thực hiện nhiệm vụ tiêm chủng mở rộng."];
        assert_eq!(pairs(&parent, &child), []);
        assert_eq!(Vocabulary::default().read("to chuc trien khai thuc hien ke hoach"), Vec::<u32>::new());
    }

    #[test]
    fn a_thousand_against_a_thousand() {
        let line = |n: usize| {
            format!("Tăng cường công tác a{n} b{n} c{} d{} trên địa bàn e{}", n % 7, n % 90, n / 3)
        };
        let above: Vec<String> = (0..1000).map(line).collect();
        let below: Vec<String> = (0..1000).rev().map(line).collect();
        let lines = |lines: &'static [String]| lines.iter().map(String::as_str).collect::<Vec<_>>();
        let found = pairs(&lines(above.leak()), &lines(below.leak()));
        assert_eq!(found, (0..1000).map(|n| (n, 999 - n)).collect::<Vec<_>>());
    }

    #[test]
    fn several_below_may_answer_one_above() {
        let parent = ["Lắp đặt camera giám sát cổng trường, thành lập tổ tư vấn tâm lý học đường."];
        let child = ["Lắp đặt camera giám sát cổng trường.", "Thành lập tổ tư vấn tâm lý học đường."];
        assert_eq!(pairs(&parent, &child), [(0, 0), (0, 1)]);
    }
}
