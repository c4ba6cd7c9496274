/// A part of a whole in percent with two decimals, rounded down.
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "none".to_owned();
    }
    let hundredths = u128::from(part) * 10_000 / u128::from(whole);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_down() {
        assert_eq!(share(1, 3), "33.33 %");
        assert_eq!(share(u64::MAX, u64::MAX), "100.00 %");
        assert_eq!(share(0, 0), "none");
    }
}
