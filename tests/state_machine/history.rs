//! What must hold of everyone, and of all that was: read now and then, since it takes a while.

use tenure_math::{start_of, WEEK};
use tenure_model::{OwnerId, MEMORY_WEEKS, TERM_WEEKS};

use crate::{chain::OWNERS, check, governance, revenue, world::World};

/// Reads every lock, every snapshot that can still be claimed and every total that is remembered.
pub fn read(world: &World) {
    let locker = world.chain.locker();
    for owner in 0..OWNERS {
        check::lock(world, &locker, owner);
        snapshots(world, owner);
        revenue::check::record(world, owner);
        for token in 0..world.book.tokens.len() {
            revenue::views::read(world, owner, token);
        }
    }
    totals(world);
    governance::check::everything(world);
}

/// The power of one owner in each snapshot of the longest term.
fn snapshots(world: &World, owner: OwnerId) {
    let Some(lock) = world.chain.lock(owner) else { return };
    let week = world.model.week();
    for week in week - TERM_WEEKS..=week {
        let power = lock.stake_before(week).power_at(start_of(week));
        assert_eq!(power, world.model.snapshot_power(owner, week), "owner {owner} in week {week}");
    }
}

/// The total of every week, those to come included, and that no total is below the sum of its parts.
fn totals(world: &World) {
    let (locker, model, now) = (world.chain.locker(), &world.model, world.model.now());
    let week = model.week();
    for week in week - MEMORY_WEEKS - 1..=week {
        let shown = locker.power_at_week(week).ok();
        assert_eq!(shown, model.week_total(week).ok(), "the total of week {week}");
    }
    for ahead in 0..=TERM_WEEKS + 1 {
        let (t, week) = (now + WEEK * u64::from(ahead), week + ahead);
        assert_eq!(locker.power_at(t), model.total_power(t), "the total {ahead} weeks ahead");
        // Weeks that have begun have nothing left to free; the ring holds those of one lap.
        let lap = locker.expiring.len();
        if week > locker.week && ((week - locker.week) as usize) < lap {
            let expiring = locker.expiring[week as usize % lap];
            assert_eq!(expiring, model.expiring(week), "what ends in week {week}");
        }
    }
    let parts: u64 = model.owners().map(|owner| model.power(owner, now)).sum();
    assert!(parts <= locker.power_at(now), "the parts have {parts}, the whole less");
}
