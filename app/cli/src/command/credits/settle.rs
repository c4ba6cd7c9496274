use clap::Args;
use tenure_client::subscriptions::StoreKeys;

use super::{facts::changed, SignedVoucher};
use crate::{failure::Failure, report::Report, session::Session};

/// Settle a voucher: its store is paid what was used. As anyone who has it
#[derive(Args)]
pub struct Settle {
    /// The voucher, as tenure credits voucher printed it
    voucher: SignedVoucher,
}

impl Settle {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let (chain, address) = (&session.chain, self.voucher.voucher.credit);
        let credit = chain.credit_at(&address)?;
        let credit = credit.ok_or_else(|| {
            Failure::cluster(format!("there is no credit {address}, which the voucher is for"))
        })?;
        let store = chain.store(credit.store)?;
        let token = chain.pay_token(&store, &credit.mint)?;
        let settlement =
            self.voucher.settlement(&StoreKeys::of(store.address, &store.state), &token.keys, &credit);
        let signature = chain.send(&settlement, &[&wallet])?;
        let paid = token.tokens(self.voucher.voucher.cumulative - credit.settled);
        let headline = format!("Settled: the store is paid {paid}.");
        let report = changed(session, &store, &credit.user, &credit.mint, &signature, &headline)?;
        Ok(report.tokens("paid", "", paid).address("payout", "Paid to", token.keys.payout))
    }
}
