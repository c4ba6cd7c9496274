use subscriptions::{Consent, Subscription};

/// Consent to a charge of at most `max_in` base units before the second `valid_until`, for a subscription
/// as it was read: `None` if there is none yet.
pub fn consent_to(subscription: Option<&Subscription>, max_in: u64, valid_until: u64) -> Consent {
    let (incarnation, paid_through, plan) =
        subscription.map_or((0, 0, 0), |seen| (seen.incarnation, seen.paid_through(), seen.plan));
    Consent { max_in, valid_until, incarnation, paid_through, plan }
}
