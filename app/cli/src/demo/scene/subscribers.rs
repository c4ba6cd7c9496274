use serde_json::{json, Map, Value};
use tenure_client::{subscriptions::MandateTerms, Pubkey};

use super::{reckoning::require_equal, Scene, World};
use crate::{
    demo::patrons::Patron,
    failure::Failure,
    shop::Quote,
    value::{moment, Dollars},
};

/// One pays in the token, one in USDC: and she lets the renewals be charged.
pub struct Subscribers;

/// Who takes which plan.
const PLANS: [(Patron, u32); 2] = [(Patron::Dana, 0), (Patron::Erin, 1)];
/// How many renewals Erin allows, and for how long.
const RENEWALS: u64 = 12;
const YEAR: u64 = 366 * 86_400;

impl Scene for Subscribers {
    fn key(&self) -> &'static str {
        "subscribers"
    }

    fn title(&self) -> &'static str {
        "Two subscribe, and carry a badge"
    }

    fn steps(&self) -> u64 {
        PLANS.len() as u64 + 1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let mut facts = Map::new();
        for (patron, plan) in PLANS {
            world.fund_patron(patron)?;
            facts.insert(patron.name().to_lowercase(), subscribe(world, patron, plan)?);
            world.stage.step();
        }
        allow_renewals(world, Patron::Erin)?;
        for (patron, _) in PLANS {
            world.stage.say(&format!(
                "\n{}'s {}",
                patron.name(),
                world.badge(patron)?.to_string().trim_end()
            ));
        }
        world.stage.say("\nThey cannot be given away or sold: the token program itself refuses.");
        world.stage.step();
        Ok(facts.into())
    }
}

fn subscribe(world: &World, patron: Patron, plan: u32) -> Result<Value, Failure> {
    let (keys, user, bank) = (world.store_keys(), world.patron(patron), world.bank());
    let (currency, purse) = patron.purse();
    world.network.publish_price()?;
    let (token, rate) = world.rate(currency)?;
    let plan = world.plan(plan)?;
    let (offer, grace) = (plan.state.offer(&token.state), world.store()?.state.grace);
    let bill = tenure_math::billing::Prepaid::default().subscribe(world.chain().now()?, offer, grace);
    let quote = Quote::of(bill, Some(rate), &token).ok_or_else(|| Failure::cluster("it has no price"))?;
    let source = world.patron_account(patron);
    let consent = world.consent(patron, quote.tokens.units)?;
    let token = world.token_keys(currency);
    world.send_as_patron(
        patron,
        &[keys.open_subscription(bank, &user), keys.subscribe(bank, &user, plan.id, &token, source, consent)],
    )?;
    let paid = purse - world.chain().balance(&source)?;
    require_equal(&format!("what {} paid", patron.name()), quote.tokens.units, paid)?;
    let state = world.subscription(patron)?.state;
    world.stage.say(&format!(
        "{} takes {}: {}, charged in the same transaction: {} {}. Paid until {}.",
        patron.name(),
        plan.name(),
        Dollars(quote.bill.charge),
        quote.tokens,
        currency.name(),
        moment(state.paid_through()),
    ));
    Ok(json!({
        "plan": plan.name(),
        "charge": quote.bill.charge.to_string(),
        "tokens": paid.to_string(),
        "paidThrough": state.paid_through(),
    }))
}

fn allow_renewals(world: &World, patron: Patron) -> Result<(), Failure> {
    let (keys, user, bank) = (world.store_keys(), world.patron(patron), world.bank());
    let (currency, _) = patron.purse();
    let state = world.subscription(patron)?.state;
    let (each, total) = (state.price, state.price * RENEWALS);
    let expires_at = world.chain().now()?.saturating_add(YEAR);
    let terms = MandateTerms { per_charge: each, per_period: each, total, expires_at };
    let token = world.token_keys(currency);
    world.send_as_patron(
        patron,
        &[
            keys.approve(&user, &token, total, currency.decimals()),
            keys.grant_mandate(bank, &user, &token, terms, state.incarnation),
        ],
    )?;
    let granted: bool = world.subscription(patron)?.state.mandate != Pubkey::default();
    require_equal("whether renewals are allowed", true, granted)?;
    world.stage.say(&format!(
        "{} lets {RENEWALS} renewals be charged, {} {} each at most and one a month; she can take that back at any time.",
        patron.name(),
        currency.units(each),
        currency.name(),
    ));
    Ok(())
}
