//! Reading the body of a request, piece by piece. What comes slowly holds little memory and ends
//! after a while; what comes when there is no room waits a moment. What a body says is not here.

use std::time::Duration;

use axum::body::{Body, HttpBody};
use http_body_util::BodyExt;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::failure::Failure;

/// How much of pushed bodies may be in memory at once, in KiB.
const ROOM: usize = 128 * 1024;

/// How long the hub waits for what others do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For a whole body: a phone on a weak link is slow, but it must not hold memory for ever.
    pub body: Duration,
    /// For room: most bodies are gone in less, and a phone that is sent away sends all again.
    pub room: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { body: Duration::from_secs(120), room: Duration::from_secs(2) }
    }
}

/// Memory for the bodies of pushes, of all callers together.
pub(super) struct Room(Semaphore);

impl Default for Room {
    fn default() -> Self {
        Self::of(ROOM)
    }
}

impl Room {
    /// Room for so many KiB.
    pub fn of(kib: usize) -> Self {
        Self(Semaphore::new(kib))
    }

    /// A share that holds nothing yet.
    pub fn share(&self) -> Share<'_> {
        Share { room: &self.0, held: None, kib: 0 }
    }
}

/// What one body takes of a [`Room`], until it is dropped: what has come, not what was announced,
/// so that nobody takes room by promising bytes.
pub(super) struct Share<'a> {
    room: &'a Semaphore,
    held: Option<SemaphorePermit<'a>>,
    kib: usize,
}

impl Share<'_> {
    /// Makes it large enough for so many bytes, waiting if there is no room.
    async fn grow(&mut self, bytes: usize, patience: Duration) -> Result<(), Failure> {
        let more = bytes.div_ceil(1024).saturating_sub(self.kib);
        if more == 0 {
            return Ok(());
        }
        let permits = u32::try_from(more).map_err(|_| Failure::too_large())?;
        match timeout(patience, self.room.acquire_many(permits)).await {
            Ok(Ok(permit)) => match &mut self.held {
                Some(held) => held.merge(permit),
                None => self.held = Some(permit),
            },
            _ => return Err(Failure::busy()),
        }
        self.kib += more;
        Ok(())
    }
}

/// The whole body, if it is not larger than a limit and comes in time. A share grows with it.
pub(super) async fn whole(
    body: Body,
    limit: usize,
    share: Option<&mut Share<'_>>,
    patience: Patience,
) -> Result<Vec<u8>, Failure> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Failure::too_large());
    }
    timeout(patience.body, gather(body, limit, share, patience.room))
        .await
        .unwrap_or_else(|_| Err(Failure::too_slow()))
}

async fn gather(
    mut body: Body,
    limit: usize,
    mut share: Option<&mut Share<'_>>,
    patience: Duration,
) -> Result<Vec<u8>, Failure> {
    let mut whole = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Failure::bad_request("The request was cut off."))?;
        // Trailers say nothing here.
        let Ok(piece) = frame.into_data() else { continue };
        let size = whole.len() + piece.len();
        if size > limit {
            return Err(Failure::too_large());
        }
        if let Some(share) = &mut share {
            share.grow(size, patience).await?;
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}
