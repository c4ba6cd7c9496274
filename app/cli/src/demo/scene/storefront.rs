use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde_json::{json, Value};
use tenure_client::{
    membership::{padded, CollectionTerms},
    subscriptions::{PlanTerms, Roles, StoreTerms, TokenTerms, ORACLE, STABLE},
};
use tenure_math::billing::discounted;

use super::{income::aligned, Scene, World};
use crate::{
    demo::{
        currency::Currency,
        oracle::{FEED, PRICE},
        patrons::STORE_ID,
    },
    failure::Failure,
    value::Dollars,
};

/// A store whose payments go where all income goes, with four plans in two tokens.
pub struct Storefront;

const DAY: u32 = 86_400;
/// Name and dollars a month, in cents; the tiers are the same.
const PLANS: [(&str, u64, u64); 4] = [
    ("Basic", 1_990, 10_000),
    ("Advanced", 4_990, 50_000),
    ("Premium", 9_990, 200_000),
    ("VIP", 19_990, 1_000_000),
];
const CENT: u64 = 10_000;
/// Off for who pays in the token.
const DISCOUNT_BPS: u16 = 2_000;
const TERMS: StoreTerms = StoreTerms { grace: 3 * DAY, window: 3 * DAY, notice: DAY, keeper_fee_bps: 50 };
const USDC: TokenTerms = TokenTerms {
    kind: STABLE,
    own: false,
    enabled: true,
    max_confidence_bps: 0,
    max_deviation_bps: 0,
    max_age: 0,
    keeper_fee_cap: 1_000_000,
    feed: [0; 32],
};
const TOKEN: TokenTerms = TokenTerms {
    kind: ORACLE,
    own: true,
    max_confidence_bps: 100,
    max_deviation_bps: 1_000,
    max_age: 60,
    keeper_fee_cap: 20_000_000,
    feed: FEED,
    ..USDC
};

impl Scene for Storefront {
    fn key(&self) -> &'static str {
        "store"
    }

    fn title(&self) -> &'static str {
        "The platform sells subscriptions"
    }

    fn steps(&self) -> u64 {
        3
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (bank, keys) = (world.bank(), world.store_keys());
        let splitter = world.revenue().splitter;
        let roles = Roles { authority: bank, pauser: bank, operator: bank, payout_owner: splitter };
        world.send_as_bank(&[
            keys.badges.create_collection(bank, bank, STORE_ID.to_le_bytes(), badges(keys.store)?),
            keys.create_store(bank, bank, STORE_ID, TERMS, roles),
        ])?;
        world.stage.step();
        let mut plans = Vec::new();
        for (id, plan) in (0..).zip(PLANS) {
            plans.push(keys.create_plan(bank, bank, id, terms(plan, id)?));
        }
        world.send_as_bank(&plans)?;
        world.stage.step();
        world.publish_price()?;
        for (currency, terms) in [(Currency::Usdc, USDC), (Currency::Token, TOKEN)] {
            world.send_as_bank(&[keys.create_pay_token(bank, bank, &world.token_keys(currency), terms)])?;
        }
        tell(world)?;
        world.stage.step();
        Ok(json!({ "store": keys.store.to_string(), "collection": keys.badges.collection.to_string() }))
    }
}

fn badges(store: tenure_client::Pubkey) -> Result<CollectionTerms, Failure> {
    let mut tiers = [[0; 16]; 8];
    for (field, (name, ..)) in tiers.iter_mut().zip(PLANS) {
        *field = text(name)?;
    }
    Ok(CollectionTerms {
        authority: store,
        grace: 3 * DAY,
        name: text("Membership")?,
        symbol: text("MEMBER")?,
        uri: text("https://example.com/membership.json")?,
        tiers,
    })
}

fn terms((name, cents, calls): (&str, u64, u64), id: u32) -> Result<PlanTerms, Failure> {
    let tier = u8::try_from(id + 1).map_err(Failure::cluster)?;
    let price = cents * CENT;
    let name = text(name)?;
    Ok(PlanTerms { name, price, calls, sockets: id + 1, tier, interval: 0, discount_bps: DISCOUNT_BPS })
}

fn text<const N: usize>(words: &str) -> Result<[u8; N], Failure> {
    padded(words).ok_or_else(|| Failure::cluster(format!("'{words}' is too long")))
}

fn tell(world: &World) -> Result<(), Failure> {
    let store = world.store()?;
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["plan", "a month", "in USDC", "with a fifth off", "in the token"]);
    let ((usdc, usdc_rate), (own, own_rate)) = (world.rate(Currency::Usdc)?, world.rate(Currency::Token)?);
    for plan in world.chain().plans(&store)? {
        let price = plan.state.price;
        let less = discounted(price, plan.state.discount_bps);
        let shown = |units: Option<u64>, currency: Currency| {
            units.map_or_else(String::new, |units| currency.units(units).padded())
        };
        table.add_row([
            plan.name(),
            Dollars(price).to_string(),
            shown(usdc_rate.tokens(price, &usdc.state), Currency::Usdc),
            Dollars(less).to_string(),
            shown(own_rate.tokens(less, &own.state), Currency::Token),
        ]);
    }
    let price = Dollars(PRICE.unsigned_abs() / 100);
    world.stage.say(&format!(
        "Store     {}\n\
         Payments  go straight to the splitter's intake, as all income does, and nobody can turn them away from there\n\
         Price     of the token, {price}, as Pyth publishes it: not older than a minute, known to a hundredth, and\n          \
                   counted at the lower end of what it may be\n",
        store.address,
    ));
    world.stage.say(&aligned(table));
    Ok(())
}
