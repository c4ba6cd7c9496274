//! What every command of a credit reports of it.

use clap::Args;
use solana_transaction::Signature;
use tenure_client::{subscriptions::Credit, Pubkey};

use crate::{
    chain::{OpenPayToken, OpenStore},
    failure::Failure,
    report::Report,
    session::Session,
    shop::WhichToken,
    value::{moment, Duration, Tokens},
};

/// In which token a credit is.
#[derive(Args)]
pub struct InToken {
    /// In which token: a mint, or 'own' for the store's own. Default: the only one that the store takes
    #[arg(long, value_name = "MINT")]
    token: Option<WhichToken>,
}

impl InToken {
    pub fn open(&self, session: &Session, store: &OpenStore) -> Result<OpenPayToken, Failure> {
        WhichToken::open(self.token, &session.chain, store)
    }
}

/// A user's credit, which is there.
pub fn credit(
    session: &Session,
    store: &OpenStore,
    user: &Pubkey,
    mint: &Pubkey,
) -> Result<Box<Credit>, Failure> {
    session
        .chain
        .find_credit(store, user, mint)?
        .ok_or_else(|| Failure::cluster(format!("{user} has no credit in {mint}: see tenure credits open")))
}

/// After a change: `headline`, the transaction, and the credit as it is now.
pub fn changed(
    session: &Session,
    store: &OpenStore,
    user: &Pubkey,
    mint: &Pubkey,
    signature: &Signature,
    headline: &str,
) -> Result<Report, Failure> {
    let report = Report::new(headline).text("signature", "Transaction", signature);
    credit_facts(session, store, user, mint, report)
}

/// Adds a credit's facts to a report.
pub fn credit_facts(
    session: &Session,
    store: &OpenStore,
    user: &Pubkey,
    mint: &Pubkey,
    report: Report,
) -> Result<Report, Failure> {
    let credit = credit(session, store, user, mint)?;
    let tokens = |units| Tokens { units, decimals: credit.decimals };
    let now = session.chain.now()?;
    let closing = match credit.closes_at {
        0 => format!("not asked for; {} after it is", Duration(credit.notice.into())),
        at if now < at => format!("can be withdrawn in {}, at {}", Duration(at - now).roughly(), moment(at)),
        at => format!("can be withdrawn since {}", moment(at)),
    };
    Ok(report
        .address("credit", "Credit", store.keys.credit(user, mint))
        .address("store", "Store", store.address)
        .address("user", "User", *user)
        .address("mint", "Token", *mint)
        .tokens("deposited", "Deposited", tokens(credit.deposited))
        .tokens("settled", "Settled", tokens(credit.settled))
        .tokens("left", "Left", tokens(credit.tab().left()))
        .address("sessionKey", "Vouchers are signed by", credit.session_key)
        .number("incarnation", "", credit.incarnation)
        .number("closesAt", "", credit.closes_at)
        .text("closing", "Withdrawal", closing))
}
