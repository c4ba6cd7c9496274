use clap::Args;
use solana_signer::Signer;
use tenure_client::{decode::printable, membership, Instruction, Pubkey};

use crate::{
    chain::OpenStore,
    failure::Failure,
    report::Report,
    session::Session,
    shop::{plan_words, terms_of_plan, token_facts},
    value::{percent, Duration},
};

/// Show a store: its terms, its roles, its badges, its plans and the tokens it takes
#[derive(Args)]
pub struct Show {}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let store = session.store()?;
        whole(session, &store, Report::new(""))
    }
}

/// Sends one instruction of the store's management, and shows the store after it.
pub(super) fn manage(
    session: &Session,
    headline: &str,
    instruction: impl FnOnce(&OpenStore, Pubkey) -> Result<Instruction, Failure>,
) -> Result<Report, Failure> {
    let wallet = session.wallet()?;
    let store = session.store()?;
    let instruction = instruction(&store, wallet.pubkey())?;
    let signature = session.chain.send(&[instruction], &[&wallet])?;
    let report = Report::new(headline).text("signature", "Transaction", signature);
    Ok(store_facts(&session.chain.store(store.address)?, report))
}

/// Adds all that a store is to a report.
pub(super) fn whole(session: &Session, store: &OpenStore, report: Report) -> Result<Report, Failure> {
    let report = store_facts(store, report);
    let plans = session.chain.plans(store)?;
    let plans = plans.iter().map(|plan| {
        let sold = if plan.is_sold() { "" } else { "; takes no new subscribers" };
        let tier = store.tier_name(plan.state.tier);
        Report::new(format!("Plan {}", plan.id))
            .number("id", "", plan.id)
            .address("plan", "", plan.address)
            .text("name", "", plan.name())
            .text("words", "Is", format!("{}{sold}", plan_words(&terms_of_plan(plan), &tier)))
            .yes_or_no("sold", "", plan.is_sold())
    });
    let tokens = session.chain.pay_tokens(store)?;
    Ok(report.parts("plans", plans.collect()).parts("tokens", tokens.iter().map(token_facts).collect()))
}

/// Adds a store's own facts to a report.
pub(super) fn store_facts(store: &OpenStore, report: Report) -> Report {
    let (state, collection) = (&store.state, &store.collection);
    let span = |seconds: u32| Duration(seconds.into());
    let tiers = collection.tiers.iter().map(|tier| printable(&membership::text(tier)));
    let tiers: Vec<_> = tiers.filter(|tier| !tier.is_empty()).collect();
    let issues = collection.authority == store.address;
    let name = printable(&membership::text(&collection.name));
    report
        .address("store", "Store", store.address)
        .text("badges", "Badges", format!("{name} ({})", tiers.join(", ")))
        .address("collection", "Collection", state.collection)
        .yes_or_no("issues", "Issues them", issues)
        .fact("grace", "Grace", span(state.grace), state.grace.into())
        .fact("window", "Window to renew", span(state.window), state.window.into())
        .fact("notice", "Notice of credits", span(state.notice), state.notice.into())
        .fact("keeperFeeBps", "Keeper's fee", percent(state.keeper_fee_bps), state.keeper_fee_bps.into())
        .address("payoutOwner", "Payments go to", state.payout_owner)
        .address("authority", "Authority", state.authority)
        .address("proposedAuthority", "Proposed authority", state.proposed_authority)
        .address("pauser", "Pauser", state.pauser)
        .address("operator", "Operator", state.operator)
        .yes_or_no("paused", "Paused", state.paused == 1)
        .number("planCount", "", state.next_plan)
}
