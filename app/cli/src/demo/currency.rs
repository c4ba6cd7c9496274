use crate::value::Tokens;

/// In what income comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    Weth,
    /// The one that is locked.
    Token,
    Usdc,
}

impl Currency {
    pub const ALL: [Self; 3] = [Self::Weth, Self::Token, Self::Usdc];

    pub fn name(self) -> &'static str {
        match self {
            Self::Weth => "wETH",
            Self::Token => "token",
            Self::Usdc => "USDC",
        }
    }

    pub const fn decimals(self) -> u8 {
        match self {
            Self::Weth => 8,
            Self::Token | Self::Usdc => 6,
        }
    }

    pub fn units(self, units: u64) -> Tokens {
        Tokens { units, decimals: self.decimals() }
    }
}
