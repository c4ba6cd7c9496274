//! What every command that changes a lock reports of it afterwards.

use solana_transaction::Signature;
use tenure_client::{locker::power_at, Pubkey};

use crate::{chain::OpenLocker, failure::Failure, report::Report, session::Session, value};

/// After a change: `headline`, the transaction, and the lock as it is now.
pub fn changed(
    session: &Session,
    locker: &OpenLocker,
    owner: &Pubkey,
    signature: &Signature,
    headline: &str,
) -> Result<Report, Failure> {
    let report = Report::new(headline).text("signature", "Transaction", signature);
    lock_facts(session, &session.chain.locker(locker.address)?, owner, report)
}

/// Adds a lock's facts to a report.
pub fn lock_facts(
    session: &Session,
    locker: &OpenLocker,
    owner: &Pubkey,
    report: Report,
) -> Result<Report, Failure> {
    let lock = session.chain.lock(locker, owner)?;
    let now = session.chain.now()?;
    let power = power_at(&locker.state, &lock, now);
    let ends = if lock.amount == 0 { "holds nothing".to_owned() } else { value::end(lock.end_week) };
    Ok(report
        .address("locker", "Locker", locker.address)
        .address("lock", "Lock", locker.keys.lock(owner))
        .address("owner", "Owner", *owner)
        .tokens("amount", "Amount", locker.tokens(lock.amount))
        .number("endWeek", "", lock.end_week)
        .text("ends", "Ends", ends)
        .tokens("power", "Power", locker.tokens(power.lock))
        .tokens("total", "Of a total of", locker.tokens(power.total))
        .text("share", "Share", value::share(power.lock, power.total))
        .address("delegate", "Delegate", lock.delegate)
        .number("checkpoints", "Checkpoints", lock.checkpoint_count)
        .fact("time", "", now, now.into()))
}
