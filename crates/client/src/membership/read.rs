use membership::{text_of, Badge, Collection};

use crate::Account;

impl Account for Collection {
    const VERSION: u8 = Collection::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Badge {
    const VERSION: u8 = Badge::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

/// What a field of fixed length says.
pub fn text(field: &[u8]) -> String {
    String::from_utf8_lossy(text_of(field)).into_owned()
}

/// `text` as a field of `N` bytes. `None` if it is longer.
pub fn padded<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut field = [0; N];
    field.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_fits_its_field_or_is_none() {
        assert_eq!(padded::<8>("TENURE"), Some(*b"TENURE\0\0"));
        assert_eq!(padded::<6>("TENURE"), Some(*b"TENURE"));
        assert_eq!(padded::<5>("TENURE"), None);
        assert_eq!(padded::<2>(""), Some([0; 2]));
        // Three bytes.
        assert_eq!(padded::<2>("\u{20ac}"), None);
    }

    #[test]
    fn a_field_reads_as_it_was_written() {
        assert_eq!(text(&padded::<16>("Premium").unwrap()), "Premium");
        assert_eq!(text(&[0; 16]), "");
    }
}
