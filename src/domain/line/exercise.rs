//! What is said about drills beside what is real.

macro_rules! with_exercise {
    ($($before:tt)*) => {
        with_undo! {
            $($before)*
            // Lines.
            DrillEntry { entry: Clauses },
            DrillMailShown {},
        }
    };
}
