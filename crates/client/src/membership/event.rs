use membership as program;

use crate::program::events;

events!(
    program, collection:
    CollectionCreated,
    AuthorityProposed,
    AuthorityAccepted,
    AuthorityCancelled,
    Issued,
    TierSet,
    Extended,
    Revoked,
    Expired,
    Rebuilt,
);
