//! Text in fields of fixed length.

/// What a field says: its bytes before the first zero.
pub fn text_of(field: &[u8]) -> &[u8] {
    let end = field.iter().position(|byte| *byte == 0);
    &field[..end.unwrap_or(field.len())]
}

/// Whether a field says something readable: UTF-8, with zeros at its end only. One that says nothing does.
pub(crate) fn is_text(field: &[u8]) -> bool {
    let (text, rest) = field.split_at(text_of(field).len());
    rest.iter().all(|byte| *byte == 0) && core::str::from_utf8(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_what_is_before_its_zeros() {
        assert_eq!(text_of(b"Gold\0\0\0\0"), b"Gold");
        assert_eq!(text_of(b"Platinum"), b"Platinum");
        assert_eq!(text_of(&[0; 8]), b"");
        assert_eq!(text_of(b""), b"");
    }

    #[test]
    fn text_is_utf_8_with_zeros_at_the_end_only() {
        for (field, fine) in [
            (&b"Gold\0\0\0\0"[..], true),
            ("\u{20ac}\0".as_bytes(), true),
            (&[0; 4], true),
            (b"a\0b\0", false),
            (b"\0Gold", false),
            // The first two of a character's three bytes.
            (&[0xe2, 0x82, 0], false),
            (&[0xff], false),
        ] {
            assert_eq!(is_text(field), fine, "{field:?}");
        }
    }
}
