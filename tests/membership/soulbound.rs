//! What Token-2022 itself refuses, and who could change a badge's token.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    error::TokenError,
    extension::{
        mint_close_authority::MintCloseAuthority, permanent_delegate::PermanentDelegate,
        BaseStateWithExtensions, ExtensionType, StateWithExtensions,
    },
    instruction::{self as token, AuthorityType},
    state::{Account, Mint},
    ID,
};
use spl_token_group_interface::state::{TokenGroup, TokenGroupMember};
use tenure_tests::{Club, Member, OutcomeExt};

use crate::deed::{burn, close};

/// An account of another's for the token of the member.
async fn account_of_another(club: &mut Club, member: &Member) -> Pubkey {
    let (at, payer) = (Keypair::new(), club.payer());
    let create =
        solana_system_interface::instruction::create_account(&payer, &at.pubkey(), 10_000_000, 174, &ID);
    let open = token::initialize_account3(&ID, &at.pubkey(), &member.mint, &Pubkey::new_unique()).unwrap();
    club.send(&[create, open], &[&at]).await.unwrap();
    at.pubkey()
}

#[tokio::test]
async fn the_token_cannot_be_transferred() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let to = account_of_another(&mut club, &member).await;
    let (from, mint, holder) = (&member.token, &member.mint, &member.address());
    let checked = token::transfer_checked(&ID, from, mint, &to, holder, &[], 1, 0).unwrap();
    club.attempt(checked, &[&member.keypair]).await.refused(TokenError::NonTransferable as u32);
    #[allow(deprecated)]
    let plain = token::transfer(&ID, from, &to, holder, &[], 1).unwrap();
    assert!(club.attempt(plain, &[&member.keypair]).await.is_err());
    // Nor by one whom the holder lets spend it.
    let delegate = Keypair::new();
    let approve = token::approve(&ID, from, &delegate.pubkey(), holder, &[], 1).unwrap();
    club.send(&[approve], &[&member.keypair]).await.unwrap();
    let by_delegate = token::transfer_checked(&ID, from, mint, &to, &delegate.pubkey(), &[], 1, 0).unwrap();
    club.attempt(by_delegate, &[&delegate]).await.refused(TokenError::NonTransferable as u32);
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn the_token_account_cannot_be_given_away() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let (heir, holder) = (Pubkey::new_unique(), member.address());
    let kind = AuthorityType::AccountOwner;
    let give = token::set_authority(&ID, &member.token, Some(&heir), kind, &holder, &[]).unwrap();
    club.attempt(give, &[&member.keypair]).await.refused(TokenError::ImmutableOwner as u32);
}

#[tokio::test]
async fn an_account_with_the_token_in_it_cannot_be_closed() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.attempt(close(&member), &[&member.keypair]).await.refused(TokenError::NonNativeHasBalance as u32);
}

#[tokio::test]
async fn strangers_can_neither_burn_nor_mint_nor_close() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let thief = Keypair::new();
    let (mint, account, by) = (&member.mint, &member.token, &thief.pubkey());
    let wrong = TokenError::OwnerMismatch as u32;
    club.attempt(burn(&member, &thief), &[&thief]).await.refused(wrong);
    for minter in [&thief, &member.keypair, &club.issuer.insecure_clone(), &club.creator.insecure_clone()] {
        let more = token::mint_to(&ID, mint, account, &minter.pubkey(), &[], 1).unwrap();
        club.attempt(more, &[minter]).await.refused(wrong);
        let close = token::close_account(&ID, mint, &minter.pubkey(), &minter.pubkey(), &[]).unwrap();
        assert!(club.attempt(close, &[minter]).await.is_err());
    }
    let freeze = token::freeze_account(&ID, account, mint, by, &[]).unwrap();
    club.attempt(freeze, &[&thief]).await.refused(TokenError::MintCannotFreeze as u32);
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn all_authorities_are_the_collection() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let data = club.account(&member.mint).await.unwrap().data;
    let mint = StateWithExtensions::<Mint>::unpack(&data).unwrap();
    let collection = Some(club.keys.collection);
    assert_eq!((mint.base.supply, mint.base.decimals), (1, 0));
    assert_eq!(Option::from(mint.base.mint_authority), collection);
    assert!(mint.base.freeze_authority.is_none());
    use ExtensionType::{
        GroupMemberPointer, MetadataPointer, NonTransferable, TokenGroupMember, TokenMetadata,
    };
    assert_eq!(
        mint.get_extension_types().unwrap(),
        [
            NonTransferable,
            ExtensionType::MintCloseAuthority,
            ExtensionType::PermanentDelegate,
            MetadataPointer,
            GroupMemberPointer,
            TokenGroupMember,
            TokenMetadata
        ]
    );
    let closer = mint.get_extension::<MintCloseAuthority>().unwrap().close_authority;
    let delegate = mint.get_extension::<PermanentDelegate>().unwrap().delegate;
    assert_eq!((Option::<Pubkey>::from(closer), Option::<Pubkey>::from(delegate)), (collection, collection));
    use spl_token_2022_interface::extension::{
        group_member_pointer::GroupMemberPointer as Group, metadata_pointer::MetadataPointer as Metadata,
    };
    let metadata = mint.get_extension::<Metadata>().unwrap();
    let group = mint.get_extension::<Group>().unwrap();
    let own = (collection, Some(member.mint));
    assert_eq!((metadata.authority.into(), metadata.metadata_address.into()), own);
    assert_eq!((group.authority.into(), group.member_address.into()), own);

    let data = club.account(&member.token).await.unwrap().data;
    let account = StateWithExtensions::<Account>::unpack(&data).unwrap();
    use ExtensionType::{ImmutableOwner, NonTransferableAccount};
    assert_eq!(account.get_extension_types().unwrap(), [NonTransferableAccount, ImmutableOwner]);
    assert!(account.base.delegate.is_none() && account.base.close_authority.is_none());
}

#[tokio::test]
async fn each_badge_is_a_member_of_the_group() {
    let mut club = Club::new().await;
    for number in 1..=3_u64 {
        let member = club.member().await;
        let data = club.account(&member.mint).await.unwrap().data;
        let mint = StateWithExtensions::<Mint>::unpack(&data).unwrap();
        let membership = mint.get_extension::<TokenGroupMember>().unwrap();
        assert_eq!((membership.mint, membership.group), (member.mint, club.keys.group));
        assert_eq!(u64::from(membership.member_number), number);

        let group = club.keys.group;
        let data = club.account(&group).await.unwrap().data;
        let group = StateWithExtensions::<Mint>::unpack(&data).unwrap();
        assert_eq!(u64::from(group.get_extension::<TokenGroup>().unwrap().size), number);
    }
}
