/// Bytes of a call, written one behind another on the stack.
pub struct Buffer<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Buffer<N> {
    pub fn new(first: &[u8]) -> Self {
        let mut buffer = Self { bytes: [0; N], len: 0 };
        buffer.push(first);
        buffer
    }

    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

    /// A string as borsh writes it, its length first.
    pub fn push_text(&mut self, text: &[u8]) {
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.push(&len.to_le_bytes());
        self.push(text);
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}
