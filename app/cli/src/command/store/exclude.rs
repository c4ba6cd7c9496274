use clap::Args;
use solana_signer::Signer;
use tenure_client::{membership::Badge, Pubkey};

use crate::{failure::Failure, report::Report, session::Session, shop::changed, value::address};

/// Exclude a user: nothing is charged any more, and the badge is revoked. As authority
#[derive(Args)]
pub struct Exclude {
    /// Whom
    #[arg(value_parser = address)]
    user: Pubkey,
}

/// Take an exclusion back. As authority
///
/// The badge is issued anew by tenure membership sync-badge.
#[derive(Args)]
pub struct Reinstate {
    /// Whom
    #[arg(value_parser = address)]
    user: Pubkey,
}

impl Exclude {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let authority = wallet.pubkey();
        let (chain, store, user) = (&session.chain, session.store()?, self.user);
        chain.subscription(&store, &user)?;
        let badge = chain.find_badge(&store, &user)?.filter(|badge| badge.state.status == Badge::LIVE);
        let mint_payer = badge.map_or(authority, |badge| badge.state.mint_payer);
        let exclude = store.keys.exclude(authority, &user, mint_payer);
        let signature = chain.send(&[exclude], &[&wallet])?;
        changed(session, &store, &user, &signature, "Excluded.")
    }
}

impl Reinstate {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let (store, user) = (session.store()?, self.user);
        session.chain.subscription(&store, &user)?;
        let reinstate = store.keys.reinstate(wallet.pubkey(), &user);
        let signature = session.chain.send(&[reinstate], &[&wallet])?;
        changed(session, &store, &user, &signature, "Reinstated.")
    }
}
