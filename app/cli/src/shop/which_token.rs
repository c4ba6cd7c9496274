use std::str::FromStr;

use tenure_client::Pubkey;

use crate::{
    chain::{Chain, OpenPayToken, OpenStore},
    failure::Failure,
    value::address,
};

/// In which token: a mint, or the store's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichToken {
    Own,
    Mint(Pubkey),
}

impl FromStr for WhichToken {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "own" => Ok(Self::Own),
            mint => address(mint).map(Self::Mint).map_err(|words| format!("{words}, or 'own'")),
        }
    }
}

impl WhichToken {
    /// The token that is named, or the only one that the store takes.
    pub fn open(named: Option<Self>, chain: &Chain, store: &OpenStore) -> Result<OpenPayToken, Failure> {
        if let Some(Self::Mint(mint)) = named {
            return chain.pay_token(store, &mint);
        }
        let mut tokens = chain.pay_tokens(store)?;
        tokens.retain(|token| token.is_taken() && (named.is_none() || token.is_own()));
        let mints: Vec<_> = tokens.iter().map(|token| token.keys.mint.to_string()).collect();
        match (tokens.pop(), tokens.is_empty()) {
            (Some(token), true) => Ok(token),
            (None, _) if named.is_some() => Err(Failure::cluster("the store takes no token of its own")),
            (None, _) => Err(Failure::cluster("the store takes no token now")),
            (Some(_), false) => Err(Failure::input(format!(
                "in which token? the store takes several: give --token and one of {}",
                mints.join(", ")
            ))),
        }
    }
}
