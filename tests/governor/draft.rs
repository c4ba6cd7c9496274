use anchor_lang::ErrorCode;
use governor::{GovernorError, Proposal, ID};
use locker::Lock;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::governor::Draft;
use tenure_tests::{Dao, Impostor, IntoCode, Outcome, OutcomeExt, Owner, Substitute};

use crate::{
    impostors::{of_anything, of_the_governor},
    stage::{overwrite, Stage},
};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

fn texts(title: &str, link: &str, room: usize) -> Draft {
    Draft { nonce: 7, title: title.into(), link: link.into(), actions: vec![0; room] }
}

fn plain() -> Draft {
    texts("A title", "https://a.link", 100)
}

/// Alice's draft for her own lock.
fn by_alice(stage: &Stage, draft: &Draft) -> Instruction {
    let alice = stage.alice.address();
    stage.dao.governance.draft(stage.dao.payer(), alice, &alice, draft)
}

async fn attempt(stage: &mut Stage, draft: &Draft) -> Outcome {
    let instruction = by_alice(stage, draft);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await
}

/// The draft is made, with these texts and this room.
async fn takes(title: &str, link: &str, room: usize) {
    let mut stage = Stage::new().await;
    attempt(&mut stage, &texts(title, link, room)).await.unwrap();
    let proposal = stage.dao.proposal_of(&stage.alice, 7);
    let read = stage.dao.proposal(proposal).await;
    assert_eq!((read.title.as_str(), read.link.as_str()), (title, link));
    assert_eq!(read.actions, vec![0; room]);
}

#[tokio::test]
async fn writes_the_proposal() {
    let mut stage = Stage::new().await;
    attempt(&mut stage, &plain()).await.unwrap();

    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    let governor = stage.dao.governance.governor;
    let nonce = 7_u64.to_le_bytes();
    let seeds: [&[u8]; 4] = [b"proposal", governor.as_ref(), alice.as_ref(), &nonce];
    let (address, bump) = Pubkey::find_program_address(&seeds, &ID);
    let read = stage.dao.proposal(address).await;
    let proposal = read.proposal;
    assert_eq!((proposal.version, proposal.bump, proposal.stage), (1, bump, 0));
    assert_eq!((proposal.title_len, proposal.link_len), (7, 14));
    assert_eq!((proposal.nonce, proposal.governor, proposal.proposer), (nonce, governor, alice));
    assert_eq!((proposal.lock, proposal.rent_payer), (stage.dao.keys.lock(&alice), payer));
    // The rest is left for the submission.
    assert_eq!((proposal.actions, proposal.actions_run, proposal.number), (0, 0, 0));
    assert_eq!((proposal.actions_hash, proposal.submitted_at, proposal.snapshot_week), ([0; 32], 0, 0));
    assert_eq!((proposal.voting_starts_at, proposal.voting_ends_at), (0, 0));
    assert_eq!((proposal.executable_at, proposal.expires_at), (0, 0));
    assert_eq!((proposal.threshold, proposal.total_power, proposal.quorum), (0, 0, 0));
    assert_eq!((proposal.votes_for, proposal.votes_against, proposal.votes_abstain), (0, 0, 0));
    assert_eq!((read.title.as_str(), read.link.as_str()), ("A title", "https://a.link"));
    assert_eq!(read.actions, [0; 100]);
    let account = stage.dao.account(&address).await.unwrap();
    // The discriminator, the fields, the texts and the room.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 312 + 7 + 14 + 100));
    assert_eq!(stage.dao.governor().await.proposal_count, 0);
    assert_eq!(stage.dao.state(address).await, None);
}

#[tokio::test]
async fn the_title_has_1_to_96_bytes() {
    takes("t", "", 0).await;
    takes(&"t".repeat(95), "", 0).await;
    takes(&"t".repeat(96), "", 0).await;
    // 48 letters of two bytes each.
    takes(&"é".repeat(48), "", 0).await;
    let mut stage = Stage::new().await;
    let long = "é".repeat(48) + "t";
    // 257 and 352 are 1 and 96 in a byte.
    for title in ["", &"t".repeat(97), &long, &"t".repeat(257), &"t".repeat(352)] {
        attempt(&mut stage, &texts(title, "", 0)).await.refused(GovernorError::BadText);
    }
}

#[tokio::test]
async fn the_link_has_at_most_200_bytes() {
    takes("t", "l", 0).await;
    takes("t", &"l".repeat(199), 0).await;
    takes("t", &"l".repeat(200), 0).await;
    let mut stage = Stage::new().await;
    for link in [201, 256, 257, 456] {
        attempt(&mut stage, &texts("t", &"l".repeat(link), 0)).await.refused(GovernorError::BadText);
    }
}

#[tokio::test]
async fn texts_and_room_have_at_most_8_192_bytes() {
    takes("t", "", 8_190).await;
    takes("t", "", 8_191).await;
    // 96 + 200 + 7,896
    takes(&"t".repeat(96), &"l".repeat(200), 7_896).await;
    let mut stage = Stage::new().await;
    // The last one is as large as one transaction can make any account: 10,240 = 8 + 312 + 1 + 9,919.
    for (title, link, room) in [("t", "", 8_192), ("t", "l", 8_191), ("t", "", 9_919)] {
        attempt(&mut stage, &texts(title, link, room)).await.refused(GovernorError::TooLarge);
    }
    let all = texts(&"t".repeat(96), &"l".repeat(200), 7_897);
    attempt(&mut stage, &all).await.refused(GovernorError::TooLarge);
}

#[tokio::test]
async fn what_no_account_can_hold_is_refused_as_well() {
    let mut stage = Stage::new().await;
    for room in [9_920, 20_000, 65_535] {
        attempt(&mut stage, &texts("t", "", room)).await.refused(InstructionError::InvalidRealloc);
    }
}

#[tokio::test]
async fn texts_that_are_not_utf_8_are_no_texts() {
    let mut stage = Stage::new().await;
    let right = by_alice(&stage, &texts("title", "link", 0));
    for word in [b"title".as_slice(), b"link"] {
        let at = right.data.windows(word.len()).position(|bytes| bytes == word).unwrap();
        let mut wrong = right.clone();
        wrong.data[at] = 0xff;
        let outcome = stage.dao.attempt(wrong, &[&stage.alice.keypair]).await;
        outcome.refused(ErrorCode::InstructionDidNotDeserialize);
    }
    stage.dao.attempt(right, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_nonce_is_used_once_at_a_time() {
    let mut stage = Stage::new().await;
    attempt(&mut stage, &plain()).await.unwrap();
    attempt(&mut stage, &plain()).await.refused(ALREADY_IN_USE);
    attempt(&mut stage, &texts("Another", "", 5)).await.refused(ALREADY_IN_USE);
    // Another nonce, and another proposer's of the same.
    for nonce in [0, 8, u64::MAX] {
        attempt(&mut stage, &Draft { nonce, ..plain() }).await.unwrap();
    }
    let bob = stage.bob.address();
    let by_bob = stage.dao.governance.draft(stage.dao.payer(), bob, &bob, &plain());
    stage.dao.attempt(by_bob, &[&stage.bob.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_delegate_drafts() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let (payer, alice) = (stage.dao.payer(), stage.alice.address());
    let instruction = stage.dao.governance.draft(payer, delegate.pubkey(), &alice, &plain());
    stage.dao.attempt(instruction, &[&delegate]).await.unwrap();
    let address = stage.dao.governance.proposal(&delegate.pubkey(), 7);
    let proposal = stage.dao.proposal(address).await.proposal;
    assert_eq!((proposal.proposer, proposal.lock), (delegate.pubkey(), stage.dao.keys.lock(&alice)));
}

#[tokio::test]
async fn nobody_else_drafts_for_a_lock() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    stage.dao.set_delegate(&stage.alice, Pubkey::default()).await.unwrap();
    let (payer, alice) = (stage.dao.payer(), stage.alice.address());
    let strangers = [delegate, Keypair::new(), stage.bob.keypair.insecure_clone()];
    for stranger in strangers.iter().chain([&stage.dao.council.insecure_clone()]) {
        let instruction = stage.dao.governance.draft(payer, stranger.pubkey(), &alice, &plain());
        stage.dao.attempt(instruction, &[stranger]).await.refused(GovernorError::NotVoter);
    }
}

#[tokio::test]
async fn wants_both_signatures() {
    let mut stage = Stage::new().await;
    let (alice, nobody) = (stage.alice.address(), Pubkey::new_unique());
    let instruction = by_alice(&stage, &plain());
    let unsigned = instruction.clone().unsigned(alice);
    stage.dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let unpaid = instruction.with(stage.dao.payer(), nobody).unsigned(nobody);
    let outcome = stage.dao.attempt(unpaid, &[&stage.alice.keypair]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn wants_no_power_yet_and_no_crank() {
    let mut stage = Stage::new().await;
    let carol = stage.dao.owner(1).await;
    stage.dao.lock(&carol, 1, 1).await.unwrap();
    stage.dao.advance_weeks(100).await;
    let carols = carol.address();
    let instruction = stage.dao.governance.draft(stage.dao.payer(), carols, &carols, &plain());
    stage.dao.attempt(instruction, &[&carol.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    // Less than the draft's rent, and more.
    for lamports in [1_000_000, 1_000_000_000] {
        let mut stage = Stage::new().await;
        let address = stage.dao.proposal_of(&stage.alice, 7);
        let gift = transfer(&stage.dao.payer(), &address, lamports);
        stage.dao.send(&[gift], &[]).await.unwrap();
        attempt(&mut stage, &plain()).await.unwrap();
        assert_eq!(stage.dao.proposal(address).await.proposal.version, Proposal::VERSION);
    }
}

#[tokio::test]
async fn refuses_a_lock_of_a_version_it_does_not_know() {
    let mut stage = Stage::new().await;
    let lock = stage.dao.keys.lock(&stage.alice.address());
    for version in [0, 2, 255] {
        overwrite(&mut stage.dao, &lock, 8, &[version]).await;
        attempt(&mut stage, &plain()).await.refused(GovernorError::UnknownVersion);
    }
    overwrite(&mut stage.dao, &lock, 8, &[Lock::VERSION]).await;
    attempt(&mut stage, &plain()).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let instruction = by_alice(&stage, &plain());
    let keys = neighbour.governance;
    // A proposal's address is its governor's.
    let seeds = ErrorCode::ConstraintSeeds;
    let mut impostors = of_the_governor(&mut stage.dao, keys.governor, there, seeds).await;
    impostors.extend(of_the_lock(&mut stage.dao, &stage.alice, &stage.bob, &neighbour.keys).await);
    let proposal = stage.dao.proposal_of(&stage.alice, 7);
    let seeds = ErrorCode::ConstraintSeeds.code();
    impostors.extend([
        (proposal, stage.dao.proposal_of(&stage.bob, 7), "another proposer's address", seeds.clone()),
        (proposal, stage.dao.proposal_of(&stage.alice, 8), "another nonce's address", seeds.clone()),
        (proposal, keys.proposal(&stage.alice.address(), 7), "another governor's", seeds.clone()),
        (proposal, Pubkey::new_unique(), "an address of no one", seeds),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ]);
    stage.dao.refuses_impostors(&instruction, &[&stage.alice.keypair], &impostors).await;
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
}

/// In place of `owner`'s lock.
async fn of_the_lock(
    dao: &mut Dao,
    owner: &Owner,
    other: &Owner,
    there: &tenure_client::locker::LockerKeys,
) -> Vec<Impostor> {
    let (lock, locker) = (dao.keys.lock(&owner.address()), dao.keys.locker);
    let mut impostors = vec![
        (lock, dao.keys.lock(&other.address()), "another owner's lock", GovernorError::NotVoter.code()),
        (
            lock,
            there.lock(&owner.address()),
            "the owner's lock in another locker",
            GovernorError::WrongLock.code(),
        ),
        (lock, locker, "the locker as lock", InstructionError::InvalidAccountData),
    ];
    impostors.extend(of_anything(dao, lock).await);
    impostors
}

#[tokio::test]
async fn refuses_to_write_to_a_read_only_address() {
    let mut stage = Stage::new().await;
    let proposal = stage.dao.proposal_of(&stage.alice, 7);
    let mut instruction = by_alice(&stage, &plain());
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == proposal) {
        meta.is_writable = false;
    }
    let outcome = stage.dao.attempt(instruction, &[&stage.alice.keypair]).await;
    outcome.refused(InstructionError::PrivilegeEscalation);
}
