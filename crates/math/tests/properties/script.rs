//! Random histories: what a few owners ask of a locker, and how long they wait in between.

use proptest::{collection::vec, prelude::*};
use tenure_model::{
    start_of, week_of, Model, Operation, OwnerId, Params, AUTO_WEEKS, HIGHEST_PENALTY_BPS, TERM_WEEKS, WEEK,
};

/// Operations in a history.
pub const LENGTH: usize = 300;

#[derive(Clone, Debug)]
pub struct Script {
    pub params: Params,
    pub start: u64,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    wait: Wait,
    pub owner: OwnerId,
    request: Request,
    /// A sensible owner does first what the request lacks; another asks regardless.
    sensible: bool,
    /// With what a sensible owner locks who has nothing locked.
    purse: u64,
    term: u16,
}

/// How the clock moves before a step.
#[derive(Clone, Debug)]
enum Wait {
    Seconds(u64),
    /// To the start of a later week, or a second beside it.
    Boundary {
        weeks: u32,
        beside: i64,
    },
    Back(u64),
}

/// An operation whose weeks, where it names any, are counted from the week in which it is asked.
#[derive(Clone, Debug)]
enum Request {
    Plain(Operation),
    Prune { weeks_kept: u32 },
    Close { weeks_kept: u32 },
}

impl Step {
    /// The clock after the step's wait from `t`.
    pub fn clock(&self, t: u64) -> u64 {
        match self.wait {
            Wait::Seconds(seconds) => t + seconds,
            Wait::Boundary { weeks, beside } => start_of(week_of(t) + weeks).saturating_add_signed(beside),
            Wait::Back(seconds) => t.saturating_sub(seconds),
        }
    }

    /// What the step asks of the locker as `model` has it, with the clock set.
    pub fn operation(&self, model: &Model) -> Operation {
        // Keeping no week at all names one that has not begun.
        let named = |weeks_kept| (model.week() + 2).saturating_sub(weeks_kept);
        match self.request {
            Request::Plain(operation) if self.sensible => self.sense(operation, model),
            Request::Plain(operation) => operation,
            Request::Prune { weeks_kept } => Operation::Prune { give_up_before: named(weeks_kept) },
            Request::Close { weeks_kept } => Operation::CloseLock { give_up_before: named(weeks_kept) },
        }
    }

    fn sense(&self, operation: Operation, model: &Model) -> Operation {
        use Operation::*;
        let about_locks = !matches!(operation, Crank { .. } | Pause | Resume | UpdateParams(_));
        let commits = matches!(operation, Lock { .. } | Increase { .. } | Extend { .. } | MakePermanent);
        let held = model.held(self.owner);
        match operation {
            _ if !about_locks => operation,
            _ if model.week() - model.begun_week() > AUTO_WEEKS => Crank { max_weeks: 80 },
            _ if commits && model.is_paused() => Resume,
            _ if held.amount == 0 => {
                let Params { min_weeks, max_weeks, .. } = model.params();
                Lock { amount: self.purse, weeks: min_weeks + self.term % (max_weeks - min_weeks + 1) }
            }
            _ if !held.is_running(model.now()) => Withdraw,
            Lock { amount, .. } => Increase { amount },
            BeginUnlock if !held.is_permanent() => MakePermanent,
            _ => operation,
        }
    }
}

/// Histories of [`LENGTH`] steps by one to eight owners. Some are in a hurry, some never tidy their
/// checkpoints up, some deal in base units and some in all that a `u64` holds.
pub fn scripts() -> impl Strategy<Value = Script> {
    let start = prop_oneof![0..3 * WEEK, 1_600_000_000..2_000_000_000u64];
    let largest = prop::sample::select(vec![3, 1 << 40, 1 << 54, u64::MAX]);
    let owners = prop_oneof![Just(1), 2..=8u32];
    (params(), start, owners, any::<bool>(), any::<bool>(), largest).prop_flat_map(
        |(params, start, owners, hurried, tidy, largest)| {
            let sensible = prop::bool::weighted(0.8);
            let lock = (1..=largest, 0..=TERM_WEEKS as u16);
            let step = (waits(hurried), 0..owners, requests(tidy, largest), sensible, lock);
            let step = step.prop_map(|(wait, owner, request, sensible, (purse, term))| Step {
                wait,
                owner,
                request,
                sensible,
                purse,
                term,
            });
            vec(step, LENGTH).prop_map(move |steps| Script { params, start, steps })
        },
    )
}

fn params() -> impl Strategy<Value = Params> {
    let longest = TERM_WEEKS as u16;
    let terms = prop_oneof![
        2 => Just((1, longest)),
        1 => (1..=longest, 1..=longest).prop_map(|(a, b)| (a.min(b), a.max(b))),
        1 => (1..=4u16, 4..=40u16),
    ];
    (terms, 0..=HIGHEST_PENALTY_BPS).prop_map(|((min_weeks, max_weeks), penalty_bps)| Params {
        min_weeks,
        max_weeks,
        penalty_bps,
    })
}

fn waits(hurried: bool) -> BoxedStrategy<Wait> {
    let beside = prop_oneof![Just(-1), Just(0), Just(1)];
    let boundary = |weeks| (weeks, beside).prop_map(|(weeks, beside)| Wait::Boundary { weeks, beside });
    let soon = prop_oneof![Just(0), 0..3_600u64, 0..WEEK].prop_map(Wait::Seconds);
    let back = (0..3 * WEEK).prop_map(Wait::Back);
    if hurried {
        prop_oneof![4 => soon, 15 => boundary(1..=1u32), 1 => back].boxed()
    } else {
        let weeks = (0..8 * WEEK).prop_map(Wait::Seconds);
        let absent = (8 * WEEK..80 * WEEK).prop_map(Wait::Seconds);
        prop_oneof![8 => soon, 4 => boundary(1..=9u32), 4 => weeks, 1 => absent, 1 => back].boxed()
    }
}

fn requests(tidy: bool, largest: u64) -> BoxedStrategy<Request> {
    let amount = || prop_oneof![1 => Just(0), 4 => Just(1), 12 => 0..=largest];
    let weeks = || prop_oneof![0..=12u16, 0..=TERM_WEEKS as u16 + 2];
    let most_penalty = prop_oneof![Just(u64::MAX), 0..=largest];
    let kept = || prop_oneof![0..=4u32, 0..=TERM_WEEKS + 4];
    let commit = prop_oneof![
        4 => (amount(), weeks()).prop_map(|(amount, weeks)| Operation::Lock { amount, weeks }),
        6 => amount().prop_map(|amount| Operation::Increase { amount }),
        4 => weeks().prop_map(|weeks| Operation::Extend { weeks }),
        2 => Just(Operation::MakePermanent),
    ];
    let leave = prop_oneof![
        1 => Just(Operation::BeginUnlock),
        3 => Just(Operation::Withdraw),
        1 => most_penalty.prop_map(|most_penalty| Operation::ExitEarly { most_penalty }),
    ];
    let keep = prop_oneof![
        6 => (0..80u16).prop_map(|max_weeks| Operation::Crank { max_weeks }),
        1 => Just(Operation::Pause),
        3 => Just(Operation::Resume),
        1 => params().prop_map(Operation::UpdateParams),
    ];
    let plain = prop_oneof![16 => commit, 4 => leave, 4 => keep].prop_map(Request::Plain);
    if tidy {
        let prune = kept().prop_map(|weeks_kept| Request::Prune { weeks_kept });
        let close = kept().prop_map(|weeks_kept| Request::Close { weeks_kept });
        prop_oneof![20 => plain, 2 => prune, 2 => close].boxed()
    } else {
        plain.boxed()
    }
}
