//! The yardstick: SQLite by the same library and with the same settings, and nothing else.

#![allow(dead_code, reason = "each bench uses a part of it")]

use std::path::Path;

use sqlx::{AnyConnection, Connection, Executor};

use crate::measure::Result;

/// A body as long as a usual row of ours.
const BODY: &str = "{\"kind\":\"note\",\"text\":\"7c1f0c5bd6a94c0f8e2d3b4a59687786950413223140506f7e8d9caba1b2c3d4\",\
                    \"room\":\"meldingen-noord\",\"actor\":{\"person\":\"noord.melder\"},\"at\":1795440600000}";

/// A connection with the settings of the store.
pub async fn connect(path: &Path) -> Result<AnyConnection> {
    // The store may have installed them already.
    let _ = sqlx::any::install_drivers(&[sqlx::sqlite::any::DRIVER]);
    let mut connection = AnyConnection::connect(&format!("sqlite://{}?mode=rwc", path.display())).await?;
    for pragma in [
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "busy_timeout = 1000",
        "wal_autocheckpoint = 8000",
    ] {
        connection.execute(sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"))).await?;
    }
    Ok(connection)
}

/// A table to write to.
pub async fn table(connection: &mut AnyConnection) -> Result {
    connection.execute("CREATE TABLE IF NOT EXISTS bare (id BIGINT PRIMARY KEY, body TEXT NOT NULL)").await?;
    Ok(())
}

/// So many rows in one durable commit, one prepared insert for each.
pub async fn commit(connection: &mut AnyConnection, next: &mut i64, rows: u64) -> Result {
    let mut transaction = connection.begin().await?;
    for _ in 0..rows {
        *next += 1;
        let insert = sqlx::query("INSERT INTO bare (id, body) VALUES ($1, $2)").bind(*next).bind(BODY);
        insert.execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}
