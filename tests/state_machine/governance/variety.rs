//! What a run of full length must have met to be worth it.

use tenure_model::Fate;

use crate::{journal::Journal, world::World};

/// By deed, ends that it must have come to.
const ENDS: &[(&str, &str)] = &[
    ("Execute", "OutflowLimit (governor)"),
    ("Execute", "NotSucceeded (governor)"),
    ("Vote", "NotVoter (governor)"),
    ("Vote", "NoPower (governor)"),
    ("Vote", "VotingOver (governor)"),
];

/// What never happened.
pub fn lacks(world: &World, journal: &Journal) -> Option<String> {
    let t = world.chain.clock();
    for fate in [Fate::Executed, Fate::Defeated, Fate::Expired, Fate::Cancelled, Fate::Vetoed] {
        if !world.register.dao.motions().iter().any(|motion| motion.fate(t) == fate) {
            return Some(format!("no proposal was ever {fate:?}"));
        }
    }
    if let Some((deed, end)) = ENDS.iter().find(|(deed, end)| !journal.has(deed, end)) {
        return Some(format!("{deed} never ended with {end}"));
    }
    let kept = ["ExitEarly", "BeginUnlock"].iter().any(|deed| journal.has(deed, "Voting"));
    (!kept).then(|| "no vote ever kept a lock from leaving".to_owned())
}
