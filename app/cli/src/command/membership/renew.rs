use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{changed, Oracle},
    value::{address, TokenAccount},
};

/// Charge the next period under the user's mandate, for a fee. As anyone
///
/// Where the mandate or the user's account does not allow it, that is noted on the subscription.
#[derive(Args)]
pub struct Renew {
    /// Whose subscription
    #[arg(value_parser = address)]
    user: Pubkey,
    /// Who receives the keeper's fee: a token account, or associated:OWNER. Default: nobody takes one
    #[arg(long, value_name = "ACCOUNT")]
    fee_to: Option<TokenAccount>,
    #[command(flatten)]
    oracle: Oracle,
}

impl Renew {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let payer = wallet.pubkey();
        let (chain, store, user) = (&session.chain, session.store()?, self.user);
        let before = chain.subscription(&store, &user)?;
        let mandate = chain.mandate_of(&before)?;
        let mandate = mandate.ok_or_else(|| {
            Failure::cluster(format!("{user} has granted no mandate: nobody else can renew the subscription"))
        })?;
        let token = self.oracle.apply(chain.pay_token(&store, &mandate.mint)?);
        let keys = &token.keys;
        let fee = self.fee_to.map(|account| account.resolve(&payer, &keys.mint, &keys.token_program));
        let (keeper, open) = fee.unzip();
        let earned_before = self.held(session, keeper)?;
        let mut instructions = Vec::from_iter(open.flatten());
        instructions.push(store.keys.renew(&user, before.state.renewal_plan(), keys, keeper));
        let signature = chain.send(&instructions, &[&wallet])?;

        let after = chain.subscription(&store, &user)?;
        let renewed = after.state.paid_through() > before.state.paid_through();
        let headline = if renewed { "Renewed." } else { "Not renewed, and the reason is noted." };
        let report = changed(session, &store, &user, &signature, headline)?;
        let fee = self.held(session, keeper)?.saturating_sub(earned_before);
        Ok(report.yes_or_no("renewed", "", renewed).tokens("keeperFee", "Keeper's fee", token.tokens(fee)))
    }

    /// What the keeper's account holds: nothing before it is made, or if it is for other things.
    fn held(&self, session: &Session, keeper: Option<Pubkey>) -> Result<u64, Failure> {
        match keeper {
            Some(keeper) if session.chain.mint_of(&keeper)?.is_some() => session.chain.balance(&keeper),
            _ => Ok(0),
        }
    }
}
