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
/// By how many seconds the chain's clock may be behind what was read of it.
const BEHIND: u64 = 5;
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

    /// What a step costs now, and at most until what is signed is worth nothing any more, or until the second
    /// `end`, from which on it is refused.
    pub fn quote(&self, end: u64, bill_at: impl Fn(u64) -> Result<Bill, BillRefusal>) -> Option<Quote> {
        let quote = Quote::of(bill_at(self.now), self.rate, &self.token)?;
        let dearest = dearest(self.now, self.until().min(end.saturating_sub(1)), bill_at)?;
        let most = Quote::of(Ok(dearest), self.rate, &self.token)?.most;
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

/// The dearest bill from `now` to the second `last`. With each second that it takes to arrive, a change of plan or
/// a debt from the grace costs more, or less: so the dearest is at an end.
fn dearest(now: u64, last: u64, bill_at: impl Fn(u64) -> Result<Bill, BillRefusal>) -> Option<Bill> {
    let moments = [now.saturating_sub(BEHIND), now, last];
    moments.into_iter().filter_map(|at| bill_at(at).ok()).max_by_key(|bill| bill.charge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenure_math::billing::{Interval, Offer, Prepaid, DAY};

    const GRACE: u32 = 7 * 86_400;
    const DEAR: Offer = Offer { price: 99_900_000, interval: Interval::Month, discount_bps: 0 };
    const CHEAP: Offer = Offer { price: 19_900_000, ..DEAR };
    const A_YEAR: Offer = Offer { price: 999_000_000, interval: Interval::Year, discount_bps: 0 };

    /// From 9 February 2025 on.
    fn paid() -> Prepaid {
        Prepaid::default().subscribe(20_128 * DAY, DEAR, GRACE).expect("a bill").after
    }

    #[test]
    fn in_the_last_minutes_of_grace_the_debt_of_its_last_second_is_covered() {
        let (paid, now) = (paid(), paid().lapses_at - 300);
        let bill_at = |at| paid.renew(at, CHEAP, 0, GRACE);
        let most = dearest(now, paid.lapses_at - 1, bill_at).map(|bill| bill.charge);
        assert_eq!(most, bill_at(paid.lapses_at - 1).ok().map(|bill| bill.charge));
        assert!(most > bill_at(now).ok().map(|bill| bill.charge));
    }

    #[test]
    fn a_switch_that_costs_less_each_second_is_covered_where_the_chain_is_behind() {
        let paid = Prepaid::default().subscribe(20_128 * DAY, CHEAP, GRACE).expect("a bill").after;
        let now = 20_130 * DAY;
        let bill_at = |at| paid.switch(at, DEAR, GRACE);
        let most = dearest(now, now + CONSENT_SECONDS, bill_at).map(|bill| bill.charge);
        assert_eq!(most, bill_at(now - BEHIND).ok().map(|bill| bill.charge));
    }

    #[test]
    fn a_switch_to_a_year_in_the_last_minutes_is_covered_to_the_last_second() {
        let (paid, now) = (paid(), paid().paid_through() - 300);
        let bill_at = |at| paid.switch(at, A_YEAR, GRACE);
        let most = dearest(now, paid.paid_through() - 1, bill_at).map(|bill| bill.charge);
        assert_eq!(most, bill_at(paid.paid_through() - 1).ok().map(|bill| bill.charge));
        assert!(most > bill_at(now).ok().map(|bill| bill.charge));
    }
}
