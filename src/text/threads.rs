//! Shares work among threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads gain little.
const MOST: usize = 4;

/// The results for all items, in their order. Each thread takes the next item when it has finished one.
pub fn each<F: Sync, R: Send>(items: &[F], work: impl Fn(&F) -> R + Sync) -> Vec<R> {
    if items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let share = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let done = numbers.map_while(|number| Some((number, work(items.get(number)?))));
        done.collect::<Vec<_>>()
    };
    let mut all: Vec<_> = thread::scope(|scope| {
        let others = 1..threads.min(MOST).min(items.len());
        // Without them, this thread does it all.
        let others = others.filter_map(|_| thread::Builder::new().spawn_scoped(scope, share).ok());
        let others: Vec<_> = others.collect();
        let own = share();
        let others = others.into_iter().flat_map(|other| {
            let share = other.join();
            share.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        own.into_iter().chain(others).collect()
    });
    all.sort_unstable_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, done)| done).collect()
}

/// So many small items take longer than starting a thread does. Tests have few items.
const PART: usize = if cfg!(test) { 2 } else { 4096 };

/// The results for parts of a number of small items, in their order. Few items are one part, which is worked on
/// without another thread.
pub fn in_parts<R: Send>(count: usize, work: impl Fn(Range<usize>) -> R + Sync) -> Vec<R> {
    let starts = (0..count).step_by(PART);
    let parts: Vec<Range<usize>> = starts.map(|start| start..count.min(start + PART)).collect();
    each(&parts, |part| work(part.clone()))
}

#[cfg(test)]
mod tests {
    use super::{PART, each, in_parts};

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 2, 100] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| 2 * item).collect();
            assert_eq!(each(&items, |item| 2 * item), doubled);
        }
    }

    #[test]
    fn parts_follow_each_other_without_a_gap() {
        for count in [0, 1, PART, PART + 1, 10 * PART + 7] {
            let parts = in_parts(count, |part| part);
            let all: Vec<usize> = parts.into_iter().flatten().collect();
            assert!(all.into_iter().eq(0..count));
        }
    }
}
