use std::path::PathBuf;

use clap::Args;
use solana_keypair::read_keypair_file;
use solana_signer::Signer;
use tenure_client::{subscriptions, Pubkey};

use super::{
    facts::{credit, InToken},
    SignedVoucher,
};
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, existing_file, Decimal, Duration},
};

/// Sign a voucher over all that was used of a credit, ever. With the session key; nothing is sent
///
/// It is printed in base64, for whoever is to settle it.
#[derive(Args)]
pub struct Voucher {
    /// How many tokens were used of the credit since it was opened
    #[arg(allow_negative_numbers = true)]
    used: Decimal,
    /// The session key: a keypair file
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    session_keypair: PathBuf,
    /// For how long it can be settled
    #[arg(long, value_name = "TIME", default_value = "7 days")]
    valid: Duration,
    /// Whose credit. Default: the wallet's
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    user: Option<Pubkey>,
    #[command(flatten)]
    token: InToken,
}

impl Voucher {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let key = read_keypair_file(&self.session_keypair).map_err(|error| {
            Failure::input(format!("{} holds no keypair ({error})", self.session_keypair.display()))
        })?;
        let user = session.owner(self.user)?;
        let store = session.store()?;
        let token = self.token.open(session, &store)?;
        let mint = token.keys.mint;
        let credit = credit(session, &store, &user, &mint)?;
        if credit.session_key != key.pubkey() {
            return Err(Failure::input(format!(
                "vouchers of this credit are signed by {}, and {} holds {}",
                credit.session_key,
                self.session_keypair.display(),
                key.pubkey()
            )));
        }
        let used = self.used.some_tokens(credit.decimals)?;
        let voucher = subscriptions::Voucher {
            credit: store.keys.credit(&user, &mint),
            incarnation: credit.incarnation,
            cumulative: used.units,
            valid_until: session.chain.now()?.saturating_add(self.valid.0),
        };
        let signed = SignedVoucher::sign(voucher, &key);
        Ok(Report::new("Signed a voucher.")
            .address("credit", "Credit", voucher.credit)
            .tokens("used", "Used in all", used)
            .tokens("settled", "Of it settled", token.tokens(credit.settled))
            .moment("validUntil", "Valid until", voucher.valid_until)
            .text("voucher", "Voucher", signed.to_base64()))
    }
}
