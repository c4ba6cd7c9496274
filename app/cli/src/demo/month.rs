//! What a month's weeks give, and who earns how much of each, worked out from what the chain answers.

use std::ops::Range;

use tenure_client::locker::PowerView;

use super::{
    currency::Currency,
    world::{Actor, World},
};
use crate::failure::Failure;

/// One week.
pub struct Week {
    pub week: u32,
    /// Each actor's power at its start, and everybody's.
    pub powers: [PowerView; Actor::ALL.len()],
    /// What it has for lockers, of each token.
    pub revenue: [u64; Currency::ALL.len()],
}

/// Weeks with income.
pub struct Month(pub Vec<Week>);

impl Month {
    /// Reads `weeks` that have begun.
    pub fn read(world: &World, weeks: Range<u32>) -> Result<Self, Failure> {
        let mut month = Vec::new();
        for week in weeks {
            let mut powers = [PowerView { lock: 0, total: 0 }; Actor::ALL.len()];
            for actor in Actor::ALL {
                powers[actor as usize] = world.power_at_week(actor, week)?;
            }
            let mut revenue = [0; Currency::ALL.len()];
            for currency in Currency::ALL {
                let pool = world.read_pool(currency)?;
                revenue[currency as usize] = pool.revenue[week as usize % pool.revenue.len()];
            }
            month.push(Week { week, powers, revenue });
        }
        Ok(Self(month))
    }

    /// What an actor earned in all.
    pub fn earned(&self, actor: Actor, currency: Currency) -> u64 {
        self.0.iter().map(|week| week.earned(actor, currency)).sum()
    }
}

impl Week {
    /// An actor's share of the week: its revenue times the power, over everybody's, rounded down.
    pub fn earned(&self, actor: Actor, currency: Currency) -> u64 {
        let PowerView { lock, total } = self.powers[actor as usize];
        let product = u128::from(self.revenue[currency as usize]) * u128::from(lock);
        u64::try_from(product / u128::from(total.max(1))).unwrap_or(u64::MAX)
    }
}
