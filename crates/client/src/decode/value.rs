//! Values as they stand in an instruction's data, by their types in the IDL.

use solana_program::pubkey::Pubkey;

use super::{
    bytes,
    idl::{Field, Idl, Kind},
    printable, Names,
};

/// Reads one value after the other.
pub struct Reader<'a> {
    pub idl: &'a Idl,
    pub names: &'a Names<'a>,
    pub data: &'a [u8],
}

const DAY: u64 = 86_400;

impl Reader<'_> {
    /// A field's value, or those of its fields: names and words. `None` if the data is cut or no such value.
    pub fn field(&mut self, field: &Field, within: &str) -> Option<Vec<(String, String)>> {
        let name = format!("{within}{}", field.name);
        if let Kind::Defined { defined } = &field.kind {
            let fields = self.idl.fields(&defined.name)?;
            let within = format!("{name}.");
            let values: Option<Vec<_>> = fields.iter().map(|field| self.field(field, &within)).collect();
            return Some(values?.concat());
        }
        let words = self.value(&field.kind)?;
        let words = match meaning(field, &words) {
            Some(meaning) => format!("{words} ({meaning})"),
            None => words,
        };
        Some(vec![(name, words)])
    }

    fn value(&mut self, kind: &Kind) -> Option<String> {
        match kind {
            Kind::Plain(name) => self.plain(name),
            Kind::Vec { vec } => {
                let len = u32::from_le_bytes(self.take()?);
                self.several(vec, len.try_into().ok()?)
            }
            Kind::Array { array } => self.several(&array.0, array.1),
            Kind::Option { option } => match self.take()? {
                [0] => Some("none".to_owned()),
                [1] => self.value(option),
                _ => None,
            },
            Kind::Defined { defined } => {
                let fields = self.idl.fields(&defined.name)?;
                let values: Option<Vec<_>> = fields.iter().map(|field| self.field(field, "")).collect();
                let values: Vec<_> =
                    values?.concat().iter().map(|(name, words)| format!("{name} {words}")).collect();
                Some(format!("{{ {} }}", values.join(", ")))
            }
        }
    }

    /// Values of one type, one behind the other. Bytes are shown as such.
    fn several(&mut self, kind: &Kind, len: usize) -> Option<String> {
        if matches!(kind, Kind::Plain(name) if name == "u8") {
            return self.slice(len).map(bytes);
        }
        let mut values = vec![];
        for _ in 0..len {
            let before = self.data.len();
            values.push(self.value(kind)?);
            // Values without bytes could be any number.
            (self.data.len() < before).then_some(())?;
        }
        Some(format!("[{}]", values.join(", ")))
    }

    fn plain(&mut self, name: &str) -> Option<String> {
        Some(match name {
            "u8" => u8::from_le_bytes(self.take()?).to_string(),
            "u16" => u16::from_le_bytes(self.take()?).to_string(),
            "u32" => u32::from_le_bytes(self.take()?).to_string(),
            "u64" => u64::from_le_bytes(self.take()?).to_string(),
            "u128" => u128::from_le_bytes(self.take()?).to_string(),
            "i64" => i64::from_le_bytes(self.take()?).to_string(),
            "bool" => match self.take()? {
                [0] => "no".to_owned(),
                [1] => "yes".to_owned(),
                _ => return None,
            },
            "pubkey" => self.names.show(&Pubkey::new_from_array(self.take()?)),
            "string" => {
                let len = u32::from_le_bytes(self.take()?);
                let text = self.slice(len.try_into().ok()?)?;
                format!("\"{}\"", printable(std::str::from_utf8(text).ok()?))
            }
            "bytes" => {
                let len = u32::from_le_bytes(self.take()?);
                bytes(self.slice(len.try_into().ok()?)?)
            }
            _ => return None,
        })
    }

    fn take<const LEN: usize>(&mut self) -> Option<[u8; LEN]> {
        self.slice(LEN)?.try_into().ok()
    }

    fn slice(&mut self, len: usize) -> Option<&[u8]> {
        let (taken, rest) = self.data.split_at_checked(len)?;
        self.data = rest;
        Some(taken)
    }
}

/// What a number stands for, where its name or its documentation tells.
fn meaning(field: &Field, words: &str) -> Option<String> {
    let number: u64 = words.parse().ok()?;
    if field.name.ends_with("bps") {
        return Some(format!("{} %", decimal(number, 2)));
    }
    if field.name == "limit" && number == u64::MAX {
        return Some("no limit".to_owned());
    }
    if field.docs.first().is_some_and(|line| line.starts_with("Seconds ")) {
        return Some(format!("seconds: {}", days(number)));
    }
    None
}

fn days(seconds: u64) -> String {
    let (whole, rest) = (seconds / DAY, seconds % DAY);
    let (hours, minutes, seconds) = (rest / 3_600, rest % 3_600 / 60, rest % 60);
    let parts = [(whole, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")];
    let words: Vec<_> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if words.is_empty() {
        return "at once".to_owned();
    }
    words.join(" ")
}

/// A number of units as a decimal with at most `decimals` places, exactly.
pub fn decimal(units: u64, decimals: u8) -> String {
    let places = usize::from(decimals);
    let digits = format!("{units:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal(1_500_000, 6), "1.5");
        assert_eq!(decimal(1, 9), "0.000000001");
        assert_eq!(decimal(10, 0), "10");
        assert_eq!(decimal(u64::MAX, 255).len(), 2 + 255);
    }

    #[test]
    fn times_are_in_words() {
        assert_eq!(days(0), "at once");
        assert_eq!(days(5 * DAY), "5 days");
        // A day, two hours, one minute and five seconds.
        assert_eq!(days(86_400 + 7_200 + 60 + 5), "1 day 2 hours 1 minute 5 seconds");
    }
}
