use clap::Args;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{plan_facts, Oracle},
};

/// List a store's plans, with what each costs now in every token that the store takes
#[derive(Args)]
pub struct Plans {
    #[command(flatten)]
    oracle: Oracle,
    /// Also those that take no new subscribers
    #[arg(long)]
    all: bool,
}

impl Plans {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let (chain, store) = (&session.chain, session.store()?);
        let now = chain.now()?;
        let mut rates = Vec::new();
        for token in chain.pay_tokens(&store)?.into_iter().filter(|token| token.is_taken()) {
            let token = self.oracle.apply(token);
            let rate = chain.rate(&token, now)?;
            rates.push((token, rate));
        }
        let plans = chain.plans(&store)?;
        let told = plans.iter().filter(|plan| self.all || plan.is_sold());
        let told: Vec<_> = told.map(|plan| plan_facts(&store, plan, &rates)).collect();
        Ok(Report::new("").address("store", "Store", store.address).parts("plans", told))
    }
}
