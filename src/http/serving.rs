//! Connections: so many at once, each with so much time to say what it wants.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1::Builder;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
};
use tokio_io_timeout::TimeoutStream;

use crate::platform::stop::Stop;

/// How many may be connected at once; further ones wait in the system's queue.
const CONNECTIONS: usize = 256;
/// How long the head of a request may take, also the next one on a connection that stays open; and how long somebody may
/// read nothing of their answer.
pub(super) const HEAD: Duration = Duration::from_secs(10);
/// How long to wait when the system gives no connection.
const AGAIN: Duration = Duration::from_millis(100);

/// Serves until it is asked to stop; who is being answered still gets their answer.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: Stop) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let (stream, permit) = tokio::select! {
            () = stop.asked() => break,
            next = next(&listener, &free) => match next {
                Some(next) => next,
                None => continue,
            },
        };
        let (router, stop) = (router.clone(), stop.clone());
        connections.spawn(async move {
            answer(stream, router, &stop).await;
            drop(permit);
        });
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn next(listener: &TcpListener, free: &Arc<Semaphore>) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let permit = Arc::clone(free).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, permit)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be taken");
            tokio::time::sleep(AGAIN).await;
            None
        }
    }
}

async fn answer(stream: TcpStream, router: Router, stop: &Stop) {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut stream = TimeoutStream::new(stream);
    // Whoever asks and never reads would keep a place for ever.
    stream.set_write_timeout(Some(HEAD));
    let connection = builder.serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(router));
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.asked() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}
