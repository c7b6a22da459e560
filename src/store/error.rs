//! How the store can fail, in terms of what a person can do about it.

/// Why something could not be stored or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another program holds the database.
    #[error("the database is locked by another program")]
    Locked,
    /// The file or its folder may not be written.
    #[error("the database is read-only")]
    ReadOnly,
    /// No space.
    #[error("the disk is full")]
    Full,
    /// It is no database, or a damaged one.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The file is not there, or another one stands in its place.
    #[error("the database file is not there")]
    Missing,
    /// A newer version wrote it.
    #[error("a newer version wrote this database: {0}")]
    Newer(String),
    /// Something in it cannot be read, though the file is sound.
    #[error("the database holds something that cannot be read: {0}")]
    Unreadable(String),
    /// A statement or value of ours that the database will never take.
    #[error("a defect of this program: {0}")]
    Defect(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Whether it may go by itself or by what a person does, so that trying again makes sense. The others fail each
    /// time, and only what caused them.
    #[must_use]
    pub const fn is_outage(&self) -> bool {
        match self {
            Self::Locked | Self::ReadOnly | Self::Full | Self::Corrupt(_) | Self::Missing | Self::Failed(_) => true,
            Self::Newer(_) | Self::Unreadable(_) | Self::Defect(_) => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = &error else {
            return match error {
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Unreadable(error.to_string()),
                sqlx::Error::ColumnNotFound(_)
                | sqlx::Error::ColumnIndexOutOfBounds { .. }
                | sqlx::Error::Encode(_) => Self::Defect(error.to_string()),
                other => Self::Failed(other.to_string()),
            };
        };
        // SQLite gives extended result codes; the lowest byte is the primary one.
        let code = database.code().and_then(|code| code.parse::<i64>().ok()).map(|code| code & 0xff);
        match code {
            Some(5 | 6) => Self::Locked,
            Some(8) => Self::ReadOnly,
            Some(13) => Self::Full,
            Some(11 | 26) => Self::Corrupt(database.message().to_owned()),
            Some(14) => Self::Missing,
            // Error in a statement, too big, constraint, mismatch, misuse, range.
            Some(1 | 18 | 19 | 20 | 21 | 25) => Self::Defect(database.message().to_owned()),
            _ => Self::Failed(database.message().to_owned()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(version) => Self::Newer(format!("schema {version}")),
            other => Self::Failed(other.to_string()),
        }
    }
}
