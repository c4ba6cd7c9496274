//! The file that describes a store.

use std::{fs, path::Path};

use serde::{Deserialize, Deserializer};
use tenure_client::{
    membership::{padded, CollectionTerms, MAX_GRACE as MAX_BADGE_GRACE, MAX_TIERS},
    revenue::splitter_address,
    subscriptions::{PlanTerms, Roles, StoreTerms},
    Pubkey,
};
use tenure_math::billing::{MAX_GRACE, MAX_WINDOW};

use super::{plan_config::PlanConfig, token_config::PayTokenConfig};
use crate::{
    failure::Failure,
    value::{address, address_or_nobody, one_address, written, Duration},
};

const HOUR: u32 = 3_600;
/// A hundredth of a charge.
const MAX_KEEPER_FEE_BPS: u16 = 100;

/// A store as it should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreConfig {
    pub id: u32,
    #[serde(deserialize_with = "one_address")]
    pub authority: Pubkey,
    #[serde(deserialize_with = "address_or_nobody")]
    pub pauser: Pubkey,
    #[serde(deserialize_with = "address_or_nobody")]
    pub operator: Pubkey,
    #[serde(deserialize_with = "owner_of_payments")]
    pub payout_owner: Pubkey,
    #[serde(deserialize_with = "written")]
    pub grace: Duration,
    #[serde(deserialize_with = "written")]
    pub window: Duration,
    #[serde(deserialize_with = "written")]
    pub notice: Duration,
    pub keeper_fee_bps: u16,
    pub collection: CollectionConfig,
    #[serde(default)]
    pub plans: Vec<PlanConfig>,
    #[serde(default)]
    pub pay_tokens: Vec<PayTokenConfig>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionConfig {
    name: String,
    symbol: String,
    uri: String,
    #[serde(deserialize_with = "written")]
    grace: Duration,
    tiers: Vec<String>,
}

fn owner_of_payments<'de, D: Deserializer<'de>>(input: D) -> Result<Pubkey, D::Error> {
    let text = String::deserialize(input)?;
    let owner = match text.strip_prefix("splitter:") {
        Some(locker) => address(locker).map(|locker| splitter_address(&locker)),
        None => address(&text),
    };
    owner.map_err(serde::de::Error::custom)
}

impl StoreConfig {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |words: String| Failure::input(format!("{}: {words}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
        let config: Self = toml::from_str(&text).map_err(|error| named(error.to_string()))?;
        config.check().map_err(named)?;
        Ok(config)
    }

    /// All but the terms of the tokens: those depend on their decimals.
    pub fn check(&self) -> Result<(), String> {
        self.terms()?;
        self.collection_terms(self.authority)?;
        self.plan_terms()?;
        self.pay_tokens.iter().try_for_each(PayTokenConfig::check)
    }

    pub fn roles(&self) -> Roles {
        let Self { authority, pauser, operator, payout_owner, .. } = *self;
        Roles { authority, pauser, operator, payout_owner }
    }

    pub fn terms(&self) -> Result<StoreTerms, String> {
        let terms = StoreTerms {
            grace: self.grace.seconds()?,
            window: self.window.seconds()?,
            notice: self.notice.seconds()?,
            keeper_fee_bps: self.keeper_fee_bps,
        };
        let badge_grace = self.collection.grace.seconds()?;
        let spans = [terms.window, terms.notice].iter().all(|span| (HOUR..=MAX_WINDOW).contains(span));
        let fits = terms.grace <= MAX_GRACE.min(badge_grace) && spans;
        if fits && terms.keeper_fee_bps <= MAX_KEEPER_FEE_BPS {
            return Ok(terms);
        }
        Err("a store's terms must keep to these bounds: grace at most 14 days and no longer than the badges', \
             window and notice 1 hour to 14 days, keeper_fee_bps at most 100"
            .to_owned())
    }

    /// The store itself issues its badges.
    pub fn collection_terms(&self, store: Pubkey) -> Result<CollectionTerms, String> {
        let CollectionConfig { name, symbol, uri, grace, tiers } = &self.collection;
        let grace = grace.seconds()?;
        let named = !name.is_empty() && !tiers.is_empty() && tiers.iter().all(|tier| !tier.is_empty());
        if !named || tiers.len() > MAX_TIERS || grace > MAX_BADGE_GRACE {
            return Err("a collection needs a name, 1 to 8 tiers with names, and a grace of at most 90 days"
                .to_owned());
        }
        let mut fields = [[0; 16]; MAX_TIERS];
        for (field, tier) in fields.iter_mut().zip(tiers) {
            *field = text_field(tier)?;
        }
        Ok(CollectionTerms {
            authority: store,
            grace,
            name: text_field(name)?,
            symbol: text_field(symbol)?,
            uri: text_field(uri)?,
            tiers: fields,
        })
    }

    /// Of every plan, by its number.
    pub fn plan_terms(&self) -> Result<Vec<PlanTerms>, String> {
        self.plans.iter().map(|plan| plan.terms(&self.collection.tiers)).collect()
    }
}

/// Text in a field of `N` bytes.
pub fn text_field<const N: usize>(text: &str) -> Result<[u8; N], String> {
    padded(text).ok_or_else(|| format!("'{text}' is too long: it may have {N} bytes"))
}

#[cfg(test)]
mod tests {
    use tenure_client::subscriptions::{ORACLE, STABLE};

    use super::*;

    const EXAMPLE: &str = include_str!("../../../../../migrations/store.toml");
    const FEED: &str = "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d";
    const SOMEBODY: &str = "So11111111111111111111111111111111111111112";

    fn filled_in() -> String {
        let feed = EXAMPLE.replace("feed = \"FILL-IN\"", &format!("feed = \"{FEED}\""));
        feed.replace("FILL-IN", SOMEBODY)
    }

    fn parsed(text: &str) -> Result<StoreConfig, String> {
        let config: StoreConfig = toml::from_str(text).map_err(|error| error.to_string())?;
        config.check()?;
        for token in &config.pay_tokens {
            token.terms(6).map_err(|failure| failure.to_string())?;
        }
        Ok(config)
    }

    #[test]
    fn the_example_is_read_once_filled_in() {
        assert!(parsed(EXAMPLE).is_err_and(|words| words.contains("not an address")));
        let config = parsed(&filled_in()).expect("the example");
        let locker: Pubkey = SOMEBODY.parse().expect("an address");
        assert_eq!(config.roles().payout_owner, splitter_address(&locker));
        let terms = StoreTerms { grace: 259_200, window: 259_200, notice: 86_400, keeper_fee_bps: 50 };
        assert_eq!(config.terms(), Ok(terms));
        let plans = config.plan_terms().expect("plans");
        let prices: Vec<_> = plans.iter().map(|plan| (plan.price, plan.tier, plan.interval)).collect();
        assert_eq!(prices, [(19_900_000, 1, 0), (49_900_000, 2, 0), (99_900_000, 3, 0), (199_900_000, 4, 0)]);
        let tokens: Vec<_> = config.pay_tokens.iter().filter_map(|token| token.terms(6).ok()).collect();
        assert_eq!((tokens[0].kind, tokens[0].own, tokens[0].keeper_fee_cap), (STABLE, false, 1_000_000));
        assert_eq!((tokens[1].kind, tokens[1].own, tokens[1].max_age), (ORACLE, true, 60));
    }

    #[test]
    fn every_line_of_the_example_is_needed() {
        for field in [
            "id",
            "authority",
            "pauser",
            "operator",
            "payout_owner",
            "grace",
            "window",
            "notice",
            "keeper_fee_bps",
            "symbol",
            "uri",
            "tiers",
            "price",
            "interval",
            "tier ",
            "discount_bps",
            "calls",
            "sockets",
            "mint",
            "stable",
            "keeper_fee_cap",
            "feed",
            "max_age",
            "max_confidence_bps",
            "max_deviation_bps",
        ] {
            let example = filled_in();
            let without: Vec<_> = example.lines().filter(|line| !line.starts_with(field)).collect();
            assert!(parsed(&without.join("\n")).is_err(), "{field} was not missed");
        }
    }

    /// Else it would be sold for a dollar, whatever it is worth.
    #[test]
    fn a_token_is_either_stable_or_has_an_oracle() {
        let example = filled_in();
        let (without, _) = example.split_once("[pay_tokens.oracle]").expect("an oracle");
        let both = example.replace("own = true", "own = true\nstable = true");
        for text in [without, &both] {
            let words = parsed(text).err().unwrap_or_default();
            assert!(words.contains(&format!("the token {SOMEBODY} needs either stable = true")), "{words}");
        }
        let stable = without.replace("own = true", "own = true\nstable = true");
        assert_eq!(parsed(&stable).map(|config| config.pay_tokens.len()), Ok(2));
    }

    #[test]
    fn refuses_what_the_programs_would_refuse() {
        for (from, to, words) in [
            ("window = \"3 days\"", "window = \"59 minutes\"", "keep to these bounds"),
            ("window = \"3 days\"", "window = \"15 days\"", "keep to these bounds"),
            ("notice = \"1 day\"", "notice = \"15 days\"", "keep to these bounds"),
            ("keeper_fee_bps = 50", "keeper_fee_bps = 101", "keep to these bounds"),
            // Longer than that of the badges.
            (
                "grace = \"3 days\"\n\n# Before",
                "grace = \"4 days\"\n\n# Before",
                "no longer than the badges'",
            ),
            ("price = \"19.90\"", "price = \"0\"", "more than nothing"),
            ("price = \"19.90\"", "price = \"1000000.01\"", "at most $1000000.00"),
            ("price = \"19.90\"", "price = \"0.0000001\"", "at most 6"),
            ("discount_bps = 2000", "discount_bps = 5001", "at most 5000"),
            ("tier = \"Basic\"", "tier = \"Gold\"", "which the collection does not have"),
            ("interval = \"month\"", "interval = \"week\"", "unknown variant"),
            ("name = \"Basic\"", "name = \"\"", "needs a name"),
            ("symbol = \"MEMBER\"", "symbol = \"MEMBERSHIP\"", "may have 8 bytes"),
            ("name = \"Membership\"", "name = \"\"", "a collection needs a name"),
            ("\"VIP\"]", "\"VIP\", \"\"]", "tiers with names"),
            ("max_age = \"1 minute\"", "max_age = \"61 minutes\"", "1 second to 1 hour"),
            ("max_confidence_bps = 100", "max_confidence_bps = 1001", "1 to 1000"),
            ("max_deviation_bps = 1000", "max_deviation_bps = 0", "1 to 10000"),
            (FEED, "ef0d", "64 hexadecimal digits"),
            ("own = true", "own = true\nkind = 1", "unknown field"),
        ] {
            let config = filled_in().replace(from, to);
            assert_ne!(config, filled_in(), "{from}");
            let found = parsed(&config).err().unwrap_or_default();
            assert!(found.contains(words), "{to}: '{words}' is not in: {found}");
        }
    }
}
