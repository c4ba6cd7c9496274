use std::str::FromStr;

/// Bytes, written as two hexadecimal digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl FromStr for Bytes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || "not bytes: write two hexadecimal digits for each".to_owned();
        let digits: Option<Vec<_>> = text.chars().map(|digit| digit.to_digit(16)).collect();
        let digits = digits.filter(|digits| digits.len() % 2 == 0).ok_or_else(wrong)?;
        let bytes = digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]));
        bytes.collect::<Result<_, _>>().map(Self).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_a_byte() {
        assert_eq!("".parse(), Ok(Bytes(vec![])));
        assert_eq!("00fF10".parse(), Ok(Bytes(vec![0, 255, 16])));
        for text in ["0", "0x00", "zz", "0 0", "é"] {
            assert!(text.parse::<Bytes>().is_err(), "{text}");
        }
    }
}
