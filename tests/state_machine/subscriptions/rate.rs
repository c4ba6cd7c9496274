//! What the oracle says of the own token, and what the store makes of it.

use rand::{seq::IndexedRandom, Rng};
use rand_chacha::ChaCha8Rng;
use tenure_model::billing::{priced_tokens, OracleQuote};
use tenure_tests::{PriceAccount, Verification};

use super::{
    assortment::{MAX_AGE, MAX_CONFIDENCE_BPS, MAX_DEVIATION_BPS, OWN, TOKENS},
    book::refused,
};
use crate::verdict::Verdict;

/// Of eight decimals, as the feed has them.
const EXPONENT: i32 = -8;

#[derive(Clone, Copy, Debug)]
pub struct Quote {
    pub price: i64,
    pub confidence: u64,
    pub average: i64,
    pub published: u64,
    pub verified: bool,
    pub of_feed: bool,
}

impl Quote {
    pub fn new(now: u64) -> Self {
        Self {
            price: 200_000_000,
            confidence: 0,
            average: 200_000_000,
            published: now,
            verified: true,
            of_feed: true,
        }
    }

    /// The next one, mostly a good one of now.
    pub fn moved(&self, random: &mut ChaCha8Rng, now: u64) -> Self {
        let average = self.average.clamp(10_000, 500_000_000_000);
        let average = average + average * random.random_range(-900..=1_000) / 10_000;
        let price = average + average * random.random_range(-900..=900) / 10_000;
        let confidence = price.unsigned_abs() * random.random_range(0..=95) / 10_000;
        let good = Self { price, confidence, average, published: now, verified: true, of_feed: true };
        match random.random_range(0..40) {
            0..2 => Self { published: self.published, ..good },
            2 => Self { published: now - u64::from(MAX_AGE), ..good },
            3 => Self { published: now - u64::from(MAX_AGE) - 1, ..good },
            4 => Self { published: now + u64::from(MAX_AGE) + random.random_range(0..=1), ..good },
            5 => Self { verified: false, ..good },
            6 => Self { of_feed: false, ..good },
            7 => Self { price: *[0, -1, -price].choose(random).expect("some"), ..good },
            8..10 => {
                let off = average / 10;
                let price = *[average + off, average + off + 1, average - off, average - off - 1]
                    .choose(random)
                    .expect("some");
                Self { price, confidence: 0, ..good }
            }
            10..12 => {
                let widest = price.unsigned_abs() / 100;
                Self { confidence: widest + random.random_range(0..=1), ..good }
            }
            12 => Self { average: 0, ..good },
            _ => good,
        }
    }

    /// As Pyth's receiver writes it.
    pub fn account(&self) -> PriceAccount {
        let mut account = PriceAccount::sol_usd();
        let published = i64::try_from(self.published).expect("a time that fits");
        account
            .set_price(self.price)
            .set_confidence(self.confidence)
            .set_exponent(EXPONENT)
            .set_publish_time(published)
            .set_ema_price(self.average);
        if !self.of_feed {
            account.set_feed([7; 32]);
        }
        if !self.verified {
            account.set_verification(Verification::Partial(12));
        }
        account
    }

    /// What so many micro-dollars are in the own token.
    pub fn tokens(&self, now: u64, micro_dollars: u64) -> Verdict<u64> {
        let age = now.abs_diff(self.published);
        let (price, average) = (i128::from(self.price), i128::from(self.average));
        let gap = (price - average).abs() * 10_000;
        let near = average > 0 && gap <= average * i128::from(MAX_DEVIATION_BPS);
        let conditions = [
            (self.verified, "PriceNotVerified"),
            (self.of_feed, "WrongFeed"),
            (age <= MAX_AGE.into(), "StalePrice"),
            (price > 0, "PriceNotPositive"),
            (near, "PriceOffAverage"),
        ];
        if let Some((_, name)) = conditions.into_iter().find(|(holds, _)| !holds) {
            return refused(name);
        }
        let Self { price, confidence, .. } = *self;
        let quote = OracleQuote { price, confidence, exponent: EXPONENT };
        priced_tokens(micro_dollars, TOKENS[OWN].decimals, quote, MAX_CONFIDENCE_BPS)
            .or_else(|refusal| refused(&format!("{refusal:?}")))
    }
}
