//! Reading and writing with limits: every wait ends, no line or block outgrows memory.

use super::{Trouble, duplex::Duplex};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::timeout,
};

/// What one read asks of the socket.
const READ_BYTES: usize = 32 * 1024;

/// Of an overlong line so much is thrown away before the server counts as broken.
const DISCARD_MAX_BYTES: usize = 16 * 1024 * 1024;

/// How long a polite goodbye may take when we close.
const GOODBYE_TIMEOUT: Duration = Duration::from_secs(1);

/// A connection read in lines and counted blocks.
///
/// Reading is safe to cancel: what was received and not yet returned stays in the buffer.
pub(crate) struct Wire {
    stream: Box<dyn Duplex>,
    /// Received and not yet returned; the part before `start` was returned already.
    received: Vec<u8>,
    start: usize,
    /// The beginning of a line that grew too long, with the number of its bytes thrown away so far.
    overlong: Option<(Vec<u8>, usize)>,
    line_max_bytes: usize,
}

/// A line without its line end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The line, or its first bytes when it was cut.
    pub(crate) bytes: Vec<u8>,
    /// The line was longer than the limit.
    pub(crate) cut: bool,
}

impl Wire {
    pub(super) fn new(stream: Box<dyn Duplex>, line_max_bytes: usize) -> Self {
        Self { stream, received: Vec::new(), start: 0, overlong: None, line_max_bytes }
    }

    pub(super) fn line_max_bytes(&self) -> usize {
        self.line_max_bytes
    }

    /// The bare stream, to put TLS over it. Bytes that arrived too early were sent by someone who wanted them
    /// taken for protected ones (the STARTTLS injection of CVE-2011-0411), so they end the connection.
    pub(super) fn into_stream(self) -> Result<Box<dyn Duplex>, Trouble> {
        if self.received.len() > self.start {
            return Err(Trouble::protocol("The mail server spoke before the connection was protected."));
        }
        Ok(self.stream)
    }

    /// Puts TLS over this connection, after the server agreed to STARTTLS.
    pub(crate) async fn secure(
        self,
        endpoint: &super::Endpoint,
        patience: Duration,
    ) -> Result<Self, Trouble> {
        super::connect::secure(self, endpoint, patience).await
    }

    /// The next line. Each wait for further bytes may take up to `patience`.
    pub(crate) async fn line(&mut self, patience: Duration) -> Result<Line, Trouble> {
        let mut searched = self.start;
        loop {
            if let Some(at) =
                self.received.get(searched..).and_then(|new| new.iter().position(|b| *b == b'\n'))
            {
                return Ok(self.take_line(searched + at));
            }
            if self.received.len() - self.start > self.line_max_bytes {
                self.shed()?;
            }
            searched = self.received.len();
            // Filling may move the buffer's content to its front.
            let offset = searched - self.start;
            self.fill(patience).await?;
            searched = self.start + offset;
        }
    }

    /// Exactly `size` bytes, of which at most the first `keep` are returned: the rest is read and thrown away.
    pub(crate) async fn block(
        &mut self,
        size: u64,
        keep: usize,
        patience: Duration,
    ) -> Result<Vec<u8>, Trouble> {
        let keep = usize::try_from(size).unwrap_or(usize::MAX).min(keep);
        // Reserved as it comes: a server may announce much and send little.
        let mut block = Vec::with_capacity(keep.min(READ_BYTES));
        let mut missing = size;
        while missing > 0 {
            if self.start == self.received.len() {
                self.fill(patience).await?;
            }
            let ready = self.received.get(self.start..).unwrap_or_default();
            let taken = ready.len().min(usize::try_from(missing).unwrap_or(usize::MAX));
            let wanted = taken.min(keep - block.len());
            block.extend_from_slice(ready.get(..wanted).unwrap_or_default());
            self.start += taken;
            missing -= taken as u64;
        }
        Ok(block)
    }

    /// Returns as soon as there is something to read. Safe to cancel.
    pub(crate) async fn readable(&mut self, patience: Duration) -> Result<(), Trouble> {
        if self.start == self.received.len() { self.fill(patience).await } else { Ok(()) }
    }

    /// Writes all of `bytes` and hands them to the network within `patience`.
    pub(crate) async fn write(&mut self, bytes: &[u8], patience: Duration) -> Result<(), Trouble> {
        let written = timeout(patience, async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        });
        written.await.map_err(|_| Trouble::silent(patience))?.map_err(|e| Trouble::broken(&e))
    }

    /// Says `farewell` if the line still takes it, and closes.
    pub(crate) async fn close(mut self, farewell: &[u8]) {
        let _ = timeout(GOODBYE_TIMEOUT, async {
            let _ = self.stream.write_all(farewell).await;
            let _ = self.stream.shutdown().await;
        })
        .await;
    }

    async fn fill(&mut self, patience: Duration) -> Result<(), Trouble> {
        if self.start > 0 {
            self.received.drain(..self.start);
            self.start = 0;
        }
        self.received.reserve(READ_BYTES);
        let mut limited = (&mut self.stream).take(READ_BYTES as u64);
        match timeout(patience, limited.read_buf(&mut self.received)).await {
            Err(_) => Err(Trouble::silent(patience)),
            Ok(Err(error)) => Err(Trouble::broken(&error)),
            Ok(Ok(0)) => Err(Trouble::hung_up()),
            Ok(Ok(_)) => Ok(()),
        }
    }

    fn take_line(&mut self, newline: usize) -> Line {
        let rest = self.received.get(self.start..newline).unwrap_or_default();
        let rest = rest.strip_suffix(b"\r").unwrap_or(rest);
        let line = match self.overlong.take() {
            Some((beginning, _)) => Line { bytes: beginning, cut: true },
            None if rest.len() > self.line_max_bytes => {
                Line { bytes: rest.get(..self.line_max_bytes).unwrap_or_default().to_vec(), cut: true }
            }
            None => Line { bytes: rest.to_vec(), cut: false },
        };
        self.start = newline + 1;
        line
    }

    /// Keeps the beginning of an overlong line and throws the rest away as it comes.
    fn shed(&mut self) -> Result<(), Trouble> {
        let part = self.received.split_off(self.start);
        self.received.clear();
        self.start = 0;
        let (_, shed) = self
            .overlong
            .get_or_insert_with(|| (part.get(..self.line_max_bytes).unwrap_or_default().to_vec(), 0));
        *shed += part.len();
        if *shed > DISCARD_MAX_BYTES {
            return Err(Trouble::protocol("The mail server sends a line without an end."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(5);

    fn wire(sent: &[u8], line_max_bytes: usize) -> Wire {
        let (ours, mut theirs) = tokio::io::duplex(64);
        let sent = sent.to_vec();
        tokio::spawn(async move {
            let _ = theirs.write_all(&sent).await;
        });
        Wire::new(Box::new(ours), line_max_bytes)
    }

    #[tokio::test]
    async fn lines_and_blocks_follow_each_other() {
        let mut wire = wire(b"one\r\n{3}\nabcdefgh tail\r\n", 100);
        assert_eq!(wire.line(PATIENCE).await.unwrap().bytes, b"one");
        assert_eq!(wire.line(PATIENCE).await.unwrap().bytes, b"{3}");
        assert_eq!(wire.block(3, 10, PATIENCE).await.unwrap(), b"abc");
        assert_eq!(wire.block(4, 2, PATIENCE).await.unwrap(), b"de", "the rest of the block is thrown away");
        assert_eq!(wire.line(PATIENCE).await.unwrap().bytes, b"h tail");
        assert_eq!(wire.line(PATIENCE).await, Err(Trouble::hung_up()));
    }

    #[tokio::test]
    async fn an_overlong_line_is_cut_and_the_next_one_is_whole() {
        let mut sent = vec![b'x'; 100_000];
        sent.extend(b"\r\nnext\r\n");
        let mut wire = wire(&sent, 1000);
        let line = wire.line(PATIENCE).await.unwrap();
        assert_eq!((line.bytes.len(), line.cut), (1000, true));
        assert_eq!(wire.line(PATIENCE).await.unwrap(), Line { bytes: b"next".to_vec(), cut: false });
    }

    #[tokio::test]
    async fn words_behind_the_go_ahead_for_tls_are_found_out() {
        let mut honest = wire(b"C1 OK go\r\n", 100);
        honest.line(PATIENCE).await.unwrap();
        assert!(honest.into_stream().is_ok());
        let mut tampered = wire(b"C1 OK go\r\n* CAPABILITY X\r\n", 100);
        tampered.line(PATIENCE).await.unwrap();
        assert!(tampered.into_stream().is_err());
    }

    #[tokio::test]
    async fn silence_ends_the_wait() {
        let (ours, _theirs) = tokio::io::duplex(64);
        let mut wire = Wire::new(Box::new(ours), 100);
        let patience = Duration::from_millis(10);
        assert_eq!(wire.line(patience).await, Err(Trouble::silent(patience)));
    }
}
