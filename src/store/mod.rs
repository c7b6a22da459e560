//! The store: one file, one writing connection, and a read-only one beside it for exports.

pub mod batch;
pub mod codec;
pub mod error;
pub mod fault;
pub mod load;
pub mod lock;
pub mod memory;
pub mod reader;
pub mod redact;
pub mod row;
pub mod sql;
pub mod typed;

#[cfg(test)]
mod store_test;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Once,
        atomic::{AtomicU64, Ordering},
    },
};

use sqlx::{
    AnyConnection, Connection, Executor, SqlSafeStr,
    any::{AnyConnectOptions, AnyRow},
    migrate::{Migration, MigrationType, Migrator},
};

pub use error::StoreError;

/// Each file of `migrations/`, in order; only ever added. They are embedded by hand, for the macro that does it would
/// pull in the compile-time half of the library.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("migrations/0001_start.sql")),
    (2, "networks", include_str!("migrations/0002_networks.sql")),
    (3, "ways", include_str!("migrations/0003_ways.sql")),
];

/// What the writing connection is told first. Erased text is overwritten, and a commit is on the disk when it returns.
/// The log beside the database is moved into it by a commit once in about 32 MB, so that hardly anybody waits for that.
const PRAGMAS: &[&str] = &[
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 1000",
    "PRAGMA wal_autocheckpoint = 8000",
];

/// How much work the store did, for tests and benches.
#[derive(Debug, Default)]
pub struct Counters {
    statements: AtomicU64,
    read: AtomicU64,
    written: AtomicU64,
    commits: AtomicU64,
}

/// What was counted up to an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Statements, without begin and commit.
    pub statements: u64,
    /// Rows read.
    pub read: u64,
    /// Rows written.
    pub written: u64,
    /// Durable commits.
    pub commits: u64,
}

impl Counters {
    /// What was counted so far.
    #[must_use]
    pub fn now(&self) -> Counted {
        Counted {
            statements: self.statements.load(Ordering::Relaxed),
            read: self.read.load(Ordering::Relaxed),
            written: self.written.load(Ordering::Relaxed),
            commits: self.commits.load(Ordering::Relaxed),
        }
    }

    fn add(counter: &AtomicU64, n: usize) {
        counter.fetch_add(u64::try_from(n).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// The one writing connection.
#[derive(Debug)]
pub struct Store {
    connection: AnyConnection,
    path: PathBuf,
    identity: Option<Identity>,
    counters: Arc<Counters>,
}

/// Which file it is: one that was put in its place later is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self(metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|_| Self(0, 0))
    }
}

/// Opens a connection; `mode` is that of SQLite's addresses.
async fn connect(path: &Path, mode: &str) -> Result<AnyConnection, StoreError> {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(|| {
        // Another part of the process may have installed them; then there is nothing to do.
        let _ = sqlx::any::install_drivers(&[sqlx::sqlite::any::DRIVER]);
    });
    let absolute = std::path::absolute(path).map_err(|error| StoreError::Failed(error.to_string()))?;
    let text = absolute.to_str().ok_or_else(|| StoreError::Failed("the path is not UTF-8".to_owned()))?;
    let mut address = String::from("sqlite://");
    for character in text.chars() {
        match character {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3F"),
            '#' => address.push_str("%23"),
            other => address.push(other),
        }
    }
    let options: AnyConnectOptions = format!("{address}?mode={mode}").parse()?;
    Ok(AnyConnection::connect_with(&options).await?)
}

impl Store {
    /// Opens the database, makes it if it is not there, and brings its schema up to this version.
    ///
    /// # Errors
    /// It cannot be opened, is damaged, or was written by a newer version.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let mut store = Self::connect(path, "rwc", Arc::default()).await?;
        let migrations = MIGRATIONS.iter().map(|(version, name, text)| {
            Migration::new(*version, (*name).into(), MigrationType::Simple, (*text).into_sql_str(), false)
        });
        Migrator::with_migrations(migrations.collect()).run(&mut store.connection).await?;
        Ok(store)
    }

    /// Opens the same database anew after a failure. It must be there: an empty one in its place would hide a loss.
    ///
    /// # Errors
    /// It still cannot be opened.
    pub async fn reopen(&mut self) -> Result<(), StoreError> {
        if self.identity != Identity::of(&self.path) {
            return Err(StoreError::Missing);
        }
        let fresh = Self::connect(&self.path, "rw", Arc::clone(&self.counters)).await?;
        let old = std::mem::replace(self, fresh);
        // The old connection already failed; what it says at its end changes nothing.
        let _ = old.connection.close().await;
        Ok(())
    }

    async fn connect(path: &Path, mode: &str, counters: Arc<Counters>) -> Result<Self, StoreError> {
        let mut connection = connect(path, mode).await?;
        for pragma in PRAGMAS {
            connection.execute(*pragma).await?;
        }
        let identity = Identity::of(path);
        Ok(Self { connection, path: path.to_owned(), identity, counters })
    }

    /// What was done so far.
    #[must_use]
    pub fn counters(&self) -> Arc<Counters> {
        Arc::clone(&self.counters)
    }

    /// SQLite goes on writing to a file that was moved or deleted; what it stores there is lost.
    fn in_its_place(&self) -> Result<(), StoreError> {
        if self.identity.is_some() && self.identity == Identity::of(&self.path) {
            Ok(())
        } else {
            Err(StoreError::Missing)
        }
    }

    /// Reads rows.
    async fn rows(&mut self, text: &'static str, values: Vec<batch::Value>) -> Result<Vec<AnyRow>, StoreError> {
        let rows = batch::bind(text, values).fetch_all(&mut self.connection).await?;
        Counters::add(&self.counters.statements, 1);
        Counters::add(&self.counters.read, rows.len());
        Ok(rows)
    }

    /// Moves everything from the log beside the database into it, empties that log and closes.
    ///
    /// # Errors
    /// The database failed; what was committed is safe in the log.
    pub async fn close(mut self) -> Result<(), StoreError> {
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Ok(self.connection.close().await?)
    }

    /// Makes SQLite refuse to write or to grow, as a full disk does.
    /// What a query counts.
    #[cfg(test)]
    pub(crate) async fn number(&mut self, query: &str) -> i64 {
        let row = sqlx::query(sqlx::AssertSqlSafe(query.to_owned())).fetch_one(&mut self.connection).await;
        sqlx::Row::get(&row.unwrap(), 0)
    }

    #[cfg(test)]
    pub(crate) async fn pragma(&mut self, text: &str) -> Result<(), StoreError> {
        self.connection.execute(sqlx::AssertSqlSafe(text.to_owned())).await?;
        Ok(())
    }

    /// How the planner would run a statement.
    #[cfg(test)]
    pub(crate) async fn plan(&mut self, text: &str) -> Result<Vec<String>, StoreError> {
        use sqlx::Row;
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}")))
            .fetch_all(&mut self.connection)
            .await?;
        rows.iter().map(|row| Ok(row.try_get::<String, _>("detail")?)).collect()
    }
}
