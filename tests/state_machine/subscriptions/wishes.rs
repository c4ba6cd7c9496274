//! Who does what next. What makes sense is more likely than what does not, and neither is rare.

use rand::{seq::IndexedRandom, Rng};
use rand_chacha::ChaCha8Rng;

use super::{
    act::Act, arguments::Arguments, charging::Kind, customer::Subscription, shop::CUSTOMERS,
    wallet::Delegate, World,
};

#[derive(Clone, Copy)]
enum Wish {
    Open,
    Close,
    Subscribe,
    PayNow,
    Switch,
    Renew,
    Schedule,
    Unschedule,
    Cancel,
    TakeBack,
    Grant,
    End,
    Refund,
    GrantMandate,
    RevokeMandate,
    Exclude,
    Reinstate,
    SyncBadge,
    Remind,
    NoteExpiry,
    OpenCredit,
    Deposit,
    Settle,
    RequestClose,
    Withdraw,
    Endow,
    TouchBadge,
    ExpireBadge,
    RebuildBadge,
    OpenWallet,
    CloseWallet,
    Earn,
    Spend,
    Approve,
    RevokeDelegate,
    Freeze,
    Thaw,
    FillPurse,
    Pause,
    Resume,
    Sunset,
    UpdateStore,
    DisableToken,
    EnableToken,
    LendBadges,
    TakeBadgesBack,
}

/// What anyone may come up with, whether it makes sense or not, and how readily.
const WHIMS: &[(Wish, u32)] = &[
    (Wish::Open, 4),
    (Wish::Close, 4),
    (Wish::Subscribe, 8),
    (Wish::PayNow, 8),
    (Wish::Switch, 8),
    (Wish::Renew, 4),
    (Wish::Schedule, 5),
    (Wish::Unschedule, 3),
    (Wish::Cancel, 3),
    (Wish::TakeBack, 3),
    (Wish::Grant, 6),
    (Wish::End, 1),
    (Wish::Refund, 5),
    (Wish::GrantMandate, 5),
    (Wish::RevokeMandate, 3),
    (Wish::Exclude, 1),
    (Wish::Reinstate, 1),
    (Wish::SyncBadge, 5),
    (Wish::Remind, 4),
    (Wish::NoteExpiry, 4),
    (Wish::OpenCredit, 4),
    (Wish::Deposit, 6),
    (Wish::Settle, 8),
    (Wish::RequestClose, 3),
    (Wish::Withdraw, 5),
    (Wish::Endow, 2),
    (Wish::TouchBadge, 5),
    (Wish::ExpireBadge, 3),
    (Wish::RebuildBadge, 3),
    (Wish::OpenWallet, 4),
    (Wish::CloseWallet, 3),
    (Wish::Earn, 10),
    (Wish::Spend, 4),
    (Wish::Approve, 2),
    (Wish::RevokeDelegate, 2),
    (Wish::Freeze, 1),
    (Wish::Thaw, 2),
    (Wish::FillPurse, 6),
    (Wish::Pause, 1),
    (Wish::Resume, 1),
    (Wish::UpdateStore, 4),
    (Wish::DisableToken, 1),
    (Wish::EnableToken, 2),
    (Wish::LendBadges, 1),
    (Wish::TakeBadgesBack, 1),
];

/// Seldom: it is for good.
const SHARE_OF_SUNSETS: u32 = 600;

/// A customer, and what is done by or to them.
pub fn next(random: &mut ChaCha8Rng, world: &World, now: u64) -> (usize, Act) {
    let who = whose_turn(random, world, now);
    let wishes: Vec<_> = WHIMS.iter().copied().chain(sensible(world, who, now)).collect();
    let &(wish, _) = wishes.choose_weighted(random, |&(_, weight)| weight).expect("a wish");
    let wish = if random.random_ratio(1, SHARE_OF_SUNSETS) { Wish::Sunset } else { wish };
    let act = act(&mut Arguments { random, world, who, now }, wish);
    (who, act)
}

/// Mostly somebody whose next period can be paid.
fn whose_turn(random: &mut ChaCha8Rng, world: &World, now: u64) -> usize {
    let due: Vec<_> = (0..CUSTOMERS).filter(|&who| world.book.is_due(now, who)).collect();
    match (due.choose(random), random.random_ratio(1, 2)) {
        (Some(who), true) => *who,
        _ => random.random_range(0..CUSTOMERS),
    }
}

fn act(args: &mut Arguments, wish: Wish) -> Act {
    match wish {
        Wish::Open => Act::Open,
        Wish::Close => Act::Close { credit: args.given_up() },
        Wish::Subscribe => Act::Subscribe(args.purchase(Kind::Subscribe)),
        Wish::PayNow => Act::PayNow(args.purchase(Kind::PayNow)),
        Wish::Switch => Act::Switch(args.purchase(Kind::Switch)),
        Wish::Renew => {
            let plan = args.plan_for(Kind::PayNow);
            Act::Renew { plan, token: args.mandate_token(), keeper: args.keeper() }
        }
        Wish::Schedule => Act::Schedule { plan: args.plan() },
        Wish::Unschedule => Act::Unschedule,
        Wish::Cancel => Act::Cancel,
        Wish::TakeBack => Act::TakeBack,
        Wish::Grant => {
            let expired = args.customer().subscription.as_ref().is_none_or(|its| its.has_expired(args.now));
            let kind = if expired { Kind::Subscribe } else { Kind::PayNow };
            Act::Grant { plan: args.plan_for(kind) }
        }
        Wish::End => Act::End,
        Wish::Refund => Act::Refund { token: args.refunded_token(), amount: args.refund() },
        Wish::Exclude => Act::Exclude,
        Wish::Reinstate => Act::Reinstate,
        Wish::SyncBadge => Act::SyncBadge,
        Wish::Remind => Act::Remind,
        Wish::NoteExpiry => Act::NoteExpiry,
        Wish::TouchBadge => touch_badge(args),
        Wish::ExpireBadge => Act::ExpireBadge,
        Wish::RebuildBadge => Act::RebuildBadge,
        Wish::RevokeMandate => Act::RevokeMandate { token: args.mandate_token() },
        Wish::OpenCredit => Act::OpenCredit { token: args.token() },
        Wish::Settle => {
            let token = args.credit_token();
            args.voucher(token)
        }
        Wish::RequestClose => Act::RequestClose { token: args.credit_token() },
        Wish::FillPurse => {
            let token = args.refunded_token();
            Act::FillPurse { token, amount: args.earnings(token) }
        }
        Wish::Pause => Act::Pause,
        Wish::Resume => Act::Resume,
        Wish::Sunset => Act::Sunset { plan: args.one_of(&[1, 4]) },
        Wish::UpdateStore => Act::UpdateStore(args.store_terms()),
        Wish::DisableToken => Act::SetToken { token: args.token(), enabled: false },
        Wish::EnableToken => Act::SetToken { token: args.token(), enabled: true },
        Wish::LendBadges => Act::LendBadges,
        Wish::TakeBadgesBack => Act::TakeBadgesBack,
        _ => act_of_wallet(args, wish),
    }
}

/// What needs a wallet, or gives one.
fn act_of_wallet(args: &mut Arguments, wish: Wish) -> Act {
    let (credit_token, mandate_token) = (args.credit_token(), args.mandate_token());
    let there = args.wallet_token(true);
    let token = match wish {
        Wish::OpenWallet => args.wallet_token(false).or(there).expect("there or not"),
        Wish::Deposit | Wish::Withdraw | Wish::Endow => credit_token,
        Wish::GrantMandate => args.token(),
        Wish::Spend | Wish::CloseWallet | Wish::Approve | Wish::RevokeDelegate | Wish::Freeze => {
            mandate_token
        }
        _ => there.unwrap_or(mandate_token),
    };
    let Some(wallet) = args.customer().wallets[token] else { return Act::OpenWallet { token } };
    match wish {
        Wish::OpenWallet => Act::OpenWallet { token },
        Wish::Deposit => Act::Deposit { token, amount: args.deposit(token) },
        Wish::Withdraw => Act::Withdraw { token },
        Wish::Endow if args.customer().tabs[token].is_some() => {
            Act::Endow { token, amount: args.roll(1..=TOKENS_GIVEN) }
        }
        Wish::GrantMandate => args.mandate(token),
        // Whether a frozen account can be closed is the token program's affair.
        Wish::CloseWallet if !wallet.frozen => {
            let spent = args.one_of(&[wallet.amount, wallet.amount, wallet.amount / 2]);
            Act::CloseWallet { token, spent }
        }
        Wish::Spend => Act::Spend { token, amount: args.spending(token) },
        Wish::Approve => {
            let delegate = args.one_of(&[Delegate::Mandate, Delegate::Mandate, Delegate::Somebody]);
            Act::Approve { token, delegate, amount: args.approval(token) }
        }
        Wish::RevokeDelegate => Act::RevokeDelegate { token },
        Wish::Freeze => Act::Freeze { token },
        Wish::Thaw => Act::Thaw { token },
        _ => Act::Earn { token, amount: args.earnings(token) },
    }
}

/// In base units.
const TOKENS_GIVEN: u64 = 5_000;

/// The holder burns the badge's token, or closes its account.
fn touch_badge(args: &Arguments) -> Act {
    let badges = &args.customer().badges;
    match badges.token.held {
        Some(1..) => Act::BurnBadge,
        Some(0) => Act::CloseBadgeToken,
        None => Act::RebuildBadge,
    }
}

/// What makes sense now.
fn sensible(world: &World, who: usize, now: u64) -> Vec<(Wish, u32)> {
    let (book, customer) = (&world.book, &world.book.customers[who]);
    let mut wishes = vec![];
    if let Some(subscription) = &customer.subscription {
        wishes.extend(of_subscription(subscription, now, subscription.window(&book.terms)));
    } else {
        wishes.push((Wish::Open, 60));
    }
    if customer.wallets.iter().any(|wallet| wallet.is_none()) {
        wishes.push((Wish::OpenWallet, 20));
    }
    if customer.wallets.iter().flatten().any(|wallet| wallet.frozen) {
        wishes.push((Wish::Thaw, 25));
    }
    if customer.wallets.iter().flatten().any(|wallet| wallet.amount == 0) {
        wishes.push((Wish::Earn, 30));
    }
    if customer.tabs.iter().any(|tab| tab.is_some()) {
        wishes.extend([(Wish::Settle, 12), (Wish::Deposit, 6), (Wish::Withdraw, 6), (Wish::RequestClose, 2)]);
    }
    if book.paused {
        wishes.push((Wish::Resume, 40));
    }
    if !book.issuer {
        wishes.push((Wish::TakeBadgesBack, 30));
    }
    if book.enabled.contains(&false) {
        wishes.push((Wish::EnableToken, 20));
    }
    wishes
}

fn of_subscription(subscription: &Subscription, now: u64, window: u64) -> Vec<(Wish, u32)> {
    let cancelled = subscription.account.is_cancelled();
    let mut wishes = if subscription.is_excluded() {
        vec![(Wish::Reinstate, 60), (Wish::Refund, 10)]
    } else if subscription.has_expired(now) {
        vec![
            (Wish::Subscribe, 100),
            (Wish::Close, 6),
            (Wish::NoteExpiry, 12),
            (Wish::Refund, 12),
            (Wish::Grant, 8),
        ]
    } else if cancelled {
        vec![(Wish::TakeBack, 30), (Wish::Switch, 8)]
    } else if now + window >= subscription.paid_through() {
        let (renew, pay) = if subscription.mandate.is_some() { (400, 15) } else { (10, 60) };
        let spoils =
            [(Wish::Spend, 10), (Wish::CloseWallet, 15), (Wish::Approve, 30), (Wish::RevokeDelegate, 10)];
        let mut wishes = vec![(Wish::Renew, renew), (Wish::PayNow, pay), (Wish::Grant, 8)];
        wishes.extend([(Wish::Remind, 20), (Wish::End, 1), (Wish::Freeze, 20)]);
        wishes.extend(spoils);
        wishes
    } else {
        vec![
            (Wish::Switch, 15),
            (Wish::Schedule, 12),
            (Wish::Cancel, 2),
            (Wish::End, 1),
            (Wish::SyncBadge, 5),
        ]
    };
    if subscription.mandate.is_none() && subscription.incarnation > 0 {
        wishes.push((Wish::GrantMandate, if subscription.is_active(now) { 60 } else { 20 }));
    }
    if subscription.failure.is_some() {
        wishes.push((Wish::GrantMandate, 100));
    }
    if subscription.credit() > 0 {
        wishes.push((Wish::Refund, 10));
    }
    if subscription.scheduled.is_some() {
        wishes.push((Wish::Unschedule, 4));
    }
    wishes
}
