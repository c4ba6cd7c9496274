use std::collections::BTreeMap;

use revenue::Pool;
use tenure_math::RING_WEEKS;
use tenure_model::{Revenue, TERM_WEEKS};

/// What a pool says of itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Figures {
    week: u32,
    pub credited: u128,
    pub paid: u128,
    pub remaining: u128,
    pub recycling: u64,
    treasury_due: u64,
    /// Of the weeks that have, or had, something to give: how much, and what is left of it.
    weeks: BTreeMap<u32, (u64, u64)>,
}

impl Figures {
    pub fn shown(pool: &Pool) -> Self {
        let ring = RING_WEEKS as u32;
        // Every slot of the ring, also those that belong to no week that can be claimed.
        let weeks = (0..ring).map(|age| pool.week - age).filter_map(|week| {
            let slot = week as usize % RING_WEEKS;
            let figures = (pool.revenue[slot], pool.unpaid[slot]);
            (figures != (0, 0)).then_some((week, figures))
        });
        Self {
            week: pool.week,
            credited: pool.credited.get(),
            paid: pool.paid.get(),
            remaining: pool.remaining(),
            recycling: pool.recycling,
            treasury_due: pool.treasury_due,
            weeks: weeks.collect(),
        }
    }

    pub fn by_the_book(revenue: &Revenue) -> Self {
        let (sheet, newest) = (revenue.sheet(), revenue.newest());
        let weeks = (newest.saturating_sub(TERM_WEEKS)..=newest).filter_map(|week| {
            let figures = (sheet.revenue(week), sheet.unpaid(week));
            (figures != (0, 0)).then_some((week, figures))
        });
        Self {
            week: newest,
            credited: sheet.credited().try_into().expect("a sum of incomes"),
            paid: sheet.paid().try_into().expect("a sum of incomes"),
            remaining: sheet.remaining().try_into().expect("a sum of incomes"),
            recycling: sheet.recycling(),
            treasury_due: revenue.treasury_due(),
            weeks: weeks.collect(),
        }
    }

    /// What came in for stakers was paid, is left, or waits.
    pub fn add_up(&self) -> bool {
        self.credited == self.paid + self.remaining + u128::from(self.recycling)
    }

    /// What the vault holds for stakers and the treasury.
    pub fn kept(&self) -> u128 {
        self.remaining + u128::from(self.recycling) + u128::from(self.treasury_due)
    }
}
