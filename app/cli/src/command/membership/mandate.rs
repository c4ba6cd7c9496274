//! `tenure membership mandate`: who may charge renewals, and how much.

use clap::{Args, Subcommand};
use solana_signer::Signer;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{changed, Allowance, WhichPlan, WhichToken},
    value::{Decimal, Duration},
};

/// Allow renewals to be charged without you, and take that back
#[derive(Subcommand)]
pub enum Mandate {
    Grant(Grant),
    Revoke(Revoke),
}

/// Allow renewals to be charged from your associated token account, within these limits
///
/// It takes the place of a mandate that is there.
#[derive(Args)]
pub struct Grant {
    /// In which token: a mint, or 'own' for the store's own. Default: the only one that the store takes
    #[arg(long, value_name = "MINT")]
    token: Option<WhichToken>,
    /// The most for one charge, in tokens
    #[arg(long, value_name = "AMOUNT")]
    per_charge: Decimal,
    /// The most for one period. Default: that for one charge
    #[arg(long, value_name = "AMOUNT")]
    per_period: Option<Decimal>,
    /// The most in all
    #[arg(long, value_name = "AMOUNT")]
    total: Decimal,
    /// For how long. Default: for as many renewals as the total pays for, each at the most for one charge; the
    /// last of them may be late
    #[arg(long, value_name = "TIME")]
    lasts: Option<Duration>,
}

/// Take your mandate back: nothing is charged under it any more, and its rent goes back to who paid it
#[derive(Args)]
pub struct Revoke {
    /// In which token: a mint, or 'own' for the store's own. Default: the only one that the store takes
    #[arg(long, value_name = "MINT")]
    token: Option<WhichToken>,
}

impl Mandate {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Grant(command) => command.run(session),
            Self::Revoke(command) => command.run(session),
        }
    }
}

impl Grant {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        let token = WhichToken::open(self.token, &session.chain, &store)?;
        let units = |amount: &Decimal| Ok::<_, Failure>(amount.some_tokens(token.state.decimals)?.units);
        let per_charge = units(&self.per_charge)?;
        let per_period = self.per_period.as_ref().map(units).transpose()?.unwrap_or(per_charge);
        let total = units(&self.total)?;
        let seen = session.chain.subscription(&store, &user)?;
        let expires_at = match self.lasts {
            Some(lasts) => session.chain.now()?.saturating_add(lasts.0),
            None => {
                let plans = session.chain.plans(&store)?;
                let plan = WhichPlan::Number(seen.state.renewal_plan()).find(&plans)?;
                let renewals = u32::try_from(total / per_charge).unwrap_or(u32::MAX);
                let interval = plan.state.offer(&token.state).interval;
                Allowance::end(renewals, &seen.state.prepaid(), interval)?
            }
        };
        let allowance = Allowance { per_charge, per_period, total, expires_at };
        let instructions = allowance.instructions(&store, &token, &user, seen.state.incarnation);
        let signature = session.chain.send(&instructions, &[&wallet])?;
        changed(session, &store, &user, &signature, "Granted.")
    }
}

impl Revoke {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let (chain, store) = (&session.chain, session.store()?);
        let mint = WhichToken::open(self.token, chain, &store)?.keys.mint;
        let mandate = chain.find_mandate(&store, &user, &mint)?;
        let mandate =
            mandate.ok_or_else(|| Failure::cluster(format!("{user} has granted no mandate in {mint}")))?;
        let signature = chain.send(&[store.keys.revoke_mandate(&mandate)], &[&wallet])?;
        Ok(Report::new("Revoked: nothing is charged under it any more.")
            .text("signature", "Transaction", signature)
            .address("mandate", "Mandate", store.keys.mandate(&user, &mint))
            .address("mint", "Token", mint)
            .address("rentPayer", "Rent went to", mandate.rent_payer))
    }
}
