use anchor_lang::ErrorCode;
use revenue::{RevenueError, Splitter, Terms};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::revenue::ID;
use tenure_tests::{IntoCode, OutcomeExt, Platform, Substitute, World};

use crate::{impostors::wallet, neighbour::Neighbour};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

/// A locker without a splitter.
async fn bare() -> Platform {
    Platform::bare(World::new().await)
}

fn create(platform: &Platform, terms: Terms) -> Instruction {
    let (founder, ruler, guard) =
        (platform.authority.pubkey(), platform.ruler.pubkey(), platform.guard.pubkey());
    platform.revenue.create_splitter(platform.payer(), founder, terms, ruler, guard)
}

#[tokio::test]
async fn writes_the_splitter() {
    let mut platform = bare().await;
    let terms = Terms { staker_bps: 3_000, burn_bps: 1_500, min_power: 77 };
    platform.create_splitter(terms).await.unwrap();

    let (splitter, keys) = (platform.splitter().await, platform.keys);
    let seeds: [&[u8]; 2] = [b"splitter", keys.locker.as_ref()];
    let (address, bump) = Pubkey::find_program_address(&seeds, &ID);
    assert_eq!(address, platform.revenue.splitter);
    assert_eq!((splitter.version, splitter.bump, splitter.paused, splitter.pool_count), (1, bump, 0, 0));
    assert_eq!((splitter.staker_bps, splitter.burn_bps, splitter.min_power), (3_000, 1_500, 77));
    let next = (splitter.next_staker_bps, splitter.next_burn_bps, splitter.next_min_power);
    assert_eq!((next, splitter.next_from_week), ((3_000, 1_500, 77), 0));
    assert_eq!((splitter.locker, splitter.stake_mint), (keys.locker, keys.mint));
    assert_eq!((splitter.authority, splitter.pauser), (platform.ruler.pubkey(), platform.guard.pubkey()));
    assert_eq!(splitter.proposed_authority, Pubkey::default());
    assert_eq!(splitter.reserved, [0; 64]);
    assert!(splitter.invariant());
    let account = platform.account(&address).await.unwrap();
    // The discriminator and the account.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 256));
}

#[tokio::test]
async fn its_terms_are_in_force_at_once() {
    let mut platform = bare().await;
    let terms = Terms { staker_bps: 3_000, burn_bps: 1_500, min_power: 77 };
    platform.create_splitter(terms).await.unwrap();
    let (splitter, week) = (platform.splitter().await, platform.week().await);
    assert_eq!((splitter.terms_in(week), splitter.terms_in(week + 2)), (terms, terms));
}

#[tokio::test]
async fn works_without_a_pauser() {
    let mut platform = bare().await;
    let founder = platform.authority.insecure_clone();
    let (payer, by, ruler) = (platform.payer(), founder.pubkey(), platform.ruler.pubkey());
    let nobody = Pubkey::default();
    let instruction = platform.revenue.create_splitter(payer, by, Platform::TERMS, ruler, nobody);
    platform.attempt(instruction, &[&founder]).await.unwrap();
    assert_eq!(platform.splitter().await.pauser, nobody);
}

#[tokio::test]
async fn happens_once() {
    let mut platform = Platform::new().await;
    platform.create_splitter(Platform::TERMS).await.refused(ALREADY_IN_USE);
}

#[tokio::test]
async fn refuses_shares_out_of_bounds() {
    let mut platform = bare().await;
    const MAX: u16 = u16::MAX;
    for (staker_bps, burn_bps) in [
        (5_001, 0),
        (5_001, 4_999),
        (5_000, 5_001),
        (0, 10_001),
        (1, 10_000),
        (MAX, 0),
        (0, MAX),
        (MAX, MAX),
        // Together nothing, in 16 bits.
        (5_000, MAX - 4_999),
    ] {
        println!("{staker_bps}, {burn_bps}");
        let terms = Terms { staker_bps, burn_bps, min_power: 0 };
        platform.create_splitter(terms).await.refused(RevenueError::BadShares);
    }
}

#[tokio::test]
async fn takes_shares_at_their_bounds() {
    for (staker_bps, burn_bps, min_power) in
        [(0, 0, 0), (5_000, 0, 1), (5_000, 5_000, 0), (0, 10_000, u64::MAX), (4_999, 5_001, 0)]
    {
        let terms = Terms { staker_bps, burn_bps, min_power };
        let mut platform = bare().await;
        platform.create_splitter(terms).await.unwrap();
        let week = platform.week().await;
        assert_eq!(platform.splitter().await.terms_in(week), terms);
    }
}

#[tokio::test]
async fn wants_an_authority() {
    let mut platform = bare().await;
    let founder = platform.authority.insecure_clone();
    let (payer, by, guard) = (platform.payer(), founder.pubkey(), platform.guard.pubkey());
    let nobody = Pubkey::default();
    let instruction = platform.revenue.create_splitter(payer, by, Platform::TERMS, nobody, guard);
    platform.attempt(instruction, &[&founder]).await.refused(RevenueError::ZeroAddress);
}

#[tokio::test]
async fn only_the_lockers_authority_creates_it() {
    let mut platform = bare().await;
    let (founder, heir) = (platform.authority.insecure_clone(), Keypair::new());
    platform.world.propose_authority(&founder, heir.pubkey()).await.unwrap();
    let signers = [
        platform.pauser.insecure_clone(),
        platform.ruler.insecure_clone(),
        heir.insecure_clone(),
        Keypair::new(),
    ];
    for signer in signers {
        let instruction = create(&platform, Platform::TERMS).with(founder.pubkey(), signer.pubkey());
        platform.attempt(instruction, &[&signer]).await.refused(RevenueError::NotLockerAuthority);
    }
    // Who created the locker has no say any more once another has accepted.
    platform.world.accept_authority(&heir).await.unwrap();
    platform.create_splitter(Platform::TERMS).await.refused(RevenueError::NotLockerAuthority);
    let instruction = create(&platform, Platform::TERMS).with(founder.pubkey(), heir.pubkey());
    platform.attempt(instruction, &[&heir]).await.unwrap();
}

#[tokio::test]
async fn wants_the_lockers_authority_to_sign() {
    let mut platform = bare().await;
    let instruction = create(&platform, Platform::TERMS).unsigned(platform.authority.pubkey());
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn wants_the_payer_to_sign() {
    let mut platform = bare().await;
    let (founder, payer) = (platform.authority.insecure_clone(), Keypair::new().pubkey());
    let instruction = create(&platform, Platform::TERMS).with(platform.payer(), payer).unsigned(payer);
    platform.attempt(instruction, &[&founder]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    // Less than the splitter's rent, and more.
    for lamports in [1_000_000, 1_000_000_000] {
        let mut platform = bare().await;
        let gift = transfer(&platform.payer(), &platform.revenue.splitter, lamports);
        platform.send(&[gift], &[]).await.unwrap();
        platform.create_splitter(Platform::TERMS).await.unwrap();
        assert_eq!(platform.splitter().await.version, Splitter::VERSION);
    }
}

#[tokio::test]
async fn needs_no_crank() {
    let mut platform = bare().await;
    platform.advance_weeks(100).await;
    platform.create_splitter(Platform::TERMS).await.unwrap();
}

#[tokio::test]
async fn refuses_a_locker_of_a_version_it_does_not_know() {
    let mut platform = bare().await;
    let address = platform.keys.locker;
    let right = platform.account(&address).await.unwrap();
    for version in [0, 2, 255] {
        let mut account = right.clone();
        account.data[8] = version;
        platform.set_account(&address, account);
        platform.create_splitter(Platform::TERMS).await.refused(RevenueError::UnknownVersion);
    }
    platform.set_account(&address, right);
    platform.create_splitter(Platform::TERMS).await.unwrap();
}

#[tokio::test]
async fn refuses_a_clock_before_1970() {
    let mut platform = bare().await;
    platform.set_unix_timestamp(-1).await;
    platform.create_splitter(Platform::TERMS).await.refused(RevenueError::BadClock);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut platform = bare().await;
    let founder = platform.authority.insecure_clone();
    let there = Neighbour::of(&mut platform).await.keys;
    let owner = platform.owner(1).await;
    platform.lock(&owner, 1, 1).await.unwrap();
    let keys = platform.keys;
    let (splitter, lock) = (platform.revenue.splitter, keys.lock(&owner.address()));
    let (copied, wallet) = (platform.copy(&keys.locker, proxy::ID).await, wallet(&mut platform));
    let (alien, seeds) = (ErrorCode::ConstraintOwner.code(), ErrorCode::ConstraintSeeds.code());
    let impostors = [
        (keys.locker, there.locker.locker, "another locker", seeds.clone()),
        (keys.locker, lock, "a lock as locker", InstructionError::AccountDataTooSmall),
        (keys.locker, copied, "the locker's bytes", alien.clone()),
        (keys.locker, wallet, "a wallet as locker", alien),
        (splitter, there.splitter, "another locker's splitter", seeds.clone()),
        (splitter, Pubkey::new_unique(), "an address of no one", seeds),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ];
    let instruction = create(&platform, Platform::TERMS);
    platform.refuses_impostors(&instruction, &[&founder], &impostors).await;
    platform.attempt(instruction, &[&founder]).await.unwrap();
}

#[tokio::test]
async fn refuses_to_write_to_a_read_only_address() {
    let mut platform = bare().await;
    let (founder, splitter) = (platform.authority.insecure_clone(), platform.revenue.splitter);
    let mut instruction = create(&platform, Platform::TERMS);
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == splitter) {
        meta.is_writable = false;
    }
    platform.attempt(instruction, &[&founder]).await.refused(InstructionError::PrivilegeEscalation);
}
