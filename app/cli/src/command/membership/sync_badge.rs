use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{changed, membership_facts},
    value::address,
};

/// Bring a badge and its token in line with the paid time, or issue it anew. As anyone
///
/// Another's badge whose token account is gone is passed over: its rent would be the wallet's to pay, and the
/// holder's to take, as often as the holder closes it.
#[derive(Args)]
pub struct SyncBadge {
    /// Whose subscription. Default: the wallet's
    #[arg(value_parser = address)]
    user: Option<Pubkey>,
    /// Also make another's token account anew, for about 0.0021 SOL
    #[arg(long)]
    pay_rent: bool,
}

impl SyncBadge {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = self.user.unwrap_or_else(|| wallet.pubkey());
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let is_gone = || session.chain.mint_of(&store.keys.badges.token(&user)).map(|mint| mint.is_none());
        if user != wallet.pubkey() && !self.pay_rent && is_gone()? {
            let words = "Passed over: the token account of the badge is gone. Its holder can sync it; --pay-rent makes \
                         it anew, at the wallet's expense.";
            let report = Report::new(words).fact("synced", "", "", false.into());
            return membership_facts(session, &store, &user, report);
        }
        let signature = session.chain.send(&[store.keys.sync_badge(wallet.pubkey(), &user)], &[&wallet])?;
        let report = changed(session, &store, &user, &signature, "The badge shows what is paid.")?;
        Ok(report.fact("synced", "", "", true.into()))
    }
}
