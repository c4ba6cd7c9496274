use tenure_client::Pubkey;

/// In what is locked, earned and paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The one that is locked.
    Stake,
    Usdc,
    Weth,
}

impl Token {
    pub const ALL: [Self; 3] = [Self::Stake, Self::Usdc, Self::Weth];

    pub fn symbol(self) -> &'static str {
        match self {
            Self::Stake => "TMAI",
            Self::Usdc => "USDC",
            Self::Weth => "wETH",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Stake => "Token Metrics AI",
            Self::Usdc => "USD Coin",
            Self::Weth => "Wrapped Ether",
        }
    }

    pub fn decimals(self) -> u8 {
        match self {
            Self::Stake | Self::Usdc => 6,
            Self::Weth => 8,
        }
    }

    /// Both programs are there to be tried.
    pub fn program(self) -> Pubkey {
        match self {
            Self::Stake | Self::Usdc => spl_token::ID,
            Self::Weth => spl_token_2022_interface::ID,
        }
    }

    /// One, in base units.
    pub fn one(self) -> u64 {
        10u64.pow(self.decimals().into())
    }
}
