//! Files that are hardly a configuration at all.
