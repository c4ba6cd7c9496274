//! Every way an instruction can refuse. Appended to, never renumbered.

use anchor_lang::prelude::*;
use tenure_tokens::name_token_errors;

#[error_code]
#[derive(Debug, PartialEq, Eq)]
pub enum RevenueError {
    #[msg("The stakers' share must be at most 5,000 basis points, and both shares together 10,000")]
    BadShares,
    #[msg("The signer is not the locker's authority")]
    NotLockerAuthority,
    #[msg("The signer is not the splitter's authority")]
    NotAuthority,
    #[msg("The signer is not the proposed authority")]
    NotProposedAuthority,
    #[msg("No authority is proposed")]
    NoProposedAuthority,
    #[msg("The signer may not pause")]
    NotPauser,
    #[msg("The splitter is already in that state")]
    Unchanged,
    #[msg("The address must not be zero")]
    ZeroAddress,
    #[msg("Distribution is paused")]
    Paused,
    #[msg("The splitter has as many pools as it can have")]
    TooManyPools,
    #[msg("The account is not the splitter's associated token account for the mint")]
    WrongIntake,
    #[msg("The token account or mint is not of the pool's mint")]
    WrongMint,
    #[msg("The vault is not the pool's")]
    WrongVault,
    #[msg("The token program is not the one that owns the mint")]
    WrongTokenProgram,
    #[msg("Not the account that receives the treasury's share")]
    WrongTreasury,
    #[msg("The treasury's account must not belong to the splitter or the pool")]
    TreasuryToPool,
    #[msg("The receiving account is not the associated token account of the lock's owner")]
    WrongDestination,
    #[msg("The lock's owner has no associated token account for the mint: create it first")]
    NoDestination,
    #[msg("The locker is not the splitter's")]
    WrongLocker,
    #[msg("The program is not the locker's")]
    WrongLockerProgram,
    #[msg("The lock is not of the splitter's locker")]
    WrongLock,
    #[msg("The signer does not own the lock")]
    NotOwner,
    #[msg("The pool is not the splitter's")]
    WrongPool,
    #[msg("The claim record is not the lock's in this splitter")]
    WrongRecord,
    #[msg("The rent goes back to the account that paid it")]
    WrongRentPayer,
    #[msg("The pool is not of the mint that is locked")]
    NotStakeMint,
    #[msg("There is nothing to distribute")]
    NothingToDistribute,
    #[msg("No closed week is left to claim")]
    NothingToClaim,
    #[msg("A claim takes between 1 and 26 weeks")]
    BadWeeks,
    #[msg("The lock still exists: its claim record is needed")]
    LockExists,
    #[msg("The locker is more than eight weeks behind: crank it first")]
    NeedsCrank,
    #[msg("The account has a layout version that this program does not know")]
    UnknownVersion,
    #[msg("The vault received a different amount than was sent")]
    AmountMismatch,
    #[msg("The sums cannot hold this amount")]
    Overflow,
    #[msg("The clock is out of range")]
    BadClock,
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
}

name_token_errors!(RevenueError);
