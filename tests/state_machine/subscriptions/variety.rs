//! What a run of full length must have met to be worth it.

use tenure_model::billing::Pot;

use super::{assortment::TOKENS, charging::FAILURES, World};
use crate::journal::{Journal, DONE};

/// By act, ends that it must have come to.
const ENDS: &[(&str, &str)] = &[
    ("Subscribe", "NotIssuer"),
    ("Subscribe", "NotExpired"),
    ("Subscribe", "AboveMaxIn"),
    ("Renew", "TooEarly"),
    ("Renew", "WrongMandate"),
    ("Renew", "WrongKeeperAccount"),
    // A second time in vain.
    ("Renew", "MandateExpired"),
    ("Renew", "TooFewTokens"),
    ("Switch", "NotAnUpgrade"),
    ("Switch", "ShorterInterval"),
    ("Refund", "AboveCredit"),
    ("Close", "OwesGrace"),
    ("Settle", "AboveDeposit"),
    ("Settle", "NothingNew"),
    ("Withdraw", "CreditOpen"),
];

/// What never happened.
pub fn lacks(world: &World, journal: &Journal) -> Option<String> {
    if let Some((act, end)) = ENDS.iter().find(|(act, end)| !journal.has(act, end)) {
        return Some(format!("{act} never ended with {end}"));
    }
    for token in 0..TOKENS.len() {
        if world.book.tills[token].keeper == 0 {
            return Some(format!("no keeper was ever paid in token {token}"));
        }
    }
    // No period is charged for twice, and a charge above the period's cap is above its own.
    let possible = || FAILURES.iter().filter(|&&failure| failure != "AbovePeriod");
    if let Some(failure) = possible().find(|failure| !world.book.failures.contains(*failure)) {
        return Some(format!("no renewal ever failed with {failure}"));
    }
    let accounts = || world.book.customers.iter().filter_map(|customer| customer.subscription.as_ref());
    let refunded = accounts().any(|its| its.account.pots().into(Pot::Refunded) > 0u8.into());
    if !refunded || !journal.has("Refund", DONE) {
        return Some("nobody who is still there was refunded".to_owned());
    }
    None
}
