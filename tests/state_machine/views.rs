//! What the program's own views answer, as others read power on the chain.

use rand::{seq::IndexedRandom, Rng};
use rand_chacha::ChaCha8Rng;
use tenure_client::locker::PowerView;
use tenure_model::{Model, OwnerId, Refusal, MEMORY_WEEKS};

use crate::{chain::OWNERS, verdict::Reason, world::World};

/// Asks for one owner's power and the total, now and in the snapshot of one week.
pub fn ask(world: &mut World, random: &mut ChaCha8Rng) {
    let (owner, week) = (random.random_range(0..OWNERS), week(random, &world.model));
    let now = present(&world.model, owner).map_err(Reason::from);
    assert_eq!(world.chain.view(owner), now, "the power of owner {owner}");
    let then = past(&world.model, owner, week).map_err(Reason::from);
    assert_eq!(world.chain.view_week(owner, week), then, "the power of owner {owner} in week {week}");
}

/// Any week in memory, or one at its edges.
fn week(random: &mut ChaCha8Rng, model: &Model) -> u32 {
    let (week, begun) = (model.week(), model.begun_week());
    let oldest = begun + 1 - MEMORY_WEEKS;
    if random.random() {
        return random.random_range(oldest..=week);
    }
    let edges = [0, oldest - 1, oldest, begun, begun + 1, week, week + 1, u32::MAX];
    *edges.choose(random).expect("an edge")
}

fn present(model: &Model, owner: OwnerId) -> Result<PowerView, Refusal> {
    require_lock(model, owner)?;
    let now = model.now();
    Ok(PowerView { lock: model.power(owner, now), total: model.total_power(now) })
}

fn past(model: &Model, owner: OwnerId, week: u32) -> Result<PowerView, Refusal> {
    require_lock(model, owner)?;
    let total = model.week_total(week)?;
    Ok(PowerView { lock: model.snapshot_power(owner, week), total })
}

fn require_lock(model: &Model, owner: OwnerId) -> Result<(), Refusal> {
    model.has_lock(owner).then_some(()).ok_or(Refusal::NoLock)
}
