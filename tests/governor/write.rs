use anchor_lang::ErrorCode;
use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::governor::Draft;
use tenure_tests::{Impostor, IntoCode, Outcome, OutcomeExt, Substitute};

use crate::{
    impostors::{of_the_proposal, written_to},
    stage::{Stage, STATES},
};

/// Alice's draft, with room for 10 bytes.
async fn drafted() -> (Stage, Pubkey) {
    let mut stage = Stage::new().await;
    let proposal = draft(&mut stage, 7).await;
    (stage, proposal)
}

async fn draft(stage: &mut Stage, nonce: u64) -> Pubkey {
    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    let draft = Draft { nonce, title: "Title".into(), link: "Link".into(), actions: vec![0; 10] };
    let instruction = stage.dao.governance.draft(payer, alice, &alice, &draft);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
    stage.dao.proposal_of(&stage.alice, nonce)
}

fn by_alice(stage: &Stage, proposal: Pubkey, offset: u16, piece: &[u8]) -> Instruction {
    stage.dao.governance.write(stage.alice.address(), proposal, offset, piece)
}

async fn write(stage: &mut Stage, proposal: Pubkey, offset: u16, piece: &[u8]) -> Outcome {
    let instruction = by_alice(stage, proposal, offset, piece);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await
}

#[tokio::test]
async fn writes_the_piece_and_changes_nothing_else() {
    let (mut stage, proposal) = drafted().await;
    let mut before = stage.dao.account(&proposal).await.unwrap();
    write(&mut stage, proposal, 3, &[1, 2, 3]).await.unwrap();
    let after = stage.dao.account(&proposal).await.unwrap();
    // Behind the discriminator, the fields, "Title" and "Link".
    let room = 8 + 312 + 5 + 4;
    assert_eq!(after.data.len(), room + 10);
    before.data[room + 3..room + 6].copy_from_slice(&[1, 2, 3]);
    assert_eq!(after, before);
    let read = stage.dao.proposal(proposal).await;
    assert_eq!((read.title.as_str(), read.link.as_str()), ("Title", "Link"));
    assert_eq!(read.actions, [0, 0, 0, 1, 2, 3, 0, 0, 0, 0]);
}

#[tokio::test]
async fn pieces_come_in_any_order_and_the_last_one_stands() {
    let (mut stage, proposal) = drafted().await;
    for (offset, piece) in [(5, [5; 5].as_slice()), (0, &[1; 5]), (2, &[7; 2]), (3, &[8; 4]), (9, &[9])] {
        write(&mut stage, proposal, offset, piece).await.unwrap();
    }
    assert_eq!(stage.dao.proposal(proposal).await.actions, [1, 1, 7, 8, 8, 8, 8, 5, 5, 9]);
}

#[tokio::test]
async fn a_piece_ends_where_the_room_does_and_not_one_byte_later() {
    let (mut stage, proposal) = drafted().await;
    for (offset, len) in [(0, 11), (1, 10), (9, 2), (10, 1), (11, 1), (u16::MAX, 1), (0, 900)] {
        let piece = vec![1; len];
        let outcome = write(&mut stage, proposal, offset, &piece).await;
        outcome.refused(GovernorError::PieceOutOfRoom);
    }
    for (offset, len) in [(0, 10), (1, 9), (9, 1)] {
        write(&mut stage, proposal, offset, &vec![1; len]).await.unwrap();
    }
}

#[tokio::test]
async fn an_empty_piece_changes_nothing() {
    let (mut stage, proposal) = drafted().await;
    let before = stage.dao.account(&proposal).await.unwrap();
    for offset in [0, 10] {
        write(&mut stage, proposal, offset, &[]).await.unwrap();
    }
    assert_eq!(stage.dao.account(&proposal).await.unwrap(), before);
    write(&mut stage, proposal, 11, &[]).await.refused(GovernorError::PieceOutOfRoom);
}

#[tokio::test]
async fn nothing_is_written_once_it_is_submitted() {
    for state in STATES {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        for piece in [[].as_slice(), &[1]] {
            write(&mut stage, proposal, 0, piece).await.refused(GovernorError::Submitted);
        }
    }
}

#[tokio::test]
async fn only_the_proposer_writes() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let proposal = draft(&mut stage, 7).await;
    let instruction = by_alice(&stage, proposal, 0, &[1]);
    let alice = stage.alice.address();
    let strangers = [
        delegate,
        Keypair::new(),
        stage.bob.keypair.insecure_clone(),
        stage.dao.council.insecure_clone(),
        stage.dao.authority.insecure_clone(),
    ];
    for stranger in strangers {
        let instruction = instruction.clone().with(alice, stranger.pubkey());
        stage.dao.attempt(instruction, &[&stranger]).await.refused(GovernorError::NotProposer);
    }
    let unsigned = instruction.unsigned(alice);
    stage.dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_owner_does_not_write_what_a_delegate_drafted() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let draft = Draft { nonce: 1, title: "T".into(), link: String::new(), actions: vec![0; 1] };
    let (payer, alice) = (stage.dao.payer(), stage.alice.address());
    let instruction = stage.dao.governance.draft(payer, delegate.pubkey(), &alice, &draft);
    stage.dao.attempt(instruction, &[&delegate]).await.unwrap();
    let proposal = stage.dao.governance.proposal(&delegate.pubkey(), 1);
    write(&mut stage, proposal, 0, &[1]).await.refused(GovernorError::NotProposer);
    // A draft is the proposer's, though it can no longer be submitted.
    stage.dao.set_delegate(&stage.alice, Pubkey::default()).await.unwrap();
    let by_delegate = stage.dao.governance.write(delegate.pubkey(), proposal, 0, &[1]);
    stage.dao.attempt(by_delegate, &[&delegate]).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let proposal = draft(&mut stage, 7).await;
    let running = stage.proposed().await;
    let grant = crate::stage::grant(&stage.dao);
    stage.dao.propose(&stage.bob, 1, &[grant]).await.unwrap();
    let bobs = stage.dao.proposal_of(&stage.bob, 1);
    let mut impostors: Vec<Impostor> = vec![
        (proposal, bobs, "another proposer's proposal", GovernorError::NotProposer.code()),
        (proposal, running, "a proposal that runs", GovernorError::Submitted.code()),
        (proposal, there, "one that runs elsewhere", GovernorError::Submitted.code()),
    ];
    impostors.extend(written_to(of_the_proposal(&mut stage.dao, proposal).await));
    let instruction = by_alice(&stage, proposal, 0, &[1]);
    stage.dao.refuses_impostors(&instruction, &[&stage.alice.keypair], &impostors).await;
    stage.dao.refuses_read_only(&instruction, &[&stage.alice.keypair]).await;
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_piece_longer_than_it_says_or_cut_is_no_piece() {
    let (mut stage, proposal) = drafted().await;
    let mut cut = by_alice(&stage, proposal, 0, &[1, 2, 3]);
    cut.data.pop();
    let outcome = stage.dao.attempt(cut, &[&stage.alice.keypair]).await;
    outcome.refused(ErrorCode::InstructionDidNotDeserialize);
}
