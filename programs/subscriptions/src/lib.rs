//! Subscriptions: plans paid in a store's own token or a stablecoin, by the month or the year.
//!
//! The first period is charged in the instruction that subscribes. Later ones are charged by anyone, under a
//! mandate that the user granted and can revoke. What somebody has follows from the time alone: paid, in
//! grace, or expired. Money goes straight from the user to the store's payout account, and a badge shows who
//! has what. Calls are paid from a deposit, with vouchers.

#![cfg_attr(target_os = "solana", no_std)]
// The framework names an instruction's arguments again where it reads its accounts.
#![allow(unused_variables)]

mod clock;
mod consent;
mod error;
mod event;
mod instructions;
mod oracle;
mod showing;
mod state;
mod voucher;

use anchor_lang::prelude::*;

pub use consent::Consent;
pub use error::SubscriptionError;
pub use event::*;
pub use instructions::*;
pub use oracle::{PriceUpdate, PYTH_RECEIVER};
pub use state::{
    Credit, Failure, Mandate, MandateTerms, PaidTime, PayToken, Plan, PlanTerms, Roles, Store, StoreTerms,
    Subscription, TokenTerms, MAX_KEEPER_FEE_BPS, MAX_NOTICE, MAX_PRICE, MIN_GRACE, MIN_NOTICE, MIN_WINDOW,
    ORACLE, STABLE,
};
pub use voucher::{Voucher, VOUCHER_LEN, VOUCHER_MAGIC};

declare_id!("TenureSubscriptionsaYyNoVKf58ZTBqNAYT3j5qcd");

#[program]
pub mod subscriptions {
    use super::*;

    /// Creates a store. Anyone; the creator's signature is in its address.
    pub fn create_store(
        ctx: &mut Context<CreateStore>,
        id: [u8; 4],
        terms: StoreTerms,
        roles: Roles,
    ) -> Result<()> {
        let bump = ctx.bumps.store;
        ctx.accounts.handler(bump, id, terms, roles)
    }

    /// Sets grace, window, notice and keeper's fee. Authority.
    pub fn update_store(ctx: &mut Context<UpdateStore>, terms: StoreTerms) -> Result<()> {
        ctx.accounts.handler(terms)
    }

    /// Names who may pause. Authority.
    pub fn set_pauser(ctx: &mut Context<SetPauser>, pauser: Address) -> Result<()> {
        ctx.accounts.handler(pauser)
    }

    /// Names who grants periods that were paid elsewhere. Authority.
    pub fn set_operator(ctx: &mut Context<SetOperator>, operator: Address) -> Result<()> {
        ctx.accounts.handler(operator)
    }

    /// Stops sales and renewals, never what users take back or out. Pauser or authority.
    pub fn pause(ctx: &mut Context<Pause>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Allows sales and renewals again. Authority.
    pub fn resume(ctx: &mut Context<Resume>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// First step of handing the authority over. Authority.
    pub fn propose_authority(ctx: &mut Context<ProposeAuthority>, proposed: Address) -> Result<()> {
        ctx.accounts.handler(proposed)
    }

    /// Second step. The proposed authority.
    pub fn accept_authority(ctx: &mut Context<AcceptAuthority>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Takes the proposal back. Authority.
    pub fn cancel_authority(ctx: &mut Context<CancelAuthority>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Becomes the issuer of the collection's badges, as its authority has proposed. Authority.
    pub fn take_collection(ctx: &mut Context<TakeCollection>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Proposes another issuer for the collection's badges. Authority.
    pub fn offer_collection(ctx: &mut Context<OfferCollection>, proposed: Address) -> Result<()> {
        ctx.accounts.handler(proposed)
    }

    /// Creates a plan, for good. Its id is the next. Authority.
    pub fn create_plan(ctx: &mut Context<CreatePlan>, id: [u8; 4], terms: PlanTerms) -> Result<()> {
        let bump = ctx.bumps.plan;
        ctx.accounts.handler(bump, id, terms)
    }

    /// A plan takes no new subscribers any more. Authority.
    pub fn sunset_plan(ctx: &mut Context<SunsetPlan>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Admits a token to be paid with. Authority.
    pub fn create_pay_token(ctx: &mut Context<CreatePayToken>, terms: TokenTerms) -> Result<()> {
        let bump = ctx.bumps.pay_token;
        ctx.accounts.handler(bump, terms)
    }

    /// Sets how a token is taken, or that it is not. Authority.
    pub fn update_pay_token(ctx: &mut Context<UpdatePayToken>, terms: TokenTerms) -> Result<()> {
        ctx.accounts.handler(terms)
    }

    /// Makes the account of a user's subscription, to subscribe in. Anyone.
    pub fn open_subscription(ctx: &mut Context<OpenSubscription>) -> Result<()> {
        let bump = ctx.bumps.subscription;
        ctx.accounts.handler(bump)
    }

    /// Subscribes, charges the first period and issues the badge. The user.
    pub fn subscribe(ctx: &mut Context<Subscribe>, consent: Consent) -> Result<()> {
        ctx.accounts.handler(consent)
    }

    /// Allows renewals to be charged, in a token, within limits. The user.
    pub fn grant_mandate(
        ctx: &mut Context<GrantMandate>,
        terms: MandateTerms,
        incarnation: u64,
    ) -> Result<()> {
        let bump = ctx.bumps.mandate;
        ctx.accounts.handler(bump, terms, incarnation)
    }

    /// Takes a mandate back; its rent too. The user.
    pub fn revoke_mandate(ctx: &mut Context<RevokeMandate>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Charges the next period under the mandate, or notes why it cannot be. Anyone.
    pub fn renew(ctx: &mut Context<Renew>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Pays the next period, with any token of the store. The user.
    pub fn pay_now(ctx: &mut Context<PayNow>, consent: Consent) -> Result<()> {
        ctx.accounts.handler(consent)
    }

    /// Switches at once to a plan that costs no less, or of a longer interval, with proration. The user.
    pub fn switch_plan(ctx: &mut Context<SwitchPlan>, consent: Consent) -> Result<()> {
        ctx.accounts.handler(consent)
    }

    /// Chooses the plan of the next renewal. The user.
    pub fn schedule_change(ctx: &mut Context<ScheduleChange>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Stays with the plan. The user.
    pub fn unschedule_change(ctx: &mut Context<UnscheduleChange>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Lets the subscription end with the paid time. The user.
    pub fn cancel(ctx: &mut Context<Cancel>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Takes a cancellation back, while paid time is left. The user.
    pub fn take_back_cancellation(ctx: &mut Context<TakeBackCancellation>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Ends the paid time now; what is unused of it is credit. The user and the authority.
    pub fn end(ctx: &mut Context<End>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Pays `amount` of the credit back, in the token and at the rate it was paid. Authority.
    pub fn refund(ctx: &mut Context<Refund>, amount: u64) -> Result<()> {
        ctx.accounts.handler(amount)
    }

    /// Gives a period that was paid elsewhere, with no more grace after it than there was. Operator.
    pub fn grant(ctx: &mut Context<Grant>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Excludes a user: nothing is charged any more, and the badge is revoked. Authority.
    pub fn exclude(ctx: &mut Context<Exclude>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Takes an exclusion back; grace that it refused is not owed. Authority.
    pub fn reinstate(ctx: &mut Context<Reinstate>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Brings the badge and its token in line with the paid time, or issues it anew. Anyone.
    pub fn sync_badge(ctx: &mut Context<SyncBadge>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Tells that a renewal is near, once for each. Anyone.
    pub fn remind(ctx: &mut Context<Remind>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Tells that a subscription has expired, once. Anyone.
    pub fn note_expiry(ctx: &mut Context<NoteExpiry>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Closes the account of an expired subscription; its rent goes back. The user.
    pub fn close_subscription(ctx: &mut Context<CloseSubscription>, credit: u64) -> Result<()> {
        ctx.accounts.handler(credit)
    }

    /// Fails unless the user has access, of `min_tier` or a higher one. For other programs, and anyone: who
    /// asks pins the store, and sees to the user's signature.
    pub fn assert_access(ctx: &mut Context<AssertAccess>, min_tier: u8) -> Result<()> {
        ctx.accounts.handler(min_tier)
    }

    /// Opens a credit for calls, in a token, with the key that signs its vouchers. The user.
    pub fn open_credit(ctx: &mut Context<OpenCredit>, session_key: Address) -> Result<()> {
        let (bump, vault_bump) = (ctx.bumps.credit, ctx.bumps.vault);
        ctx.accounts.handler(bump, vault_bump, session_key)
    }

    /// Deposits tokens in a credit. Anyone.
    pub fn deposit_credit(ctx: &mut Context<DepositCredit>, amount: u64) -> Result<()> {
        ctx.accounts.handler(amount)
    }

    /// Pays the store what a voucher says was used. Anyone who has the voucher.
    pub fn settle_voucher(ctx: &mut Context<SettleVoucher>, cumulative: u64, valid_until: u64) -> Result<()> {
        ctx.accounts.handler(cumulative, valid_until)
    }

    /// Gives notice that a credit will be closed. The user.
    pub fn request_close_credit(ctx: &mut Context<RequestCloseCredit>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Withdraws what is left once the notice is over, and closes the credit. The user.
    pub fn withdraw_credit(ctx: &mut Context<WithdrawCredit>) -> Result<()> {
        ctx.accounts.handler()
    }
}
