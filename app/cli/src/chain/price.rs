//! What a token is worth, as the subscriptions program reads it.

use tenure_client::{
    subscriptions::{PayToken, PriceUpdate, SubscriptionError, PYTH_RECEIVER, STABLE},
    Pubkey,
};
use tenure_math::billing::{stable_tokens, OraclePrice};

use super::{Chain, OpenPayToken};
use crate::failure::Failure;

/// Pyth's program whose accounts hold the prices that it sponsors.
const PUSH_ORACLE: Pubkey = Pubkey::from_str_const("pythWSnswVUd12oZpeFP8e9CVaEqJg25g1Vtc2biRsT");

/// Where Pyth keeps the price of a feed that it sponsors.
pub fn sponsored_price(feed: &[u8; 32]) -> Pubkey {
    Pubkey::find_program_address(&[&0u16.to_le_bytes(), feed], &PUSH_ORACLE).0
}

/// What dollars are in a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    Stable,
    Priced(OraclePrice),
}

impl Rate {
    /// The base units that `amount`, in micro-USD, is. `None` where the program refuses.
    pub fn tokens(&self, amount: u64, token: &PayToken) -> Option<u64> {
        match self {
            Self::Stable => stable_tokens(amount, token.decimals).ok(),
            Self::Priced(price) => price.tokens(amount, token.decimals, token.max_confidence_bps).ok(),
        }
    }
}

impl Chain {
    /// The rate of a token at second `now`, or why there is none that the program would take.
    pub fn rate(&self, token: &OpenPayToken, now: u64) -> Result<Result<Rate, &'static str>, Failure> {
        if token.state.kind == STABLE {
            return Ok(Ok(Rate::Stable));
        }
        let Some(account) = self.account(&token.keys.price)? else {
            return Ok(Err("there is no price account"));
        };
        if account.owner != PYTH_RECEIVER {
            return Ok(Err("the price account is not one of Pyth's"));
        }
        Ok(read(&account.data, &token.state, now).map(Rate::Priced))
    }
}

fn read(data: &[u8], token: &PayToken, now: u64) -> Result<OraclePrice, &'static str> {
    let update = PriceUpdate::parse(data).ok_or("the price account is not one of Pyth's")?;
    update.price_of(token, now).map_err(|refusal| match refusal {
        SubscriptionError::PriceNotVerified => "the price is not fully verified",
        SubscriptionError::WrongFeed => "the price is of another feed",
        SubscriptionError::StalePrice => "the price is too old, or from the future",
        SubscriptionError::PriceNotPositive => "the price is not above zero",
        _ => "the price is too far from its moving average",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of Solana's mainnet: where Pyth keeps the price of SOL in dollars.
    #[test]
    fn sponsored_prices_are_where_pyth_keeps_them() {
        let feed: crate::value::Feed =
            "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d".parse().expect("a feed");
        let expected = "7UVimffxr9ow1uXYxsr4LHAcV58mLzhmwaeKvJ1pjLiE";
        assert_eq!(sponsored_price(&feed.0).to_string(), expected);
    }
}
