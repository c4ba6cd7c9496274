use anchor_lang::ErrorCode;
use membership::{CollectionTerms, MembershipError, ID, MAX_GRACE};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::{BaseStateWithExtensions, ExtensionType, StateWithExtensions},
    state::Mint,
    ID as TOKEN_2022,
};
use spl_token_group_interface::state::TokenGroup;
use tenure_client::membership::{padded, BadgeMetadata};
use tenure_tests::{Club, IntoCode, OutcomeExt, Substitute};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

#[tokio::test]
async fn writes_the_collection() {
    let mut club = Club::bare().await;
    let terms = Club::terms(club.issuer.pubkey());
    club.create_collection(terms).await.unwrap();

    let (collection, keys, creator) = (club.collection().await, club.keys, club.creator.pubkey());
    let (address, bump) = Pubkey::find_program_address(&[b"collection", creator.as_ref(), b"club"], &ID);
    let (group, group_bump) = Pubkey::find_program_address(&[b"group", address.as_ref()], &ID);
    assert_eq!((address, group), (keys.collection, keys.group));
    assert_eq!((collection.version, collection.bump, collection.group_bump), (1, bump, group_bump));
    assert_eq!((collection.id, collection.grace), (*b"club", Club::GRACE));
    assert_eq!((collection.creator, collection.authority), (creator, club.issuer.pubkey()));
    assert_eq!((collection.proposed_authority, collection.group), (Pubkey::default(), group));
    assert_eq!((collection.name, collection.symbol), (terms.name, terms.symbol));
    assert_eq!((collection.uri, collection.tiers), (terms.uri, terms.tiers));
    assert_eq!((collection.reserved_flag, collection.reserved), (0, [0; 64]));
    let account = club.account(&address).await.unwrap();
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 472));
}

#[tokio::test]
async fn makes_a_group_of_which_nothing_is_minted() {
    let mut club = Club::new().await;
    let keys = club.keys;
    let account = club.account(&keys.group).await.unwrap();
    assert_eq!(account.owner, TOKEN_2022);
    let mint = StateWithExtensions::<Mint>::unpack(&account.data).unwrap();
    assert_eq!((mint.base.supply, mint.base.decimals), (0, 0));
    assert_eq!(mint.base.mint_authority, Some(keys.collection).into());
    assert!(mint.base.freeze_authority.is_none());
    use ExtensionType::{GroupPointer, MetadataPointer, TokenGroup as Group, TokenMetadata};
    assert_eq!(mint.get_extension_types().unwrap(), [MetadataPointer, GroupPointer, Group, TokenMetadata]);
    let group = mint.get_extension::<TokenGroup>().unwrap();
    assert_eq!((group.mint, u64::from(group.size)), (keys.group, 0));
    assert_eq!(u64::from(group.max_size), u64::MAX);
    assert_eq!(Option::<Pubkey>::from(group.update_authority), Some(keys.collection));

    let metadata = BadgeMetadata::read(&account.data).unwrap();
    assert_eq!((metadata.name.as_str(), metadata.symbol.as_str()), ("Token Metrics", "TMAI"));
    assert_eq!((metadata.uri.as_str(), metadata.fields.len()), ("https://example.com/badges.json", 0));
    assert_eq!((metadata.update_authority, metadata.mint), (Some(keys.collection), keys.group));
}

#[tokio::test]
async fn a_creator_has_one_collection_by_a_number() {
    let mut club = Club::new().await;
    let terms = Club::terms(club.issuer.pubkey());
    club.create_collection(terms).await.refused(ALREADY_IN_USE);
}

#[tokio::test]
async fn the_creator_may_pay_and_be_the_authority() {
    let mut club = Club::bare().await;
    let payer = club.payer();
    club.keys = tenure_client::membership::CollectionKeys::derive(&payer, Club::ID);
    let instruction = club.keys.create_collection(payer, payer, Club::ID, Club::terms(payer));
    club.attempt(instruction, &[]).await.unwrap();
    assert_eq!(club.collection().await.authority, payer);
}

async fn refused(change: impl Fn(&mut CollectionTerms), error: MembershipError) {
    let mut club = Club::bare().await;
    let mut terms = Club::terms(club.issuer.pubkey());
    change(&mut terms);
    club.create_collection(terms).await.refused(error);
}

async fn taken(change: impl Fn(&mut CollectionTerms)) -> Club {
    let mut club = Club::bare().await;
    let mut terms = Club::terms(club.issuer.pubkey());
    change(&mut terms);
    club.create_collection(terms).await.unwrap();
    club
}

#[tokio::test]
async fn refuses_nobody_as_authority() {
    refused(|terms| terms.authority = Pubkey::default(), MembershipError::ZeroAddress).await;
}

#[tokio::test]
async fn the_grace_is_at_most_90_days() {
    assert_eq!(MAX_GRACE, 7_776_000);
    for grace in [MAX_GRACE + 1, u32::MAX] {
        refused(|terms| terms.grace = grace, MembershipError::BadGrace).await;
    }
    for grace in [0, MAX_GRACE] {
        let mut club = taken(|terms| terms.grace = grace).await;
        assert_eq!(club.collection().await.grace, grace);
    }
}

#[tokio::test]
async fn refuses_text_that_is_none() {
    let bad: [fn(&mut CollectionTerms); 7] = [
        |terms| terms.name = [0; 32],
        |terms| terms.name[3] = 0,
        |terms| terms.name[0] = 0xff,
        |terms| terms.symbol = *b"a\0b\0\0\0\0\0",
        |terms| terms.uri[95] = 0x80,
        |terms| terms.uri[95] = b'x',
        |terms| terms.tiers[5][1] = b'x',
    ];
    for change in bad {
        refused(change, MembershipError::BadText).await;
    }
}

#[tokio::test]
async fn takes_text_as_long_as_its_field_and_empty_symbol_and_link() {
    let mut club = taken(|terms| {
        terms.name = [b'n'; 32];
        terms.symbol = [0; 8];
        terms.uri = [0; 96];
        terms.tiers[0] = [b't'; 16];
    })
    .await;
    let group = club.keys.group;
    let data = club.account(&group).await.unwrap().data;
    let metadata = BadgeMetadata::read(&data).unwrap();
    assert_eq!((metadata.name, metadata.symbol, metadata.uri), ("n".repeat(32), "".into(), "".into()));
}

#[tokio::test]
async fn wants_a_tier() {
    refused(|terms| terms.tiers = [[0; 16]; 8], MembershipError::NoTier).await;
    let mut club = taken(|terms| {
        terms.tiers = [[0; 16]; 8];
        terms.tiers[7] = padded("Only").unwrap();
    })
    .await;
    let member = club.stranger();
    club.issue(&member, 8, 1).await.unwrap();
}

#[tokio::test]
async fn wants_the_creator_and_the_payer_to_sign() {
    let mut club = Club::bare().await;
    let (payer, creator) = (club.payer(), club.creator.insecure_clone());
    let terms = Club::terms(club.issuer.pubkey());
    let create = |keys: tenure_client::membership::CollectionKeys, payer| {
        keys.create_collection(payer, creator.pubkey(), Club::ID, terms)
    };
    let instruction = create(club.keys, payer).unsigned(creator.pubkey());
    club.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let poor = Keypair::new().pubkey();
    let instruction = create(club.keys, poor).unsigned(poor);
    club.attempt(instruction, &[&creator]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut club = Club::bare().await;
    let (payer, creator, keys) = (club.payer(), club.creator.insecure_clone(), club.keys);
    let seeds = ErrorCode::ConstraintSeeds.code();
    let instruction =
        keys.create_collection(payer, creator.pubkey(), Club::ID, Club::terms(club.issuer.pubkey()));
    let impostors = [
        (keys.collection, Pubkey::new_unique(), "another address", seeds.clone()),
        (keys.group, Pubkey::new_unique(), "another group", seeds),
        (TOKEN_2022, spl_token::ID, "the other token program", InstructionError::IncorrectProgramId),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ];
    club.refuses_impostors(&instruction, &[&creator], &impostors).await;
    club.attempt(instruction, &[&creator]).await.unwrap();
}
