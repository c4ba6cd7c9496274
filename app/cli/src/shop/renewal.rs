//! Whose renewal a keeper can ask for now: by the rules of the program's `renew`, in its order.

use std::collections::HashMap;

use solana_account::Account as RawAccount;
use spl_token_2022_interface::state::{Account as TokenAccount, AccountState};
use tenure_client::{
    subscriptions::{failure_in_words, Failure as Cause, Mandate},
    Pubkey,
};
use tenure_math::billing::{Bill, BillRefusal};

use super::{Oracle, Quote};
use crate::{
    chain::{tokens_of, Chain, OpenPayToken, OpenPlan, OpenStore, OpenSubscription, Rate},
    failure::Failure,
    value::moment,
};

/// What the renewals of a store go by, read once for all of its subscribers.
pub struct Ledger {
    pub store: OpenStore,
    pub plans: Vec<OpenPlan>,
    pub now: u64,
    tenders: Vec<Tender>,
    mandates: HashMap<Pubkey, Mandate>,
}

/// A token in which renewals are charged.
struct Tender {
    token: OpenPayToken,
    rate: Result<Rate, &'static str>,
    /// Where the store takes it, if that is still the payout owner's.
    payout: Option<TokenAccount>,
}

/// What becomes of a renewal that is asked for now.
pub enum Renewal {
    Charged(Quote),
    /// Nothing is charged, and why is noted on the subscription, where it does not stand yet.
    Noted(Quote, &'static str),
    /// The program refuses, and nothing changes.
    Refused(String),
}

/// A renewal that can be billed, and what it is charged by.
struct Billed<'a> {
    quote: Quote,
    tender: &'a Tender,
    mandate: &'a Mandate,
}

impl Renewal {
    /// Whether it does anything to ask for it.
    pub fn is_due(&self) -> bool {
        matches!(self, Self::Charged(_) | Self::Noted(..))
    }
}

impl Ledger {
    pub fn read(chain: &Chain, store: OpenStore, oracle: &Oracle) -> Result<Self, Failure> {
        let (plans, now, mandates) = (chain.plans(&store)?, chain.now()?, chain.mandates(&store)?);
        let mut tenders = Vec::new();
        for token in chain.pay_tokens(&store)? {
            let token = oracle.apply(token);
            let (rate, payout) = (chain.rate(&token, now)?, chain.account(&token.keys.payout)?);
            let payout = payout.and_then(|account| token_account(&token, &account));
            let payout = payout.filter(|payout| payout.owner == store.state.payout_owner);
            tenders.push(Tender { token, rate, payout });
        }
        Ok(Self { store, plans, now, tenders, mandates })
    }

    /// What becomes of the renewal of each of `subscriptions`.
    pub fn renewals(
        &self,
        chain: &Chain,
        subscriptions: &[OpenSubscription],
    ) -> Result<Vec<Renewal>, Failure> {
        let billed: Vec<_> = subscriptions.iter().map(|subscription| self.bill(subscription)).collect();
        let sources: Vec<_> = billed.iter().flatten().map(|billed| billed.mandate.source).collect();
        let mut sources = chain.accounts(&sources)?.into_iter();
        let settle = |(subscription, billed): (&OpenSubscription, Result<Billed, String>)| match billed {
            Err(words) => Renewal::Refused(words),
            Ok(billed) => self.settle(subscription, billed, sources.next().flatten()),
        };
        Ok(subscriptions.iter().zip(billed).map(settle).collect())
    }

    /// The plan that the next renewal is for.
    pub fn next_plan(&self, subscription: &OpenSubscription) -> Option<&OpenPlan> {
        let id = subscription.state.renewal_plan();
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// From which second on the next period can be paid. One of another plan follows when the paid time is
    /// over, not before.
    pub fn renewable_from(&self, subscription: &OpenSubscription) -> u64 {
        let state = &subscription.state;
        state.prepaid().renewable_from(state.renewal_window(&self.store.state))
    }

    /// The mandate that a subscription is renewed under, and the decimals of its token. One that was granted
    /// for an earlier subscription is none.
    pub fn mandate(&self, subscription: &OpenSubscription) -> Option<(&Mandate, u8)> {
        let mandate = self.mandates.get(&subscription.state.mandate)?;
        let of_this = mandate.incarnation == subscription.state.incarnation;
        let decimals = self.tender(&mandate.mint)?.token.state.decimals;
        of_this.then_some((mandate, decimals))
    }

    fn tender(&self, mint: &Pubkey) -> Option<&Tender> {
        self.tenders.iter().find(|tender| tender.token.keys.mint == *mint)
    }

    fn bill(&self, subscription: &OpenSubscription) -> Result<Billed<'_>, String> {
        let (state, store) = (&subscription.state, &self.store.state);
        if store.paused == 1 {
            return Err("the store is paused".to_owned());
        }
        if state.revoked == 1 {
            return Err("the store has excluded the user".to_owned());
        }
        let plan = self.next_plan(subscription).ok_or("its plan is missing")?;
        let (mandate, _) = self.mandate(subscription).ok_or("there is no mandate")?;
        let tender = self.tender(&mandate.mint).ok_or("the store does not take the mandate's token")?;
        if !tender.token.is_taken() {
            return Err("the store does not take the mandate's token now".to_owned());
        }
        if tender.payout.is_none() {
            return Err("the store's account for the mandate's token is gone".to_owned());
        }
        let (window, offer) = (state.renewal_window(store), plan.state.offer(&tender.token.state));
        let bill = state.prepaid().renew(self.now, offer, window, store.grace);
        let bill = bill.map_err(|refusal| self.refused(subscription, refusal))?;
        Ok(Billed { quote: tender.quote(bill)?, tender, mandate })
    }

    fn refused(&self, subscription: &OpenSubscription, refusal: BillRefusal) -> String {
        match refusal {
            BillRefusal::Expired => "it has expired: only a new subscription goes on".to_owned(),
            BillRefusal::Cancelled => "it is cancelled".to_owned(),
            BillRefusal::TooEarly => format!("not before {}", moment(self.renewable_from(subscription))),
            _ => "the period or its price cannot be worked out".to_owned(),
        }
    }

    /// With the account that pays, as far as there is one.
    fn settle(&self, subscription: &OpenSubscription, billed: Billed, source: Option<RawAccount>) -> Renewal {
        let Billed { quote, tender, mandate } = billed;
        let state = &subscription.state;
        let source = source.and_then(|account| token_account(&tender.token, &account));
        let units = quote.tokens.units;
        let charged = mandate.caps().charge(self.now, state.paid_through(), units).map_err(Cause::from);
        // Credit may cover all of it.
        let ready = || if units > 0 { ready(mandate, &state.mandate, source, units) } else { Ok(()) };
        match charged.and_then(|()| ready()) {
            Ok(()) if units > 0 && tender.payout.is_some_and(|payout| is_frozen(&payout)) => {
                Renewal::Refused("the store's account for the mandate's token is frozen".to_owned())
            }
            Ok(()) => Renewal::Charged(quote),
            Err(cause) => {
                let words = failure_in_words(cause.code()).unwrap_or_default();
                match cause.code() == state.failure {
                    true => Renewal::Refused(format!("still {words}")),
                    false => Renewal::Noted(quote, words),
                }
            }
        }
    }
}

impl Tender {
    fn quote(&self, bill: Bill) -> Result<Quote, String> {
        // The price is not read for nothing.
        let rate = if bill.charge > 0 { self.rate.map(Some)? } else { None };
        Quote::of(Ok(bill), rate, &self.token).ok_or_else(|| "the price is not known well enough".to_owned())
    }
}

/// Whether the mandate's account can pay `units`: first what stands in the way most.
fn ready(mandate: &Mandate, address: &Pubkey, source: Option<TokenAccount>, units: u64) -> Result<(), Cause> {
    let held = source.filter(|held| held.owner == mandate.user).ok_or(Cause::SourceGone)?;
    if is_frozen(&held) {
        return Err(Cause::SourceFrozen);
    }
    if Option::<Pubkey>::from(held.delegate) != Some(*address) {
        return Err(Cause::DelegateLost);
    }
    if held.delegated_amount < units {
        return Err(Cause::DelegationShort);
    }
    if held.amount < units {
        return Err(Cause::TooFewTokens);
    }
    Ok(())
}

fn is_frozen(account: &TokenAccount) -> bool {
    account.state == AccountState::Frozen
}

fn token_account(token: &OpenPayToken, account: &RawAccount) -> Option<TokenAccount> {
    tokens_of(account, &token.keys.mint, &token.keys.token_program)
}
