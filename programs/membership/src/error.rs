//! Every way an instruction can refuse. Appended to, never renumbered.

use anchor_lang::prelude::*;

#[error_code]
#[derive(Debug, PartialEq, Eq)]
pub enum MembershipError {
    #[msg("The signer is not the collection's authority")]
    NotAuthority,
    #[msg("The signer is not the proposed authority")]
    NotProposedAuthority,
    #[msg("No authority is proposed")]
    NoProposedAuthority,
    #[msg("The address must not be zero")]
    ZeroAddress,
    #[msg("Text must be UTF-8 with zeros at the end only, and the name must not be empty")]
    BadText,
    #[msg("A collection must have at least one tier")]
    NoTier,
    #[msg("The grace must be at most 90 days")]
    BadGrace,
    #[msg("The collection has no such tier")]
    UnknownTier,
    #[msg("The expiry must not be over, nor after the year 9999")]
    BadExpiry,
    #[msg("The mark of a grant must be 0 or 1")]
    BadGrant,
    #[msg("The holder has a live badge of the collection")]
    AlreadyIssued,
    #[msg("The badge is not live")]
    NotLive,
    #[msg("The badge's time and grace are not over")]
    NotExpired,
    #[msg("The badge is not of the collection")]
    WrongCollection,
    #[msg("The mint is not the collection's group")]
    WrongGroup,
    #[msg("The mint is not the badge's")]
    WrongMint,
    #[msg("The token account is not the badge's")]
    WrongToken,
    #[msg("The rent goes back to the account that paid it")]
    WrongRentPayer,
    #[msg("The account has a layout version that this program does not know")]
    UnknownVersion,
    #[msg("The clock is out of range")]
    BadClock,
}
