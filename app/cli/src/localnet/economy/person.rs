/// Who is there, with a wallet of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    Nora,
    Sam,
    Max,
    Ada,
    Ben,
    Fay,
    Eva,
    Carl,
    Dora,
    Gus,
    Hal,
    Ida,
    Jon,
    Kim,
    Lea,
    Council,
    Operator,
}

/// The founder and the store's authority, who pays for what belongs to nobody.
pub const OPERATOR: &str = "Operator";

impl Person {
    pub const ALL: [Self; 17] = [
        Self::Nora,
        Self::Sam,
        Self::Max,
        Self::Ada,
        Self::Ben,
        Self::Fay,
        Self::Eva,
        Self::Carl,
        Self::Dora,
        Self::Gus,
        Self::Hal,
        Self::Ida,
        Self::Jon,
        Self::Kim,
        Self::Lea,
        Self::Council,
        Self::Operator,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Nora => "Nora",
            Self::Sam => "Sam",
            Self::Max => "Max",
            Self::Ada => "Ada",
            Self::Ben => "Ben",
            Self::Fay => "Fay",
            Self::Eva => "Eva",
            Self::Carl => "Carl",
            Self::Dora => "Dora",
            Self::Gus => "Gus",
            Self::Hal => "Hal",
            Self::Ida => "Ida",
            Self::Jon => "Jon",
            Self::Kim => "Kim",
            Self::Lea => "Lea",
            Self::Council => "Council",
            Self::Operator => OPERATOR,
        }
    }

    /// What to know of somebody once the history is played.
    pub fn about(self) -> &'static str {
        match self {
            Self::Nora => "newcomer: SOL, TMAI and USDC, and nothing else yet",
            Self::Sam => "subscriber: Advanced by the month in USDC, renewals allowed",
            Self::Max => "long lock, has never claimed, and has not voted on what is open",
            Self::Ada => "permanent lock; Ben votes for her",
            Self::Ben => "lock of two years, delegate of Ada, claims now and then",
            Self::Fay => "lock of three years, made some weeks ago; proposes",
            Self::Eva => "lock that ends in a few weeks; had her earnings locked",
            Self::Carl => "lock that has ended: everything is to be withdrawn and claimed",
            Self::Dora => "left her lock early, and paid the penalty",
            Self::Gus => "subscriber in grace: too few USDC for the renewal that he allowed",
            Self::Hal => "former subscriber: Premium, expired",
            Self::Ida => "subscriber: Premium paid in TMAI, cancelled at the end of the month",
            Self::Jon => "subscriber: VIP, paid by card and granted by the operator",
            Self::Kim => "subscriber: Premium in USDC, goes down to Basic at the next renewal",
            Self::Lea => "subscriber: VIP for a year, with prepaid credit for calls",
            Self::Council => "may veto proposals, and nothing else",
            Self::Operator => "the store's authority and operator, may pause, and mints every token",
        }
    }

    /// The same where nothing has happened yet.
    pub fn about_empty(self) -> &'static str {
        match self {
            Self::Operator => "mints every token",
            _ => "SOL, TMAI and USDC",
        }
    }

    /// What somebody has at first besides SOL: whole TMAI and whole USDC.
    pub fn purse(self) -> (u64, u64) {
        match self {
            Self::Nora => (5_000, 1_000),
            Self::Max => (60_000, 500),
            Self::Ada => (75_000, 500),
            Self::Ben => (30_000, 500),
            Self::Fay => (40_000, 500),
            Self::Eva => (20_000, 500),
            Self::Carl => (12_000, 200),
            Self::Dora => (16_000, 200),
            Self::Gus => (250, 50),
            Self::Lea => (1_000, 3_000),
            Self::Sam | Self::Hal | Self::Ida | Self::Jon | Self::Kim => (1_000, 1_000),
            Self::Council => (100, 100),
            Self::Operator => (100_000, 100_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_stands_where_the_number_says() {
        for (index, person) in Person::ALL.into_iter().enumerate() {
            assert_eq!(person as usize, index, "{}", person.name());
        }
    }
}
