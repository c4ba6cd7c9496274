use tenure_client::subscriptions::{Consent, MandateTerms, StoreTerms};

use super::{assortment::TokenId, wallet::Delegate};

/// What someone does. Tokens and plans are counted as the store has them.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    Open,
    Close {
        credit: u64,
    },
    Subscribe(Purchase),
    PayNow(Purchase),
    Switch(Purchase),
    Renew {
        plan: u32,
        token: TokenId,
        keeper: Keeper,
    },
    Schedule {
        plan: u32,
    },
    Unschedule,
    Cancel,
    TakeBack,
    Grant {
        plan: u32,
    },
    End,
    Refund {
        token: TokenId,
        amount: u64,
    },
    /// The mandate is made the delegate for `approved`, and granted, in one transaction.
    GrantMandate {
        token: TokenId,
        terms: MandateTerms,
        approved: u64,
        incarnation: u64,
    },
    RevokeMandate {
        token: TokenId,
    },
    Exclude,
    Reinstate,
    SyncBadge,
    Remind,
    NoteExpiry,
    OpenCredit {
        token: TokenId,
    },
    Deposit {
        token: TokenId,
        amount: u64,
    },
    Settle {
        token: TokenId,
        incarnation: u64,
        used: u64,
        valid_until: u64,
    },
    RequestClose {
        token: TokenId,
    },
    Withdraw {
        token: TokenId,
    },
    /// Anyone's gift to a credit's vault.
    Endow {
        token: TokenId,
        amount: u64,
    },
    BurnBadge,
    CloseBadgeToken,
    ExpireBadge,
    RebuildBadge,
    OpenWallet {
        token: TokenId,
    },
    /// So much is spent of it first, in one transaction.
    CloseWallet {
        token: TokenId,
        spent: u64,
    },
    Earn {
        token: TokenId,
        amount: u64,
    },
    Spend {
        token: TokenId,
        amount: u64,
    },
    /// The wallet's delegate becomes somebody else, or the mandate for another amount.
    Approve {
        token: TokenId,
        delegate: Delegate,
        amount: u64,
    },
    RevokeDelegate {
        token: TokenId,
    },
    /// The token's issuer stops the wallet.
    Freeze {
        token: TokenId,
    },
    Thaw {
        token: TokenId,
    },
    FillPurse {
        token: TokenId,
        amount: u64,
    },
    Pause,
    Resume,
    Sunset {
        plan: u32,
    },
    UpdateStore(StoreTerms),
    SetToken {
        token: TokenId,
        enabled: bool,
    },
    /// The collection's authority passes to its creator, and back.
    LendBadges,
    TakeBadgesBack,
}

/// A charge that the user signs.
#[derive(Clone, Copy, Debug)]
pub struct Purchase {
    pub plan: u32,
    pub token: TokenId,
    pub consent: Consent,
}

/// Where a keeper's fee goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    Nobody,
    Own,
    /// The keeper's account of another token.
    OfAnotherToken,
    Payout,
}

impl Act {
    /// What it is, without its numbers.
    pub fn name(&self) -> String {
        let text = format!("{self:?}");
        text.split([' ', '(']).next().unwrap_or_default().to_owned()
    }
}
