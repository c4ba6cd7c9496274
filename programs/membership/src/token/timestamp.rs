use anchor_lang::prelude::*;
use tenure_math::billing::{Date, DAY};

use crate::error::MembershipError;

/// Bytes of a second as a badge shows it.
pub const LEN: usize = 20;

/// The second `t` as wallets show it: `2026-12-21T10:46:47Z`.
pub fn timestamp(t: u64) -> Result<[u8; LEN]> {
    let date = Date::of(t).ok_or(MembershipError::BadExpiry)?;
    let second = u32::try_from(t % DAY).map_err(|_| MembershipError::BadExpiry)?;
    let mut text = *b"0000-00-00T00:00:00Z";
    for (at, number) in [
        (0, date.year / 100),
        (2, date.year % 100),
        (5, date.month),
        (8, date.day),
        (11, second / 3_600),
        (14, second / 60 % 60),
        (17, second % 60),
    ] {
        text[at] = digit(number / 10);
        text[at + 1] = digit(number % 10);
    }
    Ok(text)
}

fn digit(number: u32) -> u8 {
    b"0123456789"[usize::try_from(number % 10).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_is_shown_as_its_date_and_time_of_day() {
        for (t, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_797_850_007, "2026-12-21T10:46:47Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(timestamp(t).expect("a date").as_slice(), expected.as_bytes());
        }
        assert!(timestamp(253_402_300_800).is_err());
        assert!(timestamp(u64::MAX).is_err());
    }
}
