use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{changed, WhichPlan},
    value::address,
};

/// Give a period that was paid elsewhere, by card for one. As operator
///
/// Opens the subscription's account where it is missing; the wallet pays for it.
#[derive(Args)]
pub struct Grant {
    /// To whom
    #[arg(value_parser = address)]
    user: Pubkey,
    /// The plan's name, as Premium or Premium/year, or its number
    #[arg(long)]
    plan: WhichPlan,
}

impl Grant {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let operator = wallet.pubkey();
        let (chain, store, user) = (&session.chain, session.store()?, self.user);
        let plans = chain.plans(&store)?;
        let plan = self.plan.find(&plans)?;
        let mut instructions = Vec::new();
        if chain.find_subscription(&store, &user)?.is_none() {
            instructions.push(store.keys.open_subscription(operator, &user));
        }
        instructions.push(store.keys.grant(operator, operator, &user, plan.id));
        let signature = chain.send(&instructions, &[&wallet])?;
        changed(session, &store, &user, &signature, &format!("Granted a period of {}.", plan.name()))
    }
}
