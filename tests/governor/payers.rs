//! Who pays the rent: one of the signers, or someone with no other part in it.

use std::slice::from_ref;

use governor::GovernorError;
use locker::Roles;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::{
    governor::GovernorKeys,
    locker::{LockerKeys, LockerParams},
};
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Platform, World};

use crate::stage::{grant, Stage, DAY};

/// The system program's code for an account that has too little.
const TOO_LITTLE: u32 = 1;

async fn give(dao: &mut Dao, to: &Pubkey, lamports: u64) {
    let gift = transfer(&dao.payer(), to, lamports);
    dao.send(&[gift], &[]).await.unwrap();
}

/// Of the billion that `payer` had, `account` has what is missing.
async fn paid_for(dao: &mut Dao, payer: &Pubkey, account: Pubkey) {
    let rent = dao.account(&account).await.unwrap().lamports;
    assert!(rent > 0);
    assert_eq!(dao.account(payer).await.unwrap().lamports, 1_000_000_000 - rent);
}

#[tokio::test]
async fn a_wallet_does_everything_alone() {
    // It pays every fee, founds a locker, is the council, locks, proposes, votes and closes.
    let mut dao = Dao::bare(Platform::new().await);
    let wallet = dao.payer();
    let LockerKeys { mint, token_program, penalty_account, .. } = dao.keys;
    let locker = LockerKeys::derive(mint, wallet, token_program, penalty_account);
    let keys = GovernorKeys::derive(locker);
    let roles = Roles { authority: wallet, pauser: wallet };
    let tokens = dao.token_account(&wallet, 1_000).await;
    let named = LockerParams { governor: keys.governor, ..World::PARAMS };
    let founding = [
        locker.create_locker(wallet, wallet, World::PARAMS, roles),
        keys.create_governor(wallet, wallet, Dao::PARAMS, wallet),
        locker.update_params(wallet, named),
        locker.create_lock(wallet, wallet, tokens, 1_000, 208),
    ];
    for instruction in founding {
        dao.attempt(instruction, &[]).await.unwrap();
    }
    dao.advance_weeks(1).await;
    give(&mut dao, &keys.treasury, 1_000_000_000).await;
    let action = transfer(&keys.treasury, &wallet, 1_000_000);
    for nonce in [1, 2, 3] {
        let steps = keys.propose(wallet, wallet, &wallet, &Dao::draft_of(nonce, from_ref(&action)));
        dao.send(&steps, &[]).await.unwrap();
    }
    let proposals = [1, 2, 3].map(|nonce| keys.proposal(&wallet, nonce));
    dao.pass(DAY).await;
    let calls: [Instruction; 3] = [
        keys.vote(wallet, wallet, &wallet, proposals[0], Choice::For),
        keys.cancel(wallet, proposals[1], &wallet),
        keys.veto(wallet, proposals[2]),
    ];
    for instruction in calls {
        dao.attempt(instruction, &[]).await.unwrap();
    }
    dao.pass(7 * DAY).await;
    dao.attempt(keys.execute(proposals[0], 0, &action), &[]).await.unwrap();
    dao.pass(7 * DAY).await;
    dao.attempt(keys.close_vote(&proposals[0], &wallet, wallet), &[]).await.unwrap();
    for proposal in proposals {
        dao.attempt(keys.close_proposal(wallet, proposal, wallet), &[]).await.unwrap();
    }
}

#[tokio::test]
async fn the_lockers_authority_pays_for_the_governor() {
    let mut dao = Dao::bare(Platform::new().await);
    let founder = dao.authority.insecure_clone();
    let (by, council) = (founder.pubkey(), dao.council.pubkey());
    give(&mut dao, &by, 1_000_000_000).await;
    let instruction = dao.governance.create_governor(by, by, Dao::PARAMS, council);
    dao.attempt(instruction, &[&founder]).await.unwrap();
    let governor = dao.governance.governor;
    paid_for(&mut dao, &by, governor).await;
}

#[tokio::test]
async fn the_proposer_pays_for_the_draft_and_gets_it_back() {
    let mut stage = Stage::new().await;
    let alice = stage.alice.address();
    give(&mut stage.dao, &alice, 1_000_000_000).await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let steps = stage.dao.governance.propose(alice, alice, &alice, &draft);
    stage.dao.send(&steps, &[&stage.alice.keypair]).await.unwrap();
    let proposal = stage.dao.proposal_of(&stage.alice, 1);
    assert_eq!(stage.dao.proposal(proposal).await.proposal.rent_payer, alice);
    paid_for(&mut stage.dao, &alice, proposal).await;
    stage.dao.pass(15 * DAY).await;
    // The signer is whom the rent goes to.
    let instruction = stage.dao.governance.close_proposal(alice, proposal, alice);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
    assert_eq!(stage.dao.account(&alice).await.unwrap().lamports, 1_000_000_000);
}

#[tokio::test]
async fn the_voter_pays_for_the_vote_and_gets_it_back() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let alice = stage.alice.address();
    give(&mut stage.dao, &alice, 1_000_000_000).await;
    let instruction = stage.dao.governance.vote(alice, alice, &alice, proposal, Choice::For);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
    let vote = stage.dao.governance.vote_account(&proposal, &alice);
    assert_eq!(stage.dao.vote_of(&proposal, &stage.alice).await.unwrap().rent_payer, alice);
    paid_for(&mut stage.dao, &alice, vote).await;
    stage.dao.pass(5 * DAY).await;
    let instruction = stage.dao.governance.close_vote(&proposal, &alice, alice);
    stage.dao.attempt(instruction, &[]).await.unwrap();
    assert_eq!(stage.dao.account(&alice).await.unwrap().lamports, 1_000_000_000);
}

#[tokio::test]
async fn who_pays_later_pays_nothing_and_gets_nothing() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap();
    let patron = Keypair::new();
    give(&mut stage.dao, &patron.pubkey(), 1_000_000_000).await;
    let instruction = stage.dao.governance.vote(patron.pubkey(), alice, &alice, proposal, Choice::Abstain);
    stage.dao.attempt(instruction, &[&patron, &stage.alice.keypair]).await.unwrap();
    assert_eq!(stage.dao.account(&patron.pubkey()).await.unwrap().lamports, 1_000_000_000);
    assert_eq!(stage.dao.vote_of(&proposal, &stage.alice).await.unwrap().rent_payer, payer);
}

#[tokio::test]
async fn a_stranger_pays_and_gets_no_say_for_it() {
    let mut stage = Stage::new().await;
    let (alice, patron) = (stage.alice.address(), Keypair::new());
    let by = patron.pubkey();
    give(&mut stage.dao, &by, 1_000_000_000).await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let steps = stage.dao.governance.propose(by, alice, &alice, &draft);
    stage.dao.send(&steps[..2], &[&patron, &stage.alice.keypair]).await.unwrap();
    let proposal = stage.dao.proposal_of(&stage.alice, 1);
    paid_for(&mut stage.dao, &by, proposal).await;
    let write = stage.dao.governance.write(by, proposal, 0, &[1]);
    stage.dao.attempt(write, &[&patron]).await.refused(GovernorError::NotProposer);
    let close = stage.dao.governance.close_proposal(by, proposal, by);
    stage.dao.attempt(close, &[&patron]).await.refused(GovernorError::NotProposer);
}

#[tokio::test]
async fn who_cannot_pay_creates_nothing() {
    let mut stage = Stage::new().await;
    let alice = stage.alice.address();
    // Enough to exist, and neither for a draft nor for a vote.
    give(&mut stage.dao, &alice, 1_000_000).await;
    let draft = Dao::draft_of(2, &[grant(&stage.dao)]);
    let instruction = stage.dao.governance.draft(alice, alice, &alice, &draft);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.refused(TOO_LITTLE);
    let proposal = stage.at(ProposalState::Active).await;
    let instruction = stage.dao.governance.vote(alice, alice, &alice, proposal, Choice::For);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.refused(TOO_LITTLE);
}
