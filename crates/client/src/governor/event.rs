use governor as program;

use crate::program::events;

events!(
    program, governor:
    GovernorCreated,
    ParamsUpdated,
    CouncilSet,
    OutflowLimitSet,
    ProposalDrafted,
    ProposalSubmitted,
    VoteCast,
    ProposalCancelled,
    ProposalVetoed,
    ActionExecuted,
    VoteClosed,
    ProposalClosed,
);
