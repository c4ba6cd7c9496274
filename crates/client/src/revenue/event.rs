use revenue as program;

use crate::program::events;

events!(
    program, splitter:
    SplitterCreated,
    TermsAnnounced,
    PoolCreated,
    TreasurySet,
    PauserSet,
    Paused,
    Resumed,
    AuthorityProposed,
    AuthorityAccepted,
    AuthorityCancelled,
    Distributed,
    ClaimRecordOpened,
    ClaimRecordClosed,
    Claimed,
);
