//! What a proposal would have the treasury do.

use tenure_model::Rules;

/// Actions that a proposal has at the most here.
pub const MOST_ACTIONS: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agenda(pub [Option<Action>; MOST_ACTIONS]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Sends SOL to one of the two beneficiaries.
    Pay {
        to: usize,
        lamports: u64,
    },
    Amend(Statute),
    /// Limits the SOL that leaves in a week.
    Limit(u64),
}

/// How the DAO decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statute {
    /// Power that it takes to propose.
    pub threshold: u64,
    pub rules: Rules,
}

const DAY: u64 = 24 * 60 * 60;

impl Statute {
    /// With this one the DAO begins: two days, three weeks, one week, three weeks.
    pub const FIRST: Self = Self {
        threshold: 1_000,
        rules: Rules { quorum_bps: 1_000, spans: [2 * DAY, 21 * DAY, 7 * DAY, 21 * DAY] },
    };

    /// Whether it keeps to the documented bounds.
    pub fn is_allowed(&self) -> bool {
        let [delay, period, timelock, grace] = self.rules.spans;
        let span = DAY..=28 * DAY;
        self.threshold > 0
            && (100..=5_000).contains(&self.rules.quorum_bps)
            && delay <= 14 * DAY
            && [period, timelock, grace].iter().all(|seconds| span.contains(seconds))
    }
}

impl Agenda {
    pub fn actions(&self) -> impl Iterator<Item = Action> + use<> {
        self.0.into_iter().flatten()
    }

    pub fn action(&self, index: usize) -> Option<Action> {
        self.actions().nth(index)
    }

    pub fn len(&self) -> usize {
        self.actions().count()
    }
}

impl Action {
    /// Whether both are given the same program and the same accounts.
    pub fn takes_accounts_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pay { to, .. }, Self::Pay { to: another, .. }) => to == another,
            (Self::Pay { .. }, _) | (_, Self::Pay { .. }) => false,
            // Both change the governor.
            (Self::Amend(_) | Self::Limit(_), Self::Amend(_) | Self::Limit(_)) => true,
        }
    }
}
