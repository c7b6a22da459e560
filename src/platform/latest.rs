//! What is remembered without asking the database: the latest of something; the first in is the first out.

use std::{
    borrow::Borrow,
    collections::{HashMap, VecDeque},
    hash::Hash,
};

/// So many at most.
#[derive(Debug)]
pub struct Latest<K, V> {
    values: HashMap<K, V>,
    order: VecDeque<K>,
    bound: usize,
}

impl<K: Hash + Eq + Clone, V> Latest<K, V> {
    /// Nothing yet.
    #[must_use]
    pub fn of(bound: usize) -> Self {
        Self { values: HashMap::new(), order: VecDeque::new(), bound }
    }

    /// Remembers this; the oldest is forgotten where there are too many.
    pub fn put(&mut self, key: K, value: V) {
        if self.values.insert(key.clone(), value).is_none() {
            self.order.push_back(key);
        }
        while self.values.len() > self.bound {
            let Some(oldest) = self.order.pop_front() else { return };
            self.values.remove(&oldest);
        }
    }

    /// What is remembered of it.
    #[must_use]
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(key)
    }

    /// Forgets it.
    pub fn forget(&mut self, key: &K) {
        if self.values.remove(key).is_some() {
            self.order.retain(|other| other != key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_first_and_what_is_forgotten_takes_no_place() {
        let mut latest = Latest::of(2);
        latest.put("a", 1);
        latest.put("b", 2);
        latest.put("a", 3);
        assert_eq!(latest.get(&"a"), Some(&3));
        latest.put("c", 4);
        assert_eq!((latest.get(&"a"), latest.get(&"b"), latest.get(&"c")), (None, Some(&2), Some(&4)));
        latest.forget(&"b");
        latest.put("d", 5);
        assert_eq!((latest.get(&"c"), latest.get(&"d")), (Some(&4), Some(&5)));
    }
}
