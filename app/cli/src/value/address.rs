use tenure_client::Pubkey;

/// Parses an address.
pub fn address(text: &str) -> Result<Pubkey, String> {
    text.parse().map_err(|_| "not an address: give 32 bytes in base58, such as a wallet's public key".into())
}

/// Parses an address, or `none` for the zero address, which stands for nobody.
pub fn address_or_none(text: &str) -> Result<Pubkey, String> {
    if text == "none" {
        return Ok(Pubkey::default());
    }
    address(text).map_err(|words| format!("{words}, or 'none'"))
}

/// An address as text, or `none`.
pub fn or_none(address: &Pubkey) -> String {
    if *address == Pubkey::default() {
        return "none".to_owned();
    }
    address.to_string()
}
