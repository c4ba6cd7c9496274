use super::Tokens;

/// Basis points in percent.
pub fn percent(bps: u16) -> String {
    let tokens = Tokens { units: bps.into(), decimals: 2 };
    format!("{tokens} %")
}
