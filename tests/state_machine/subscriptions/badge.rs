//! A customer's badge and its token.

use super::assortment::BADGE_GRACE;
use crate::verdict::{Reason, Verdict};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    pub live: bool,
    pub tier: u8,
    pub granted: bool,
    pub issued_at: u64,
    pub expires_at: u64,
}

/// What wallets see. The mint is there from the issue to the revocation or the removal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadgeToken {
    pub says: Option<Label>,
    pub supply: u64,
    /// What the holder's account holds, if there is one.
    pub held: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub tier: u8,
    pub issued_at: u64,
    pub expires_at: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badges {
    pub badge: Option<Badge>,
    pub token: BadgeToken,
}

/// A refusal by the membership program.
fn refused<T>(name: &str) -> Verdict<T> {
    Err(Reason::Membership(name.to_owned()))
}

impl Badges {
    pub fn is_live(&self) -> bool {
        self.badge.as_ref().is_some_and(|badge| badge.live)
    }

    /// A live badge takes over what holds now.
    pub fn follow(&mut self, tier: u8, expires_at: u64, granted: bool) {
        if let Some(badge) = self.badge.as_mut().filter(|badge| badge.live) {
            *badge = Badge { tier, expires_at, granted, ..badge.clone() };
        }
    }

    /// It is live from now on, and its token says the same.
    pub fn show(&mut self, now: u64, tier: u8, expires_at: u64, granted: bool) {
        if self.is_live() {
            self.follow(tier, expires_at, granted);
        } else {
            self.badge = Some(Badge { live: true, tier, granted, issued_at: now, expires_at });
        }
        self.rebuild().expect("a live badge");
    }

    pub fn rebuild(&mut self) -> Verdict {
        let Some(badge) = &self.badge else { return refused(crate::verdict::NO_ACCOUNT) };
        if !badge.live {
            return refused("NotLive");
        }
        let Badge { tier, issued_at, expires_at, .. } = *badge;
        let held = self.token.held.unwrap_or(0) + 1 - self.token.supply;
        self.token =
            BadgeToken { says: Some(Label { tier, issued_at, expires_at }), supply: 1, held: Some(held) };
        Ok(())
    }

    pub fn revoke(&mut self) {
        if let Some(badge) = self.badge.as_mut().filter(|badge| badge.live) {
            badge.live = false;
            self.remove_token();
        }
    }

    pub fn expire(&mut self, now: u64) -> Verdict {
        let Some(badge) = &self.badge else { return refused(crate::verdict::NO_ACCOUNT) };
        if now < badge.expires_at + u64::from(BADGE_GRACE) {
            return refused("NotExpired");
        }
        self.badge = None;
        self.remove_token();
        Ok(())
    }

    /// The holder has one.
    pub fn burn(&mut self) {
        self.token.held = Some(0);
        self.token.supply = 0;
    }

    fn remove_token(&mut self) {
        let held = self.token.held.map(|_| 0);
        self.token = BadgeToken { says: None, supply: 0, held };
    }
}
