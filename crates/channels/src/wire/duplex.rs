//! A byte stream in both directions, protected or not.

use tokio::io::{AsyncRead, AsyncWrite};

/// TCP or TLS over it; the protocols above don't care which.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send + Sync {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Duplex for T {}
