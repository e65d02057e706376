//! Many pieces of work over all cores, results in order.
//!
//! In: pieces by their number. Out: what each gave, one after another. What a piece is, is decided elsewhere.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use thiserror::Error;

/// The system gives no threads.
#[derive(Debug, Error)]
#[error("cannot start {jobs} jobs: {cause}")]
pub struct NoThreads {
    pub jobs: NonZeroUsize,
    pub cause: rayon::ThreadPoolBuildError,
}

/// Calls `work` on `0..count`, `jobs` at a time, and `take` on each result in order; a piece that panicked gives nothing.
///
/// No piece is begun that lies far ahead of the first unfinished one, so the results that wait are few, however many
/// pieces there are. Where `take` stops, so does everything.
pub fn in_order<T: Send, E: From<NoThreads>>(
    jobs: NonZeroUsize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(usize, Option<T>) -> Result<(), E>,
) -> Result<(), E> {
    in_order_ahead(jobs, count, |_| LIGHT, work, take)
}

/// The weight of all pieces that may wait beyond a few for each job.
const LIGHT: u64 = 8 << 20;

/// As [`in_order`], for a `take` that rests at times: work goes on as long as what waits is light, by the `weight` of each
/// piece in bytes.
pub fn in_order_ahead<T: Send, E: From<NoThreads>>(
    jobs: NonZeroUsize,
    count: usize,
    weight: impl Fn(usize) -> u64,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, Option<T>) -> Result<(), E>,
) -> Result<(), E> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.get().min(count.max(1)));
    let pool = threads.build().map_err(|cause| NoThreads { jobs, cause })?;
    let window = jobs.get().saturating_mul(4);
    let (send, receive) = mpsc::channel();
    let work = &work;
    pool.in_place_scope(|scope| {
        let (mut begun, mut taken) = (0, 0);
        let mut weights = VecDeque::new();
        let mut waits = 0;
        // The results from `taken` on, as far as they are there.
        let mut waiting: VecDeque<Option<Option<T>>> = VecDeque::new();
        while taken < count {
            while begun < count && (begun - taken < window || waits < LIGHT) {
                let heavy = weight(begun).max(1);
                weights.push_back(heavy);
                waits += heavy;
                let (send, index) = (send.clone(), begun);
                scope.spawn(move |_| {
                    let result = catch_unwind(AssertUnwindSafe(|| work(index))).ok();
                    // Nobody receives it where `take` has stopped.
                    let _ = send.send((index, result));
                });
                waiting.push_back(None);
                begun += 1;
            }
            let Ok((index, result)) = receive.recv() else { break };
            waiting[index - taken] = Some(result);
            while let Some(result) = waiting.front_mut().and_then(Option::take) {
                waiting.pop_front();
                waits -= weights.pop_front().unwrap_or(0);
                take(taken, result)?;
                taken += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    struct Stopped;

    impl From<NoThreads> for Stopped {
        fn from(_: NoThreads) -> Stopped {
            Stopped
        }
    }

    fn run(jobs: usize, count: usize, work: impl Fn(usize) -> usize + Sync) -> Vec<Option<usize>> {
        let mut results = Vec::new();
        let taken = in_order(NonZeroUsize::new(jobs).unwrap(), count, work, |index, result| {
            assert_eq!(index, results.len());
            results.push(result);
            Ok::<(), Stopped>(())
        });
        assert!(taken.is_ok());
        results
    }

    #[test]
    fn results_come_in_order() {
        let slow_first = |index: usize| {
            std::thread::sleep(std::time::Duration::from_micros(if index.is_multiple_of(7) {
                900
            } else {
                10
            }));
            index * 2
        };
        for (jobs, count) in [(1, 0), (1, 5), (2, 100), (4, 1), (3, 50)] {
            assert_eq!(run(jobs, count, slow_first), (0..count).map(|i| Some(i * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_piece_runs_far_ahead() {
        let done = AtomicUsize::new(0);
        let results = in_order(
            NonZeroUsize::new(2).unwrap(),
            60,
            |index| {
                done.fetch_add(1, Ordering::SeqCst);
                index
            },
            |index, _| {
                std::thread::sleep(std::time::Duration::from_micros(200));
                assert!(done.load(Ordering::SeqCst) <= index + 8 + 1);
                Ok::<(), Stopped>(())
            },
        );
        assert!(results.is_ok());
    }

    #[test]
    fn a_panic_loses_its_own_piece_only() {
        let results = run(2, 4, |index| {
            assert_ne!(index, 1, "this panic is part of a test");
            index
        });
        assert_eq!(results, [Some(0), None, Some(2), Some(3)]);
    }

    #[test]
    fn stops_where_the_taker_stops() {
        let stopped =
            in_order(NonZeroUsize::MIN, 1000, |i| i, |i, _| if i == 3 { Err(Stopped) } else { Ok(()) });
        assert!(stopped.is_err());
    }
}
