use clap::Args;
use solana_signer::Signer;
use tenure_client::{
    subscriptions::{consent_to, Consent, ORACLE},
    Pubkey,
};
use tenure_math::billing::{Bill, BillRefusal};

use super::{Quote, WhichToken};
use crate::{
    chain::{OpenPayToken, OpenStore, OpenSubscription, Rate},
    failure::Failure,
    session::Session,
    value::{address, Decimal},
};

/// For how long what is signed is worth anything, in seconds.
const CONSENT_SECONDS: u64 = 600;
/// What a price may move until a charge arrives, as a part of it: a hundredth.
const PRICE_ROOM: u64 = 100;

/// Where a token's price is read.
#[derive(Args)]
pub struct Oracle {
    /// The price account of a token that has one. Default: the one that Pyth sponsors for its feed
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    oracle: Option<Pubkey>,
}

impl Oracle {
    pub fn apply(&self, token: OpenPayToken) -> OpenPayToken {
        match self.oracle {
            Some(price) if token.state.kind == ORACLE => {
                OpenPayToken { keys: token.keys.priced_by(price), ..token }
            }
            _ => token,
        }
    }
}

/// How a user pays.
#[derive(Args)]
pub struct Paying {
    /// In which token: a mint, or 'own' for the store's own. Default: the only one that the store takes
    #[arg(long, value_name = "MINT")]
    token: Option<WhichToken>,
    /// The most to pay, in tokens. Default: what it costs within ten minutes; a hundredth more, of
    /// a token with a price
    #[arg(long, value_name = "AMOUNT")]
    max: Option<Decimal>,
    /// The token account that pays. Default: the wallet's associated one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
    #[command(flatten)]
    oracle: Oracle,
}

/// What is paid from, at what rate.
pub struct Purse {
    pub token: OpenPayToken,
    pub source: Pubkey,
    /// `None` if there is none that the program takes.
    rate: Option<Rate>,
    max: Option<u64>,
    now: u64,
}

impl Paying {
    pub fn open(&self, session: &Session, store: &OpenStore) -> Result<Purse, Failure> {
        let chain = &session.chain;
        let token = self.oracle.apply(WhichToken::open(self.token, chain, store)?);
        let now = chain.now()?;
        let source = match self.token_account {
            Some(account) => account,
            None => token.keys.source(&session.wallet()?.pubkey()),
        };
        let max = self.max.as_ref().map(|max| max.tokens(token.state.decimals)).transpose()?;
        let rate = chain.rate(&token, now)?.ok();
        Ok(Purse { token, source, rate, max: max.map(|max| max.units), now })
    }
}

impl Purse {
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What a step costs now. A change of plan or a debt from the grace can cost more with each second that
    /// it takes to arrive.
    pub fn quote(&self, bill_at: impl Fn(u64) -> Result<Bill, BillRefusal>) -> Option<Quote> {
        let quote = Quote::of(bill_at(self.now), self.rate, &self.token)?;
        let later = Quote::of(bill_at(self.until()), self.rate, &self.token);
        let most = later.map_or(quote.most, |later| quote.most.max(later.most));
        Some(Quote { most, ..quote })
    }

    fn until(&self) -> u64 {
        self.now.saturating_add(CONSENT_SECONDS)
    }

    /// The most that is charged. Without a quote it is nothing: the program is asked only why it refuses.
    pub fn most(&self, quote: Option<&Quote>) -> u64 {
        let needed = quote.map_or(0, |quote| quote.most);
        let room = if self.token.state.kind == ORACLE { needed.div_ceil(PRICE_ROOM) } else { 0 };
        self.max.unwrap_or(needed.saturating_add(room))
    }

    pub fn consent(&self, seen: Option<&OpenSubscription>, quote: Option<&Quote>) -> Consent {
        let seen = seen.map(|seen| seen.state.as_ref());
        consent_to(seen, self.most(quote), self.until())
    }
}
