use anchor_lang::ErrorCode;
use governor::{Governor, GovernorError, GovernorParams, OutflowLimit, ID};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_tests::{Dao, IntoCode, OutcomeExt, Platform, Substitute};

use crate::{
    impostors::{of_anything, wallet},
    neighbour::Neighbour,
    stage::{overwrite, DAY},
    terms,
};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

/// A locker without a governor.
async fn bare() -> Dao {
    Dao::bare(Platform::new().await)
}

fn create(dao: &Dao) -> Instruction {
    let (payer, founder) = (dao.payer(), dao.authority.pubkey());
    dao.governance.create_governor(payer, founder, Dao::PARAMS, dao.council.pubkey())
}

#[tokio::test]
async fn writes_the_governor() {
    let mut dao = bare().await;
    let params = GovernorParams {
        proposal_threshold: 77,
        voting_delay: 1,
        voting_period: 2 * DAY,
        timelock: 3 * DAY,
        grace: 4 * DAY,
        quorum_bps: 1_234,
    };
    dao.create_governor(params).await.unwrap();

    let (governor, locker) = (dao.governor().await, dao.keys.locker);
    let (address, bump) = Pubkey::find_program_address(&[b"governor", locker.as_ref()], &ID);
    let (treasury, treasury_bump) = Pubkey::find_program_address(&[b"treasury", address.as_ref()], &ID);
    assert_eq!((address, treasury), (dao.governance.governor, dao.governance.treasury));
    assert_eq!((governor.version, governor.bump, governor.treasury_bump), (1, bump, treasury_bump));
    assert_eq!(governor.params(), params);
    assert_eq!((governor.locker, governor.treasury), (locker, treasury));
    assert_eq!((governor.council, governor.proposal_count), (dao.council.pubkey(), 0));
    for row in &governor.outflow_limits {
        let OutflowLimit { mint, limit, next_limit, spent, next_from_week, week } = *row;
        assert_eq!((mint, limit, next_limit), (Pubkey::default(), u64::MAX, u64::MAX));
        assert_eq!((spent, next_from_week, week), (0, 0, 0));
    }
    assert_eq!((governor.reserved_flags, governor.reserved_bps), ([0; 5], [0; 6]));
    assert_eq!(governor.reserved, [0; 64]);
    let account = dao.account(&address).await.unwrap();
    // The discriminator and the account.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 1_232));
    // The treasury is an address, and an account only once it is given something.
    assert!(dao.account(&treasury).await.is_none());
}

#[tokio::test]
async fn takes_terms_at_their_bounds() {
    for params in terms::WITHIN {
        let mut dao = bare().await;
        dao.create_governor(params).await.unwrap();
        assert_eq!(dao.governor().await.params(), params);
    }
}

#[tokio::test]
async fn refuses_terms_out_of_bounds() {
    let mut dao = bare().await;
    for params in terms::BEYOND {
        println!("{params:?}");
        dao.create_governor(params).await.refused(GovernorError::BadParams);
    }
    dao.create_governor(Dao::PARAMS).await.unwrap();
}

#[tokio::test]
async fn works_without_a_council() {
    let mut dao = bare().await;
    let founder = dao.authority.insecure_clone();
    let (payer, by, nobody) = (dao.payer(), founder.pubkey(), Pubkey::default());
    let instruction = dao.governance.create_governor(payer, by, Dao::PARAMS, nobody);
    dao.attempt(instruction, &[&founder]).await.unwrap();
    assert_eq!(dao.governor().await.council, nobody);
}

#[tokio::test]
async fn happens_once() {
    let mut dao = Dao::new().await;
    dao.create_governor(Dao::PARAMS).await.refused(ALREADY_IN_USE);
}

#[tokio::test]
async fn only_the_lockers_authority_creates_it() {
    let mut dao = bare().await;
    let (founder, heir) = (dao.authority.insecure_clone(), Keypair::new());
    dao.world.propose_authority(&founder, heir.pubkey()).await.unwrap();
    let signers = [
        dao.pauser.insecure_clone(),
        dao.ruler.insecure_clone(),
        dao.council.insecure_clone(),
        heir.insecure_clone(),
        Keypair::new(),
    ];
    for signer in signers {
        let instruction = create(&dao).with(founder.pubkey(), signer.pubkey());
        dao.attempt(instruction, &[&signer]).await.refused(GovernorError::NotLockerAuthority);
    }
    // Who created the locker has no say any more once another has accepted.
    dao.world.accept_authority(&heir).await.unwrap();
    dao.create_governor(Dao::PARAMS).await.refused(GovernorError::NotLockerAuthority);
    let instruction = create(&dao).with(founder.pubkey(), heir.pubkey());
    dao.attempt(instruction, &[&heir]).await.unwrap();
}

#[tokio::test]
async fn wants_both_signatures() {
    let mut dao = bare().await;
    let (founder, nobody) = (dao.authority.insecure_clone(), Keypair::new().pubkey());
    let unsigned = create(&dao).unsigned(founder.pubkey());
    dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let unpaid = create(&dao).with(dao.payer(), nobody).unsigned(nobody);
    dao.attempt(unpaid, &[&founder]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    // Less than the governor's rent, and more.
    for lamports in [1_000_000, 1_000_000_000] {
        let mut dao = bare().await;
        let gift = transfer(&dao.payer(), &dao.governance.governor, lamports);
        dao.send(&[gift], &[]).await.unwrap();
        dao.create_governor(Dao::PARAMS).await.unwrap();
        assert_eq!(dao.governor().await.version, Governor::VERSION);
    }
}

#[tokio::test]
async fn the_treasury_may_hold_funds_already() {
    let mut dao = bare().await;
    dao.fund_treasury(1_000_000_000).await;
    dao.create_governor(Dao::PARAMS).await.unwrap();
    let treasury = dao.governance.treasury;
    assert_eq!(dao.account(&treasury).await.unwrap().lamports, 1_000_000_000);
}

#[tokio::test]
async fn needs_no_crank_and_no_name_in_the_locker() {
    let mut dao = bare().await;
    dao.advance_weeks(100).await;
    dao.create_governor(Dao::PARAMS).await.unwrap();
    assert_eq!(dao.locker().await.governor, Pubkey::default());
}

#[tokio::test]
async fn refuses_a_locker_of_a_version_it_does_not_know() {
    let mut dao = bare().await;
    let locker = dao.keys.locker;
    for version in [0, 2, 255] {
        // The version is the first byte behind the discriminator.
        overwrite(&mut dao, &locker, 8, &[version]).await;
        dao.create_governor(Dao::PARAMS).await.refused(GovernorError::UnknownVersion);
    }
    overwrite(&mut dao, &locker, 8, &[1]).await;
    dao.create_governor(Dao::PARAMS).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors() {
    let mut dao = bare().await;
    let founder = dao.authority.insecure_clone();
    let owner = dao.owner(2).await;
    dao.lock(&owner, 1, 1).await.unwrap();
    let there = Neighbour::of(&mut dao, &owner).await;
    let keys = dao.governance;
    let (locker, lock) = (keys.locker.locker, keys.locker.lock(&owner.address()));
    let wallet = wallet(&mut dao);
    let seeds = ErrorCode::ConstraintSeeds.code();
    let mut impostors = vec![
        // The governor's address is the locker's.
        (locker, there.keys.locker, "another locker", seeds.clone()),
        (locker, lock, "a lock as locker", InstructionError::AccountDataTooSmall),
        (keys.governor, there.governance.governor, "another locker's governor", seeds.clone()),
        (keys.governor, Pubkey::new_unique(), "an address of no one", seeds.clone()),
        (keys.treasury, there.governance.treasury, "another governor's treasury", seeds.clone()),
        (keys.treasury, founder.pubkey(), "the founder as treasury", seeds.clone()),
        (keys.treasury, wallet, "a wallet as treasury", seeds),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ];
    impostors.extend(of_anything(&mut dao, locker).await);
    let instruction = create(&dao);
    dao.refuses_impostors(&instruction, &[&founder], &impostors).await;
    dao.attempt(instruction, &[&founder]).await.unwrap();
}

#[tokio::test]
async fn refuses_to_write_to_a_read_only_address() {
    let mut dao = bare().await;
    let (founder, governor) = (dao.authority.insecure_clone(), dao.governance.governor);
    let mut instruction = create(&dao);
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == governor) {
        meta.is_writable = false;
    }
    dao.attempt(instruction, &[&founder]).await.refused(InstructionError::PrivilegeEscalation);
}
