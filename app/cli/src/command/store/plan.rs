//! `tenure store plan`: what can be subscribed to.

use clap::{Args, Subcommand};
use solana_signer::Signer;
use tenure_client::{membership, subscriptions::PlanTerms};

use super::{
    config::text_field,
    plan_config::{dollars, require_plan, IntervalName},
    show::whole,
};
use crate::{
    chain::OpenStore, failure::Failure, report::Report, session::Session, shop::WhichPlan, value::Decimal,
};

/// Add plans, and sell them no more
#[derive(Subcommand)]
pub enum Plan {
    Add(Add),
    Sunset(Sunset),
}

/// Add a plan, for good: another price is another plan. As authority
#[derive(Args)]
pub struct Add {
    #[arg(long)]
    name: String,
    /// Of a period, in dollars
    #[arg(long, value_name = "DOLLARS")]
    price: Decimal,
    /// How often it is paid
    #[arg(long, value_enum)]
    interval: IntervalName,
    /// The badge's tier: its name, or its number from 1 on
    #[arg(long)]
    tier: String,
    /// Off for who pays in the store's own token, in hundredths of a percent
    #[arg(long, value_name = "BPS", default_value_t = 0)]
    discount_bps: u16,
    /// For integrators: calls in a period
    #[arg(long, default_value_t = 0)]
    calls: u64,
    /// For integrators: sockets at a time
    #[arg(long, default_value_t = 0)]
    sockets: u32,
}

/// Let a plan take no new subscribers; those it has stay. As authority
#[derive(Args)]
pub struct Sunset {
    /// The plan's name, as Premium or Premium/year, or its number
    plan: WhichPlan,
}

impl Plan {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Add(command) => command.run(session),
            Self::Sunset(command) => command.run(session),
        }
    }
}

impl Add {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let terms = PlanTerms {
            name: text_field(&self.name).map_err(Failure::input)?,
            price: dollars(&self.price).map_err(Failure::input)?,
            calls: self.calls,
            sockets: self.sockets,
            tier: 0,
            interval: self.interval.code(),
            discount_bps: self.discount_bps,
        };
        require_plan(&terms).map_err(Failure::input)?;
        let wallet = session.wallet()?;
        let authority = wallet.pubkey();
        let store = session.store()?;
        let terms = PlanTerms { tier: self.tier_of(&store)?, ..terms };
        let id = store.state.next_plan;
        let create = store.keys.create_plan(authority, authority, id, terms);
        let signature = session.chain.send(&[create], &[&wallet])?;
        let report = Report::new(format!("Added plan {id}."))
            .text("signature", "Transaction", signature)
            .number("id", "", id);
        whole(session, &session.chain.store(store.address)?, report)
    }

    fn tier_of(&self, store: &OpenStore) -> Result<u8, Failure> {
        let names = store.collection.tiers.iter().map(|tier| membership::text(tier));
        let named = (1..).zip(names).find(|(_, name)| *name == self.tier).map(|(tier, _)| tier);
        named.or_else(|| self.tier.parse().ok()).ok_or_else(|| {
            Failure::cluster(format!(
                "the store's badges have no tier '{}': see tenure store show",
                self.tier
            ))
        })
    }
}

impl Sunset {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let store = session.store()?;
        let plans = session.chain.plans(&store)?;
        let plan = self.plan.find(&plans)?;
        let sunset = store.keys.sunset_plan(wallet.pubkey(), plan.id);
        let signature = session.chain.send(&[sunset], &[&wallet])?;
        let report = Report::new(format!("{} takes no new subscribers.", plan.name()));
        let report = report.text("signature", "Transaction", signature);
        whole(session, &session.chain.store(store.address)?, report)
    }
}
