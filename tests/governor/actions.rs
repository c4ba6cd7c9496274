//! What a submission takes for actions, and what it refuses.

use governor::GovernorError;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::governor::{actions_hash, decode_actions, encode_actions, Draft};
use tenure_math::ProposalState;
use tenure_tests::OutcomeExt;

use crate::stage::{drafted, grant, overwrite, submit, written, Stage};

/// Alice's draft with these bytes for actions.
async fn of_bytes(stage: &mut Stage, nonce: u64, actions: Vec<u8>) -> Pubkey {
    let draft = Draft { nonce, title: "Title".into(), link: "Link".into(), actions };
    written(&mut stage.dao, &stage.alice, &draft).await
}

#[tokio::test]
async fn a_proposal_has_1_to_16_actions() {
    for count in [1, 15, 16] {
        let mut stage = Stage::new().await;
        let actions = vec![grant(&stage.dao); usize::from(count)];
        let proposal = of_bytes(&mut stage, 1, encode_actions(&actions).unwrap()).await;
        submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
        assert_eq!(stage.dao.proposal(proposal).await.proposal.actions, count);
    }
    let mut stage = Stage::new().await;
    let none = of_bytes(&mut stage, 1, vec![]).await;
    submit(&mut stage.dao, &stage.alice, none).await.refused(GovernorError::NoActions);
    for (nonce, count) in [(2, 17), (3, 72)] {
        let actions = vec![grant(&stage.dao); count];
        let proposal = of_bytes(&mut stage, nonce, encode_actions(&actions).unwrap()).await;
        submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::TooManyActions);
    }
}

#[tokio::test]
async fn malformed_actions_are_refused() {
    let mut stage = Stage::new().await;
    // 32 of program, 1, two accounts of 33, 2, and 12 of data.
    let right = encode_actions(&[grant(&stage.dao)]).unwrap();
    assert_eq!(right.len(), 32 + 1 + 66 + 2 + 12);
    let cut = |len: usize| right[..len].to_vec();
    let changed = |at: usize, byte: u8| {
        let mut bytes = right.clone();
        bytes[at] = byte;
        bytes
    };
    let wrong = [
        ("cut in the program", cut(31)),
        ("cut behind the program", cut(32)),
        ("cut in an account", cut(65)),
        ("cut behind the accounts", cut(99)),
        ("cut in the data's length", cut(100)),
        ("cut in the data", cut(112)),
        ("a trailing byte", [right.clone(), vec![0]].concat()),
        ("a whole one and one cut", [right.clone(), cut(100)].concat()),
        ("one account more than there are", changed(32, 3)),
        ("all accounts that there can be", changed(32, 255)),
        ("more data than there is", changed(99, 13)),
        ("a length read from the wrong end", changed(100, 1)),
        ("less data than there is", changed(99, 11)),
        ("the unknown flag 4", changed(65, 4 | 3)),
        ("the unknown flag 128", changed(98, 128)),
        ("all flags", changed(65, 255)),
        ("a room that was not filled", [right.clone(), vec![0; 34]].concat()),
        ("a room that was not filled at all", vec![0; 34]),
        ("nothing but ones", vec![255; 200]),
    ];
    for (nonce, (what, bytes)) in (1..).zip(wrong) {
        println!("{what}");
        let proposal = of_bytes(&mut stage, nonce, bytes).await;
        submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::BadActions);
        assert_eq!(stage.dao.state(proposal).await, None);
    }
    let proposal = of_bytes(&mut stage, 100, right).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
}

#[tokio::test]
async fn room_left_unwritten_is_no_action() {
    let mut stage = Stage::new().await;
    let nothing = Instruction { program_id: Pubkey::default(), accounts: vec![], data: vec![] };
    let actions = encode_actions(&[grant(&stage.dao), nothing]).unwrap();
    assert_eq!(actions[actions.len() - 35..], [0; 35]);
    let proposal = of_bytes(&mut stage, 1, actions).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::BadActions);
}

#[tokio::test]
async fn nobody_but_the_treasury_signs_an_action() {
    let (mut stage, neighbour) = Stage::beside_a_neighbour().await;
    let foreign = [
        stage.alice.address(),
        stage.dao.council.pubkey(),
        stage.dao.governance.governor,
        neighbour.governance.treasury,
        stage.dao.payer(),
        Pubkey::default(),
    ];
    for (nonce, signer) in (1..).zip(foreign) {
        let actions = [grant(&stage.dao), transfer(&signer, &stage.bob.address(), 1)];
        let proposal = of_bytes(&mut stage, nonce, encode_actions(&actions).unwrap()).await;
        submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::ForeignSigner);
    }
    // Beside the treasury, which signs, nobody else does.
    let mut both = grant(&stage.dao);
    both.accounts[1].is_signer = true;
    let proposal = of_bytes(&mut stage, 100, encode_actions(&[both]).unwrap()).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::ForeignSigner);
}

#[tokio::test]
async fn what_is_wrong_can_be_written_anew() {
    let mut stage = Stage::new().await;
    let right = encode_actions(&[grant(&stage.dao)]).unwrap();
    let mut wrong = right.clone();
    wrong[65] = 4;
    let proposal = of_bytes(&mut stage, 1, wrong).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::BadActions);
    let fix = stage.dao.governance.write(stage.alice.address(), proposal, 65, &right[65..66]);
    stage.dao.attempt(fix, &[&stage.alice.keypair]).await.unwrap();
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    let submitted = stage.dao.proposal(proposal).await;
    assert_eq!(submitted.proposal.actions_hash, actions_hash(&right));
}

#[tokio::test]
async fn a_large_proposal_is_written_in_pieces_and_sealed() {
    let mut stage = Stage::new().await;
    // Each pays another one, and has four accounts more, which a transfer does not look at: 32 + 1 + 6 * 33
    // + 2 + 12 = 245 bytes, and 16 of them 3,920.
    let grantee = |index: u8| Pubkey::new_from_array([200 + index; 32]);
    let actions: Vec<_> = (0_u8..16)
        .map(|index| {
            let mut action = stage.dao.sol_to(&grantee(index), 1_000_000 + u64::from(index));
            let more = (1..5).map(|at| AccountMeta::new_readonly(grantee(at), false));
            action.accounts.extend(more);
            action
        })
        .collect();
    let bytes = encode_actions(&actions).unwrap();
    assert_eq!(bytes.len(), 3_920);

    let proposal = stage.passed(1, &actions).await;

    let read = stage.dao.proposal(proposal).await;
    assert_eq!((read.proposal.actions, read.proposal.actions_hash), (16, actions_hash(&bytes)));
    assert_eq!(decode_actions(&read.actions), Some(actions.clone()));
    for (index, action) in (0..).zip(&actions) {
        stage.dao.execute(proposal, index, action).await.unwrap();
        let paid = stage.dao.account(&grantee(index)).await.unwrap().lamports;
        assert_eq!(paid, 1_000_000 + u64::from(index));
    }
    assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Executed));
}

#[tokio::test]
async fn one_action_fills_all_the_room_there_is() {
    let mut stage = Stage::new().await;
    // 8,192 less a title of one byte and the 35 bytes around the data.
    let data = vec![7; 8_156];
    let action = Instruction { program_id: proxy::ID, accounts: vec![], data };
    let actions = encode_actions(&[action]).unwrap();
    let draft = Draft { nonce: 1, title: "t".into(), link: String::new(), actions: actions.clone() };
    let proposal = written(&mut stage.dao, &stage.alice, &draft).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    assert_eq!(stage.dao.proposal(proposal).await.proposal.actions_hash, actions_hash(&actions));
}

#[tokio::test]
async fn texts_that_are_no_texts_are_not_submitted() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let right = stage.dao.account(&proposal).await.unwrap();
    // No instruction writes such texts. "Proposal 1" begins behind the fields, the link after it.
    for at in [320, 329, 330, 354] {
        overwrite(&mut stage.dao, &proposal, at, &[0xff]).await;
        submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::BadText);
        stage.dao.set_account(&proposal, right.clone());
    }
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
}
