//! What happened. Money in micro-USD, tokens in base units, times in seconds, as in the accounts; every
//! change shows before and after.

use anchor_lang::prelude::*;

#[event(bytemuck)]
pub struct StoreCreated {
    pub store: Address,
    pub creator: Address,
    pub authority: Address,
    pub pauser: Address,
    pub operator: Address,
    pub payout_owner: Address,
    pub collection: Address,
    pub grace: u32,
    pub window: u32,
    pub notice: u32,
    pub keeper_fee_bps: u32,
}

#[event(bytemuck)]
pub struct StoreTermsSet {
    pub store: Address,
    pub authority: Address,
    pub grace_before: u32,
    pub grace_after: u32,
    pub window_before: u32,
    pub window_after: u32,
    pub notice_before: u32,
    pub notice_after: u32,
    pub keeper_fee_bps_before: u32,
    pub keeper_fee_bps_after: u32,
}

#[event(bytemuck)]
pub struct PauserSet {
    pub store: Address,
    pub authority: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct OperatorSet {
    pub store: Address,
    pub authority: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct Paused {
    pub store: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct Resumed {
    pub store: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct AuthorityProposed {
    pub store: Address,
    pub authority: Address,
    pub before: Address,
    pub proposed: Address,
}

#[event(bytemuck)]
pub struct AuthorityAccepted {
    pub store: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct AuthorityCancelled {
    pub store: Address,
    pub authority: Address,
    pub cancelled: Address,
}

#[event(bytemuck)]
pub struct CollectionOffered {
    pub store: Address,
    pub authority: Address,
    pub collection: Address,
    pub proposed: Address,
}

#[event(bytemuck)]
pub struct CollectionTaken {
    pub store: Address,
    pub authority: Address,
    pub collection: Address,
}

#[event(bytemuck)]
pub struct PlanCreated {
    pub store: Address,
    pub authority: Address,
    pub plan: Address,
    pub name: [u8; 32],
    pub price: u64,
    pub calls: u64,
    pub sockets: u32,
    pub id: u32,
    pub tier: u32,
    /// 0: civil months, 1: years.
    pub interval: u32,
    pub discount_bps: u32,
    pub reserved: u32,
}

#[event(bytemuck)]
pub struct PlanSunset {
    pub store: Address,
    pub authority: Address,
    pub plan: Address,
}

#[event(bytemuck)]
pub struct PayTokenCreated {
    pub store: Address,
    pub authority: Address,
    pub pay_token: Address,
    pub mint: Address,
    pub payout: Address,
    /// 0: a dollar each, 1: priced by an oracle.
    pub kind: u32,
    /// 1 for the store's own token.
    pub own: u32,
    pub feed: [u8; 32],
}

#[event(bytemuck)]
pub struct PayTokenSet {
    pub store: Address,
    pub authority: Address,
    pub pay_token: Address,
    pub feed_before: [u8; 32],
    pub feed_after: [u8; 32],
    pub keeper_fee_cap_before: u64,
    pub keeper_fee_cap_after: u64,
    /// 0: a dollar each, 1: priced by an oracle.
    pub kind_before: u32,
    pub kind_after: u32,
    /// 1 for the store's own token.
    pub own_before: u32,
    pub own_after: u32,
    pub enabled_before: u32,
    pub enabled_after: u32,
    pub max_age_before: u32,
    pub max_age_after: u32,
    pub max_confidence_bps_before: u32,
    pub max_confidence_bps_after: u32,
    pub max_deviation_bps_before: u32,
    pub max_deviation_bps_after: u32,
}

#[event(bytemuck)]
pub struct SubscriptionOpened {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub rent_payer: Address,
}

#[event(bytemuck)]
pub struct SubscriptionClosed {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub rent_payer: Address,
    /// Given up.
    pub credit: u64,
}

#[event(bytemuck)]
pub struct Subscribed {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub mint: Address,
    /// What was charged, after the discount and what was there; and that in tokens.
    pub charge: u64,
    pub tokens: u64,
    pub incarnation: u64,
    pub paid_through: u64,
    pub credit_before: u64,
    pub credit_after: u64,
    pub plan: u32,
    pub tier: u32,
}

#[event(bytemuck)]
pub struct Renewed {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    /// The keeper's token account, or zero if the user has paid or nobody took a fee.
    pub keeper: Address,
    pub mint: Address,
    pub charge: u64,
    pub tokens: u64,
    /// Of the tokens.
    pub keeper_fee: u64,
    pub paid_through_before: u64,
    pub paid_through_after: u64,
    pub credit_before: u64,
    pub credit_after: u64,
    pub plan_before: u32,
    pub plan_after: u32,
}

#[event(bytemuck)]
pub struct RenewalFailed {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub mint: Address,
    pub tokens: u64,
    pub paid_through: u64,
    /// The second at which it expires if nothing is paid.
    pub lapses_at: u64,
    /// A [`crate::Failure`].
    pub failure: u64,
}

#[event(bytemuck)]
pub struct Granted {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub operator: Address,
    pub paid_through_before: u64,
    pub paid_through_after: u64,
    pub plan: u32,
    pub tier: u32,
}

#[event(bytemuck)]
pub struct Switched {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub mint: Address,
    pub charge: u64,
    pub tokens: u64,
    pub paid_through_before: u64,
    pub paid_through_after: u64,
    pub credit_before: u64,
    pub credit_after: u64,
    pub plan_before: u32,
    pub plan_after: u32,
}

#[event(bytemuck)]
pub struct ChangeScheduled {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    /// The plan of the next renewal.
    pub before: u32,
    pub after: u32,
}

#[event(bytemuck)]
pub struct ChangeUnscheduled {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub before: u32,
    pub after: u32,
}

#[event(bytemuck)]
pub struct Cancelled {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub paid_through: u64,
    pub lapses_at_before: u64,
    pub lapses_at_after: u64,
}

#[event(bytemuck)]
pub struct CancellationTakenBack {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub paid_through: u64,
    pub lapses_at_before: u64,
    pub lapses_at_after: u64,
}

#[event(bytemuck)]
pub struct Ended {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub authority: Address,
    pub paid_through_before: u64,
    pub paid_through_after: u64,
    pub credit_before: u64,
    pub credit_after: u64,
}

#[event(bytemuck)]
pub struct Refunded {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub authority: Address,
    pub mint: Address,
    pub amount: u64,
    pub tokens: u64,
    pub credit_before: u64,
    pub credit_after: u64,
}

#[event(bytemuck)]
pub struct MandateGranted {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub mandate: Address,
    /// That of the subscription, zero if none.
    pub mandate_before: Address,
    pub mint: Address,
    pub per_charge: u64,
    pub per_period: u64,
    pub total: u64,
    pub expires_at: u64,
}

#[event(bytemuck)]
pub struct MandateRevoked {
    pub store: Address,
    pub user: Address,
    pub mandate: Address,
    pub mint: Address,
    pub total_left: u64,
}

#[event(bytemuck)]
pub struct ReminderDue {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub paid_through: u64,
    /// The mandate that it will be charged under, zero if none.
    pub mandate: Address,
    /// The plan of the next renewal.
    pub plan: u32,
    pub reserved: u32,
}

#[event(bytemuck)]
pub struct SubscriptionExpired {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub paid_through: u64,
    pub lapsed_at: u64,
    pub credit: u64,
}

#[event(bytemuck)]
pub struct UserExcluded {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub authority: Address,
}

#[event(bytemuck)]
pub struct UserReinstated {
    pub store: Address,
    pub subscription: Address,
    pub user: Address,
    pub authority: Address,
}

#[event(bytemuck)]
pub struct CreditOpened {
    pub store: Address,
    pub credit: Address,
    pub user: Address,
    pub mint: Address,
    pub session_key: Address,
    pub incarnation: u64,
    pub notice: u64,
}

#[event(bytemuck)]
pub struct CreditDeposited {
    pub store: Address,
    pub credit: Address,
    pub user: Address,
    pub depositor: Address,
    pub mint: Address,
    pub amount: u64,
    pub deposited_before: u64,
    pub deposited_after: u64,
}

#[event(bytemuck)]
pub struct VoucherSettled {
    pub store: Address,
    pub credit: Address,
    pub user: Address,
    pub mint: Address,
    pub amount: u64,
    pub settled_before: u64,
    pub settled_after: u64,
}

#[event(bytemuck)]
pub struct CreditCloseRequested {
    pub store: Address,
    pub credit: Address,
    pub user: Address,
    pub closes_at: u64,
}

#[event(bytemuck)]
pub struct CreditWithdrawn {
    pub store: Address,
    pub credit: Address,
    pub user: Address,
    pub mint: Address,
    pub destination: Address,
    /// All that the vault held.
    pub amount: u64,
    pub settled: u64,
}
