use solana_program::pubkey::Pubkey;
use spl_token_2022_interface::{
    extension::{BaseStateWithExtensions, StateWithExtensions},
    state::Mint,
};
use spl_token_metadata_interface::state::TokenMetadata;

/// What a token says of itself to wallets: a badge's, or a collection's group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadgeMetadata {
    /// Who may change it. Nobody if none.
    pub update_authority: Option<Pubkey>,
    pub mint: Pubkey,
    /// Of a badge: the collection's name and the tier's.
    pub name: String,
    pub symbol: String,
    /// Link to the collection's description; a badge adds its fields as a query.
    pub uri: String,
    /// What the link's query says. Of a badge: `tier`, by its number, and `issued` and `expires`, as dates
    /// with the time of day in UTC.
    pub fields: Vec<(String, String)>,
}

impl BadgeMetadata {
    /// Reads the metadata in the bytes of a mint of Token-2022, if it has any.
    pub fn read(mint: &[u8]) -> Option<Self> {
        let mint = StateWithExtensions::<Mint>::unpack(mint).ok()?;
        let metadata = mint.get_variable_len_extension::<TokenMetadata>().ok()?;
        Some(Self {
            update_authority: metadata.update_authority.into(),
            mint: metadata.mint,
            name: metadata.name,
            symbol: metadata.symbol,
            fields: query(&metadata.uri),
            uri: metadata.uri,
        })
    }

    /// The value of a field: the last of that name, since a badge's are behind the collection's.
    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields.iter().rfind(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// The fields in the query of a link.
fn query(link: &str) -> Vec<(String, String)> {
    let Some((_, query)) = link.split_once('?') else { return vec![] };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_links_query_is_its_fields() {
        let fields = query("https://example.com/b.json?v=2&tier=3&issued=2026-12-21T10:46:47Z&flag");
        let expected = [("v", "2"), ("tier", "3"), ("issued", "2026-12-21T10:46:47Z")];
        assert_eq!(fields, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        assert_eq!(query("https://example.com/b.json"), []);
        assert_eq!(query(""), []);
    }

    #[test]
    fn other_bytes_are_no_metadata() {
        assert_eq!(BadgeMetadata::read(&[]), None);
        assert_eq!(BadgeMetadata::read(&[0; 82]), None);
        assert_eq!(BadgeMetadata::read(&[255; 600]), None);
    }
}
