use clap::Args;
use solana_signer::Signer;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{Decimal, Dollars, DOLLAR_DECIMALS},
};

/// Close the account of your expired subscription: its rent goes back to who paid it
#[derive(Args)]
pub struct Close {
    /// Give up the credit, which is this, in dollars
    #[arg(long, value_name = "DOLLARS", default_value = "0")]
    give_up_credit: Decimal,
}

impl Close {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        let subscription = session.chain.subscription(&store, &user)?;
        let mut state = *subscription.state;
        // What the program compares with what is left.
        state.credit = self.give_up_credit.tokens(DOLLAR_DECIMALS)?.units;
        let signature = session.chain.send(&[store.keys.close_subscription(&state)], &[&wallet])?;
        Ok(Report::new("The subscription is closed.")
            .text("signature", "Transaction", signature)
            .address("subscription", "Subscription", subscription.address)
            .dollars("givenUp", "Credit given up", Dollars(state.credit))
            .address("rentPayer", "Rent went to", state.rent_payer))
    }
}
