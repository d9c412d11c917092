//! Reads little-endian values off a slice; `None` at its end.

pub(super) struct Cursor<'d> {
    rest: &'d [u8],
    taken: usize,
}

impl<'d> Cursor<'d> {
    pub(super) fn new(data: &'d [u8]) -> Self {
        Self { rest: data, taken: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn take(&mut self, length: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        self.taken += length;
        Some(taken)
    }

    /// Takes what fills up to a multiple of four, or what is left of it at the end.
    pub(super) fn pad(&mut self) {
        let missing = self.taken.wrapping_neg() % 4;
        let _ = self.take(missing.min(self.rest.len()));
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(1).and_then(|taken| taken.first().copied())
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    pub(super) fn long(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}
