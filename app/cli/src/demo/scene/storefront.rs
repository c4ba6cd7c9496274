use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde_json::{json, Value};
use tenure_client::subscriptions::{Roles, StoreTerms};
use tenure_math::billing::discounted;

use super::{income::aligned, Scene, World};
use crate::{
    demo::{currency::Currency, patrons::STORE_ID},
    failure::Failure,
    network::{
        reference_store::{collection_terms, monthly_plans, store_terms, OWN_TERMS, STABLE_TERMS},
        PRICE,
    },
    value::Dollars,
};

/// A store whose payments go where all income goes, with four plans in two tokens.
pub struct Storefront;

const TERMS: StoreTerms = store_terms(3);

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
            keys.badges.create_collection(
                bank,
                bank,
                STORE_ID.to_le_bytes(),
                collection_terms(keys.store, TERMS)?,
            ),
            keys.create_store(bank, bank, STORE_ID, TERMS, roles),
        ])?;
        world.stage.step();
        let mut plans = Vec::new();
        for (id, plan) in (0..).zip(monthly_plans()?) {
            plans.push(keys.create_plan(bank, bank, id, plan));
        }
        world.send_as_bank(&plans)?;
        world.stage.step();
        world.network.publish_price()?;
        for (currency, terms) in [(Currency::Usdc, STABLE_TERMS), (Currency::Token, OWN_TERMS)] {
            world.send_as_bank(&[keys.create_pay_token(bank, bank, &world.token_keys(currency), terms)])?;
        }
        tell(world)?;
        world.stage.step();
        Ok(json!({ "store": keys.store.to_string(), "collection": keys.badges.collection.to_string() }))
    }
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
