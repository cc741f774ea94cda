//! Work on many things at once.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::Error;

/// Makes something of each item, on as many threads as there are cores, in the order of the items.
///
/// # Errors
///
/// The error of the first item that nothing can be made of.
pub(crate) fn each<I: Sync, O: Send>(
    items: &[I],
    make: impl Fn(&I) -> Result<O, Error> + Sync,
) -> Result<Vec<O>, Error> {
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(items.len())));
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            let result = make(item);
            made.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    thread::scope(|scope| {
        for _ in 1..cores.min(items.len()) {
            // Where no other thread can be had, this one does it all.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, result)| result).collect()
}

/// As much as the first thread of a program has, in bytes: types nest as deep as schemas do.
const STACK: usize = 8 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_so_does_the_first_error() {
        let items: Vec<usize> = (0..1_000).collect();
        let doubled = each(&items, |item| Ok(item * 2)).unwrap_or_default();
        assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        let failed = each(&items, |item| match item % 300 {
            299 => Err(Error::new(&item.to_string(), "no")),
            _ => Ok(()),
        });
        assert_eq!(failed.map_err(|error| error.path), Err("299".to_owned()));
    }
}
