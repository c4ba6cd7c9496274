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

pub fn expect(world: &World, journal: &Journal) {
    let t = world.chain.clock();
    for fate in [Fate::Executed, Fate::Defeated, Fate::Expired, Fate::Cancelled, Fate::Vetoed] {
        let met = world.register.dao.motions().iter().any(|motion| motion.fate(t) == fate);
        assert!(met, "no proposal was ever {fate:?}");
    }
    for (deed, end) in ENDS {
        assert!(journal.has(deed, end), "{deed} never ended with {end}");
    }
    let kept = ["ExitEarly", "BeginUnlock"].iter().any(|deed| journal.has(deed, "Voting"));
    assert!(kept, "no vote ever kept a lock from leaving");
}
