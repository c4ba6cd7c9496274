//! Terms at each bound compiled in, and one beside it.

use governor::GovernorParams;
use tenure_tests::Dao;

use crate::stage::DAY;

const BASE: GovernorParams = Dao::PARAMS;

/// All of them are taken.
pub const WITHIN: [GovernorParams; 12] = [
    GovernorParams { proposal_threshold: 1, ..BASE },
    GovernorParams { proposal_threshold: u64::MAX, ..BASE },
    GovernorParams { voting_delay: 0, ..BASE },
    GovernorParams { voting_delay: 14 * DAY, ..BASE },
    GovernorParams { voting_period: DAY, ..BASE },
    GovernorParams { voting_period: 28 * DAY, ..BASE },
    GovernorParams { timelock: DAY, ..BASE },
    GovernorParams { timelock: 28 * DAY, ..BASE },
    GovernorParams { grace: DAY, ..BASE },
    GovernorParams { grace: 28 * DAY, ..BASE },
    GovernorParams { quorum_bps: 100, ..BASE },
    GovernorParams { quorum_bps: 5_000, ..BASE },
];

/// All of them are refused.
pub const BEYOND: [GovernorParams; 17] = [
    GovernorParams { proposal_threshold: 0, ..BASE },
    GovernorParams { voting_delay: 14 * DAY + 1, ..BASE },
    GovernorParams { voting_delay: u32::MAX, ..BASE },
    GovernorParams { voting_period: 0, ..BASE },
    GovernorParams { voting_period: DAY - 1, ..BASE },
    GovernorParams { voting_period: 28 * DAY + 1, ..BASE },
    GovernorParams { timelock: 0, ..BASE },
    GovernorParams { timelock: DAY - 1, ..BASE },
    GovernorParams { timelock: 28 * DAY + 1, ..BASE },
    GovernorParams { timelock: u32::MAX, ..BASE },
    GovernorParams { grace: 0, ..BASE },
    GovernorParams { grace: DAY - 1, ..BASE },
    GovernorParams { grace: 28 * DAY + 1, ..BASE },
    GovernorParams { quorum_bps: 0, ..BASE },
    GovernorParams { quorum_bps: 99, ..BASE },
    GovernorParams { quorum_bps: 5_001, ..BASE },
    GovernorParams { quorum_bps: u16::MAX, ..BASE },
];
