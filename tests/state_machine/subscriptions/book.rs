//! An act done in the model.

use std::collections::BTreeSet;

use tenure_client::subscriptions::StoreTerms;
use tenure_model::billing::{Declined, Standing};

use super::{
    act::Act,
    assortment::{TokenId, BADGE_GRACE, PLANS, TERMS, TOKENS},
    customer::{Customer, Subscription},
    rate::Quote,
    shop::{Shop, CUSTOMERS},
    wallet::{stopped, Delegate, Wallet},
};
use crate::verdict::{Reason, Verdict, NO_ACCOUNT};

/// The store and everybody around it.
#[derive(Clone)]
pub struct Book {
    pub customers: Vec<Customer>,
    pub terms: StoreTerms,
    pub paused: bool,
    pub sunset: [bool; PLANS.len()],
    pub enabled: [bool; TOKENS.len()],
    /// Whether the store issues the collection's badges.
    pub issuer: bool,
    pub quote: Quote,
    pub tills: [Till; TOKENS.len()],
    /// Why charges ever failed.
    pub failures: BTreeSet<&'static str>,
}

/// Who else holds how much of a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Till {
    pub payout: u64,
    pub keeper: u64,
    /// The authority's, from which it refunds.
    pub purse: u64,
    pub somebody: u64,
}

/// A refusal by the subscriptions program.
pub fn refused<T>(name: &str) -> Verdict<T> {
    Err(Reason::Subscriptions(name.to_owned()))
}

pub fn require(holds: bool, name: &str) -> Verdict {
    if holds {
        return Ok(());
    }
    refused(name)
}

impl From<Standing> for Reason {
    fn from(standing: Standing) -> Self {
        Self::Subscriptions(format!("{standing:?}"))
    }
}

impl From<Declined> for Reason {
    fn from(declined: Declined) -> Self {
        Self::Subscriptions(match declined {
            Declined::Closing => "CreditClosing".to_owned(),
            Declined::NotClosed => "CreditOpen".to_owned(),
            other => format!("{other:?}"),
        })
    }
}

impl Book {
    pub fn new(shop: &Shop) -> Self {
        Self {
            customers: vec![Customer::default(); CUSTOMERS],
            terms: TERMS,
            paused: false,
            sunset: [false; PLANS.len()],
            enabled: [true; TOKENS.len()],
            issuer: true,
            quote: Quote::new(shop.lite.now()),
            tills: Default::default(),
            failures: BTreeSet::new(),
        }
    }

    /// All of it, or nothing.
    pub fn perform(&mut self, now: u64, who: usize, act: &Act) -> Verdict {
        let mut after = self.clone();
        after.act(now, who, act)?;
        *self = after;
        Ok(())
    }

    fn act(&mut self, now: u64, who: usize, act: &Act) -> Verdict {
        match *act {
            Act::Subscribe(purchase) => self.subscribe(now, who, purchase),
            Act::PayNow(purchase) => self.pay_now(now, who, purchase),
            Act::Switch(purchase) => self.switch(now, who, purchase),
            Act::Renew { plan, token, keeper } => self.renew(now, who, plan, token, keeper),
            Act::Grant { plan } => self.grant(now, who, plan),
            Act::Open => self.open(who),
            Act::Close { credit } => self.close(now, who, credit),
            Act::Schedule { plan } => self.schedule(now, who, plan),
            Act::Unschedule => {
                let subscription = self.subscription(who)?;
                require(subscription.scheduled.is_some(), "NothingScheduled")?;
                subscription.scheduled = None;
                Ok(())
            }
            Act::Cancel => Ok(self.subscription(who)?.account.cancel(now)?),
            Act::TakeBack => {
                let grace = self.terms.grace.into();
                let subscription = self.subscription(who)?;
                require(!subscription.is_excluded(), "Revoked")?;
                Ok(subscription.account.resume(now, grace)?)
            }
            Act::End => self.end(now, who),
            Act::Refund { token, amount } => self.refund(who, token, amount),
            Act::GrantMandate { token, terms, approved, incarnation } => {
                self.wallet(who, token).approve(Delegate::Mandate, approved)?;
                self.grant_mandate(now, who, token, terms, incarnation)
            }
            Act::RevokeMandate { token } => self.revoke_mandate(who, token),
            Act::Exclude => self.exclude(now, who),
            Act::Reinstate => {
                let subscription = self.subscription(who)?;
                require(subscription.excluded_at.take().is_some(), "Unchanged")?;
                subscription.account.reinstate(now);
                Ok(())
            }
            Act::SyncBadge => {
                let subscription = self.subscription(who)?;
                require(!subscription.is_excluded(), "Revoked")?;
                require(subscription.is_active(now), "NoAccess")?;
                self.show(now, who)
            }
            Act::Remind => self.remind(now, who),
            Act::NoteExpiry => {
                let subscription = self.subscription(who)?;
                let expired = subscription.has_expired(now) && subscription.incarnation > 0;
                require(expired, "NotExpired")?;
                require(!subscription.lapse_noted, "AlreadyNoted")?;
                subscription.lapse_noted = true;
                Ok(())
            }
            Act::OpenCredit { token } => self.open_credit(now, who, token),
            Act::Deposit { token, amount } => self.deposit(who, token, amount),
            Act::Settle { token, incarnation, used, valid_until } => {
                self.settle(now, who, token, incarnation, used, valid_until)
            }
            Act::RequestClose { token } => {
                let tab = self.tab(who, token)?;
                Ok(tab.vouchers.request_close(now, tab.notice)?)
            }
            Act::Withdraw { token } => self.withdraw(now, who, token),
            Act::Endow { token, amount } => {
                self.tab(who, token)?.endowed += amount;
                Ok(())
            }
            Act::BurnBadge => {
                self.customers[who].badges.burn();
                Ok(())
            }
            Act::CloseBadgeToken => {
                self.customers[who].badges.token.held = None;
                Ok(())
            }
            Act::ExpireBadge => self.customers[who].badges.expire(now),
            Act::RebuildBadge => self.customers[who].badges.rebuild(),
            Act::OpenWallet { token } => {
                self.customers[who].wallets[token].get_or_insert_default();
                Ok(())
            }
            Act::CloseWallet { token, spent } => {
                self.wallet(who, token).take(spent)?;
                self.tills[token].somebody += spent;
                if self.wallet(who, token).amount > 0 {
                    return stopped("NonNativeHasBalance");
                }
                self.customers[who].wallets[token] = None;
                Ok(())
            }
            Act::Earn { token, amount } => self.wallet(who, token).put(amount),
            Act::Spend { token, amount } => {
                self.wallet(who, token).take(amount)?;
                self.tills[token].somebody += amount;
                Ok(())
            }
            Act::Approve { token, delegate, amount } => self.wallet(who, token).approve(delegate, amount),
            Act::RevokeDelegate { token } => self.wallet(who, token).revoke(),
            Act::Freeze { token } => self.wallet(who, token).set_frozen(true),
            Act::Thaw { token } => self.wallet(who, token).set_frozen(false),
            Act::FillPurse { token, amount } => {
                self.tills[token].purse += amount;
                Ok(())
            }
            Act::Pause => self.set_paused(true),
            Act::Resume => self.set_paused(false),
            Act::Sunset { plan } => {
                require(!self.sunset[plan as usize], "Unchanged")?;
                self.sunset[plan as usize] = true;
                Ok(())
            }
            Act::UpdateStore(terms) => self.update(terms),
            Act::SetToken { token, enabled } => {
                self.enabled[token] = enabled;
                Ok(())
            }
            Act::LendBadges => self.set_issuer(false),
            Act::TakeBadgesBack => self.set_issuer(true),
        }
    }

    pub fn subscription(&mut self, who: usize) -> Verdict<&mut Subscription> {
        self.customers[who].subscription.as_mut().map_or_else(|| refused(NO_ACCOUNT), Ok)
    }

    /// Nothing that needs it is wished for where there is none.
    pub fn wallet(&mut self, who: usize, token: TokenId) -> &mut Wallet {
        self.customers[who].wallets[token].as_mut().expect("a wallet")
    }

    pub fn require_open(&self) -> Verdict {
        require(!self.paused, "Paused")
    }

    pub fn require_taken(&self, token: TokenId) -> Verdict {
        require(self.enabled[token], "TokenDisabled")
    }

    pub fn require_sold(&self, plan: u32) -> Verdict {
        require(!self.sunset[plan as usize], "Sunset")
    }

    /// The badge and its token show the subscription.
    pub fn show(&mut self, now: u64, who: usize) -> Verdict {
        require(self.issuer, "NotIssuer")?;
        let Customer { subscription, badges, .. } = &mut self.customers[who];
        let subscription = subscription.as_ref().expect("what is shown");
        badges.show(now, subscription.tier, subscription.paid_through(), subscription.granted);
        Ok(())
    }

    /// The badge shows it, if there is one; its token does later.
    pub fn follow(&mut self, who: usize) {
        let Customer { subscription, badges, .. } = &mut self.customers[who];
        if self.issuer {
            let subscription = subscription.as_ref().expect("what is shown");
            badges.follow(subscription.tier, subscription.paid_through(), subscription.granted);
        }
    }

    /// Whether the next period of `who` can be paid.
    pub fn is_due(&self, now: u64, who: usize) -> bool {
        let subscription = self.customers[who].subscription.as_ref();
        subscription.is_some_and(|its| {
            let open = !its.has_expired(now) && !its.account.is_cancelled() && !its.is_excluded();
            open && now + its.window(&self.terms) >= its.paid_through()
        })
    }

    fn open(&mut self, who: usize) -> Verdict {
        if self.customers[who].subscription.is_some() {
            return Err(Reason::System("AccountAlreadyInUse".to_owned()));
        }
        self.require_open()?;
        self.customers[who].subscription = Some(Subscription::default());
        Ok(())
    }

    fn close(&mut self, now: u64, who: usize, credit: u64) -> Verdict {
        let subscription = self.subscription(who)?;
        require(subscription.has_expired(now), "NotExpired")?;
        require(!subscription.is_excluded(), "Revoked")?;
        require(subscription.account.grace_used(now) == 0, "OwesGrace")?;
        require(credit == subscription.credit(), "CreditLeft")?;
        require(now > subscription.incarnation, "TooSoon")?;
        self.customers[who].subscription = None;
        Ok(())
    }

    fn schedule(&mut self, now: u64, who: usize, plan: u32) -> Verdict {
        self.subscription(who)?;
        self.require_sold(plan)?;
        let subscription = self.subscription(who)?;
        require(!subscription.has_expired(now), "Expired")?;
        require(!subscription.account.is_cancelled(), "Cancelled")?;
        require(plan != subscription.next_plan(), "SamePlan")?;
        subscription.schedule(plan);
        Ok(())
    }

    fn end(&mut self, now: u64, who: usize) -> Verdict {
        let subscription = self.subscription(who)?;
        subscription.account.end(now)?;
        subscription.mandate = None;
        self.follow(who);
        Ok(())
    }

    fn refund(&mut self, who: usize, token: TokenId, amount: u64) -> Verdict {
        let charged_in = self.subscription(who)?.charged_in;
        require(charged_in == Some(token), "WrongMint")?;
        require(self.customers[who].wallets[token].is_some(), "WrongTokenProgram")?;
        let subscription = self.subscription(who)?;
        subscription.account.refund(amount)?;
        let Some(tokens) = subscription.receipts.refund(amount) else { return refused("AboveReceipt") };
        require(tokens > 0, "NothingToRefund")?;
        self.wallet(who, token).put(tokens)?;
        let purse = &mut self.tills[token].purse;
        let Some(left) = purse.checked_sub(tokens) else { return stopped("InsufficientFunds") };
        *purse = left;
        Ok(())
    }

    fn exclude(&mut self, now: u64, who: usize) -> Verdict {
        let issuer = self.issuer;
        let subscription = self.subscription(who)?;
        require(!subscription.is_excluded(), "Revoked")?;
        subscription.excluded_at = Some(now);
        subscription.account.exclude(now);
        if issuer {
            self.customers[who].badges.revoke();
        }
        Ok(())
    }

    fn remind(&mut self, now: u64, who: usize) -> Verdict {
        let window = u64::from(self.terms.window);
        let subscription = self.subscription(who)?;
        require(!subscription.is_excluded(), "Revoked")?;
        require(!subscription.has_expired(now), "Expired")?;
        require(!subscription.account.is_cancelled(), "Cancelled")?;
        let paid_through = subscription.paid_through();
        require(now + window >= paid_through, "NotInWindow")?;
        require(subscription.reminded != paid_through, "AlreadyReminded")?;
        subscription.reminded = paid_through;
        Ok(())
    }

    fn revoke_mandate(&mut self, who: usize, token: TokenId) -> Verdict {
        let Customer { subscription, mandates, .. } = &mut self.customers[who];
        require(mandates[token].take().is_some(), NO_ACCOUNT)?;
        if let Some(subscription) = subscription.as_mut().filter(|its| its.mandate == Some(token)) {
            subscription.mandate = None;
        }
        Ok(())
    }

    fn set_paused(&mut self, paused: bool) -> Verdict {
        require(self.paused != paused, "Unchanged")?;
        self.paused = paused;
        Ok(())
    }

    fn update(&mut self, terms: StoreTerms) -> Verdict {
        const DAY: u32 = 86_400;
        let StoreTerms { grace, window, notice, keeper_fee_bps } = terms;
        let stretch = 3_600..=14 * DAY;
        let graces = 3_600..=BADGE_GRACE;
        let fine = graces.contains(&grace) && stretch.contains(&window) && stretch.contains(&notice);
        require(fine && keeper_fee_bps <= 100, "BadStoreTerms")?;
        self.terms = terms;
        Ok(())
    }

    fn set_issuer(&mut self, issuer: bool) -> Verdict {
        if self.issuer == issuer {
            return Err(Reason::Membership("NotAuthority".to_owned()));
        }
        self.issuer = issuer;
        Ok(())
    }
}
