use serde_json::{json, Value};
use tenure_client::revenue::Terms;

use super::{Scene, World};
use crate::{demo::currency::Currency, failure::Failure};

/// A splitter for the platform's income, and a pool for each token in which it comes in.
pub struct Sharing;

const TERMS: Terms = Terms { staker_bps: 4_000, burn_bps: 1_000, min_power: 0 };

impl Scene for Sharing {
    fn key(&self) -> &'static str {
        "sharing"
    }

    fn title(&self) -> &'static str {
        "The platform shares its income"
    }

    fn steps(&self) -> u64 {
        1 + Currency::ALL.len() as u64
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (bank, revenue) = (world.bank(), world.revenue());
        world.send_as_bank(&[revenue.create_splitter(bank, bank, TERMS, bank, bank)])?;
        world.stage.step();
        world.stage.say(&format!("Splitter  {}", revenue.splitter));
        world.stage.say(&format!(
            "Terms     {} % of all income to lockers; of the token itself, {} % burned; the rest to the treasury",
            TERMS.staker_bps / 100,
            TERMS.burn_bps / 100,
        ));

        let mut intakes = Vec::new();
        for currency in Currency::ALL {
            if currency != Currency::Token {
                world.make_mint(currency)?;
            }
            world.fund_customers(currency)?;
            let pool = world.pool(currency);
            world.send_as_bank(&[
                pool.open_destination(&bank, &revenue.splitter),
                world.open_treasury(currency),
                revenue.create_pool(bank, bank, &pool),
            ])?;
            world.stage.say(&format!("Intake    {} ({})", pool.intake, currency.name()));
            world.stage.step();
            intakes.push(json!({ "token": currency.name(), "intake": pool.intake.to_string() }));
        }
        world
            .stage
            .say("Customers pay there by plain transfer, from any wallet: no program has to be asked.");
        Ok(json!({ "splitter": revenue.splitter.to_string(), "intakes": intakes }))
    }
}
