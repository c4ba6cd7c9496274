//! Every way an instruction can refuse. Appended to, never renumbered.

use anchor_lang::prelude::*;

#[error_code]
#[derive(Debug, PartialEq, Eq)]
pub enum GovernorError {
    #[msg("A parameter is outside the compiled bounds")]
    BadParams,
    #[msg("The signer is not the locker's authority")]
    NotLockerAuthority,
    #[msg("Only the treasury can do this, by a proposal that passed")]
    NotTreasury,
    #[msg("The signer is not the council")]
    NotCouncil,
    #[msg("The signer is not the proposer")]
    NotProposer,
    #[msg("The signer is neither the lock's owner nor its delegate")]
    NotVoter,
    #[msg("The lock's owner has voted: the delegate's vote no longer counts")]
    OwnerVoted,
    #[msg("The lock is not of the governor's locker")]
    WrongLock,
    #[msg("The locker is not the governor's")]
    WrongLocker,
    #[msg("The program is not the locker's")]
    WrongLockerProgram,
    #[msg("The proposal is not the governor's")]
    WrongProposal,
    #[msg("The account is not the governor's treasury")]
    WrongTreasury,
    #[msg("The rent goes back to the account that paid it")]
    WrongRentPayer,
    #[msg("The title is empty or longer than 96 bytes, or the link longer than 200, or not UTF-8")]
    BadText,
    #[msg("The actions are malformed")]
    BadActions,
    #[msg("A proposal has at least one action")]
    NoActions,
    #[msg("A proposal has at most 16 actions")]
    TooManyActions,
    #[msg("An action can be signed by the treasury only")]
    ForeignSigner,
    #[msg("The proposal is larger than 8,192 bytes")]
    TooLarge,
    #[msg("The piece does not fit in the proposal's room")]
    PieceOutOfRoom,
    #[msg("The proposal is submitted already: its text and actions are fixed")]
    Submitted,
    #[msg("The proposal is still a draft")]
    Draft,
    #[msg("The lock has too little power in the snapshot to propose")]
    BelowThreshold,
    #[msg("The lock has no power in this proposal's snapshot")]
    NoPower,
    #[msg("The choice must be 0 against, 1 for or 2 abstain")]
    BadChoice,
    #[msg("Voting has not begun")]
    NotBegun,
    #[msg("Voting is over")]
    VotingOver,
    #[msg("The proposal cannot be cancelled or vetoed any more")]
    Final,
    #[msg("The proposer still has the power to propose")]
    StillAboveThreshold,
    #[msg("The proposal did not succeed")]
    NotSucceeded,
    #[msg("The timelock has not passed")]
    Timelocked,
    #[msg("The time to execute has passed")]
    Expired,
    #[msg("Another action is next")]
    NotNext,
    #[msg("The accounts are not those of the action")]
    WrongAccounts,
    #[msg("The actions are not those that were submitted")]
    ActionsChanged,
    #[msg("Execution cannot be called by another program")]
    Reentered,
    #[msg("The action would give the treasury's account away")]
    TreasuryChanged,
    #[msg("The treasury would pay out more of the mint this week than its limit allows")]
    OutflowLimit,
    #[msg("There is no room for another outflow limit")]
    TooManyLimits,
    #[msg("The proposal is still open: its account is needed")]
    StillOpen,
    #[msg("The vote is still running")]
    StillVoting,
    #[msg("The locker is behind: crank it first, in the same transaction if you like")]
    NeedsCrank,
    #[msg("The account has a layout version that this program does not know")]
    UnknownVersion,
    #[msg("The sums cannot hold this amount")]
    Overflow,
    #[msg("The clock is out of range")]
    BadClock,
    #[msg("An action cannot be given its own proposal")]
    OwnProposal,
}
