use std::str::FromStr;

use tenure_client::Pubkey;

use crate::{
    chain::{OpenPool, OpenSplitter},
    failure::Failure,
    session::Session,
    value::address,
};

/// Of which tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    All,
    One(Pubkey),
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "all" => Ok(Self::All),
            mint => address(mint).map(Self::One).map_err(|words| format!("{words}, or 'all'")),
        }
    }
}

impl Which {
    /// The pools of these tokens.
    pub fn pools(self, session: &Session, splitter: &OpenSplitter) -> Result<Vec<OpenPool>, Failure> {
        match self {
            Self::All => session.chain.pools(splitter),
            Self::One(mint) => Ok(vec![session.chain.pool(splitter, &mint)?]),
        }
    }
}
