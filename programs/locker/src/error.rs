//! Every way an instruction can refuse. Appended to, never renumbered.

use anchor_lang::prelude::*;
use tenure_tokens::name_token_errors;

#[error_code]
#[derive(Debug, PartialEq, Eq)]
pub enum LockerError {
    #[msg("The amount is zero")]
    ZeroAmount,
    #[msg("The lock would be shorter than the locker's minimum")]
    TooShort,
    #[msg("The lock would be longer than the locker's maximum")]
    TooLong,
    #[msg("A lock's end can only move later")]
    Shortening,
    #[msg("The token account or mint is not of the locker's mint")]
    WrongMint,
    #[msg("The locker is paused for new commitments")]
    Paused,
    #[msg("The lock already holds tokens: increase or extend it")]
    AlreadyLocked,
    #[msg("The lock holds no tokens")]
    NothingLocked,
    #[msg("The lock has not ended")]
    NotEnded,
    #[msg("The lock has ended: withdraw it")]
    Ended,
    #[msg("The lock is permanent")]
    Permanent,
    #[msg("The lock is not permanent")]
    NotPermanent,
    #[msg("A running vote counts the lock: it cannot be reduced yet")]
    Voting,
    #[msg("The penalty is above the most the owner accepts")]
    PenaltyAboveMost,
    #[msg("The locker is more than eight weeks behind: crank it first")]
    NeedsCrank,
    #[msg("The lock's history is full: prune it first")]
    HistoryFull,
    #[msg("Every checkpoint is still needed: name a later week to give up")]
    NothingToPrune,
    #[msg("The week has not begun")]
    WeekNotBegun,
    #[msg("The lock still has power in a week that is not given up")]
    HistoryNeeded,
    #[msg("The lock still holds tokens")]
    StillLocked,
    #[msg("The week is older than the locker's history")]
    WeekForgotten,
    #[msg("The signer is not the locker's authority")]
    NotAuthority,
    #[msg("The signer is not the proposed authority")]
    NotProposedAuthority,
    #[msg("No authority is proposed")]
    NoProposedAuthority,
    #[msg("The signer may not pause")]
    NotPauser,
    #[msg("The locker is already in that state")]
    Unchanged,
    #[msg("The address must not be zero")]
    ZeroAddress,
    #[msg("Minimum and maximum weeks must satisfy 1 <= minimum <= maximum <= 208")]
    BadTerm,
    #[msg("The early-exit penalty must be at most 5,000 basis points")]
    PenaltyTooHigh,
    #[msg("The vault is not the locker's")]
    WrongVault,
    #[msg("The token program is not the one that owns the mint")]
    WrongTokenProgram,
    #[msg("Not the account that receives the locker's penalties")]
    WrongPenaltyAccount,
    #[msg("The penalty account must not be the vault")]
    PenaltyToVault,
    #[msg("The receiving token account does not belong to the lock's owner")]
    WrongDestination,
    #[msg("The paying token account cannot be spent by the lock's owner")]
    WrongSource,
    #[msg("The rent goes back to the account that paid it")]
    WrongRentPayer,
    #[msg("The vault received a different amount than was sent")]
    AmountMismatch,
    #[msg("The sums cannot hold this amount")]
    Overflow,
    #[msg("The clock is out of range")]
    BadClock,
    #[msg("At least one week must be cranked")]
    ZeroWeeks,
    #[msg("The mint's data is malformed")]
    BadMint,
    #[msg("Refused mint extension: TransferFeeConfig")]
    ExtensionTransferFee,
    #[msg("Refused mint extension: MintCloseAuthority")]
    ExtensionMintCloseAuthority,
    #[msg("Refused mint extension: ConfidentialTransferMint")]
    ExtensionConfidentialTransfer,
    #[msg("Refused mint extension: DefaultAccountState")]
    ExtensionDefaultAccountState,
    #[msg("Refused mint extension: NonTransferable")]
    ExtensionNonTransferable,
    #[msg("Refused mint extension: InterestBearingConfig")]
    ExtensionInterestBearing,
    #[msg("Refused mint extension: PermanentDelegate")]
    ExtensionPermanentDelegate,
    #[msg("Refused mint extension: TransferHook")]
    ExtensionTransferHook,
    #[msg("Refused mint extension: ConfidentialTransferFeeConfig")]
    ExtensionConfidentialTransferFee,
    #[msg("Refused mint extension: ConfidentialMintBurn")]
    ExtensionConfidentialMintBurn,
    #[msg("Refused mint extension: ScaledUiAmount")]
    ExtensionScaledUiAmount,
    #[msg("Refused mint extension: Pausable")]
    ExtensionPausable,
    #[msg("Refused mint extension: PermissionedBurn")]
    ExtensionPermissionedBurn,
    #[msg("Refused mint extension: one this program does not know")]
    ExtensionUnknown,
    #[msg("The signer is not the locker's governor")]
    NotGovernor,
    #[msg("A vote may hold a lock for six weeks at the most")]
    VotingTooLong,
    #[msg("The signer is neither the lock's owner nor its delegate")]
    NotVoter,
    #[msg("The lock is not of this locker")]
    WrongLock,
}

name_token_errors!(LockerError);
