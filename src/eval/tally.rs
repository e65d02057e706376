//! Counting: how many of the expected facts were found, and how many of those found were expected.
//!
//! In: two lists and what makes a pair of them. Out: counts, and a note for each miss and surplus.

use serde_json::Value;

use super::fold::is_true;

/// The counts of one facet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Facts that are both expected and found.
    pub hit: u64,
    /// Facts that the gold asks for.
    pub gold: u64,
    /// Facts that the output holds.
    pub got: u64,
    /// One line for each miss, surplus or wrong value.
    pub notes: Vec<String>,
}

impl Tally {
    /// The share of what was found that is right; 1 where nothing was found.
    pub fn precision(&self) -> f64 {
        ratio(self.hit, self.got)
    }

    /// The share of what is right that was found; 1 where nothing was to be found.
    pub fn recall(&self) -> f64 {
        ratio(self.hit, self.gold)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    pub(super) fn add(&mut self, other: &Tally) {
        self.hit += other.hit;
        self.gold += other.gold;
        self.got += other.got;
        self.notes.extend_from_slice(&other.notes);
    }

    /// One value that is right or wrong.
    pub(super) fn field(&mut self, ok: bool, note: impl FnOnce() -> String) {
        self.gold += 1;
        self.got += 1;
        self.hit += u64::from(ok);
        if !ok {
            self.notes.push(format!("wrong   {}", note()));
        }
    }

    /// Pairs as many as possible of both lists, one to one, those that are not optional first; an optional one that is
    /// missed costs nothing. Gives the pairs.
    pub(super) fn pair<'a>(
        &mut self,
        golds: &[&'a Value],
        gots: &[&'a Value],
        matches: impl Fn(&Value, &Value) -> bool,
        show: impl Fn(&Value) -> String,
    ) -> Vec<(&'a Value, &'a Value)> {
        let gots: Vec<&Value> = gots.iter().copied().filter(|got| got.is_object()).collect();
        let mut golds: Vec<&Value> = golds.to_vec();
        golds.sort_by_key(|gold| is_optional(gold));
        let edges =
            golds.iter().map(|gold| (0..gots.len()).filter(|&i| matches(gold, gots[i])).collect()).collect();
        let mut matching = Matching { edges, owner: vec![None; gots.len()] };
        for (index, gold) in golds.iter().enumerate() {
            if matching.place(index) {
                self.gold += 1;
                self.hit += 1;
            } else if !is_optional(gold) {
                self.gold += 1;
                self.notes.push(format!("missed  {}", show(gold)));
            }
        }
        self.got += gots.len() as u64;
        let mut pairs = Vec::new();
        for (got, owner) in gots.iter().zip(&matching.owner) {
            match owner {
                Some(gold) => pairs.push((golds[*gold], *got)),
                None => self.notes.push(format!("surplus {}", show(got))),
            }
        }
        pairs
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn is_optional(gold: &Value) -> bool {
    is_true(&gold["optional"])
}

/// A matching that grows by augmenting paths.
struct Matching {
    /// Which of the right side each of the left may have.
    edges: Vec<Vec<usize>>,
    /// Who has each of the right side.
    owner: Vec<Option<usize>>,
}

impl Matching {
    /// Finds a place for `left`, if need be by moving others. Depth first, in order, without recursion.
    fn place(&mut self, left: usize) -> bool {
        let mut seen = vec![false; self.owner.len()];
        // Each step: who looks for a place, and how many of its edges were tried.
        let mut path = vec![(left, 0_usize)];
        while let Some((seeker, tried)) = path.last_mut() {
            let Some(&right) = self.edges[*seeker].get(*tried) else {
                path.pop();
                continue;
            };
            *tried += 1;
            if seen[right] {
                continue;
            }
            seen[right] = true;
            match self.owner[right] {
                Some(owner) => path.push((owner, 0)),
                None => {
                    for (seeker, tried) in path {
                        self.owner[self.edges[seeker][tried - 1]] = Some(seeker);
                    }
                    return true;
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ok_pairs_as_many_as_possible() {
        let golds = [
            json!({"of": [0, 1]}),
            json!({"of": [0]}),
            json!({"of": [7], "optional": true}),
            json!({"of": [8]}),
        ];
        let gots = [json!({"is": 0}), json!({"is": 1}), json!({"is": 2}), json!("no object")];
        let mut tally = Tally::default();
        let pairs = tally.pair(
            &golds.iter().collect::<Vec<_>>(),
            &gots.iter().collect::<Vec<_>>(),
            |gold, got| gold["of"].as_array().unwrap().contains(&got["is"]),
            ToString::to_string,
        );
        assert_eq!(pairs, [(&golds[1], &gots[0]), (&golds[0], &gots[1])]);
        assert_eq!((tally.hit, tally.gold, tally.got), (2, 3, 3));
        assert_eq!(tally.notes, [r#"missed  {"of":[8]}"#, r#"surplus {"is":2}"#]);
        assert!((tally.f1() - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn ok_nothing_is_perfect() {
        assert_eq!((Tally::default().precision(), Tally::default().f1()), (1.0, 1.0));
        let missed = Tally { gold: 2, ..Tally::default() };
        assert_eq!((missed.precision(), missed.recall(), missed.f1()), (1.0, 0.0, 0.0));
    }
}
