//! The governor's instructions. Proposing is the transaction that a client sends for one action: the draft,
//! its action, the crank and the submission.

use governor::GovernorParams;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_client::{
    governor::{encode_actions, Draft, GovernorKeys},
    locker::LockerParams,
};
use tenure_math::Choice;
use tenure_tests::{Dao, Owner, TokenKind, World};

use crate::{
    floor_cost::Part::{self, Call, CreateAccount, SendSol},
    measure::{floor, Stage, OWNERS},
    table::Row,
};

const PARAMS: GovernorParams = Dao::PARAMS;
/// An action on the governor itself.
type Own = fn(&GovernorKeys) -> Instruction;

const SOL: u64 = 1_000_000_000;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        row("create_governor", create_governor(), &[Call, CreateAccount], None, None),
        row(
            "propose, 1 action (draft, write, crank, submit)",
            Parliament::new().propose(),
            &[Call, CreateAccount],
            Some(12_000),
            Some(("SPL Governance, create and insert", 52_428 + 20_271)),
        ),
        row(
            "vote (new account, lock marked)",
            Parliament::new().vote(),
            &[Call, CreateAccount, Call],
            Some(6_000),
            Some(("SPL Governance", 26_569)),
        ),
        row("vote (changed)", Parliament::new().change_vote(), &[], None, None),
        row(
            "execute (SOL transfer)",
            Parliament::new().execute(),
            &[Call, SendSol],
            Some(7_000),
            Some(("SPL Governance", 21_292)),
        ),
        row("cancel", Parliament::new().cancel(), &[], None, None),
        row("veto", Parliament::new().veto(), &[], None, None),
        row("close_vote", Parliament::new().close_vote(), &[], None, None),
        row("close_proposal", Parliament::new().close_proposal(), &[], None, None),
        row("proposal_state (view)", Parliament::new().proposal_state(), &[], None, None),
    ];
    let mut own = |name, action: Own| {
        rows.push(row(name, Parliament::new().execute_own(action), &[Call], None, None));
    };
    own("execute (update_params)", |keys| keys.update_params(PARAMS));
    own("execute (set_council)", |keys| keys.set_council(Pubkey::new_from_array([7; 32])));
    own("execute (set_outflow_limit)", |keys| keys.set_outflow_limit(Pubkey::default(), SOL));
    rows
}

fn row(
    instruction: &'static str,
    units: u64,
    parts: &'static [Part],
    budget: Option<u64>,
    peer: Option<(&'static str, u64)>,
) -> Row {
    Row { program: "governor", instruction, units, parts, budget, peer }
}

/// A stage with a governor, its treasury funded, and holders whose locks count.
struct Parliament {
    stage: Stage,
    keys: GovernorKeys,
    holders: Vec<Owner>,
    nonce: u64,
}

impl Parliament {
    fn new() -> Self {
        let mut stage = Stage::new(TokenKind::SplToken);
        let keys = GovernorKeys::derive(stage.keys);
        let (payer, authority) = (stage.payer(), stage.authority.insecure_clone());
        let founder = authority.pubkey();
        stage.run(keys.create_governor(payer, founder, PARAMS, founder), &[&authority]);
        let params = LockerParams { governor: keys.governor, ..World::PARAMS };
        stage.run(stage.keys.update_params(founder, params), &[&authority]);
        stage.run(system::transfer(&payer, &keys.treasury, 1_000 * SOL), &[]);
        let holders: Vec<_> = (0..OWNERS).map(|_| stage.owner()).collect();
        for holder in &holders {
            stage.lock(holder, 208);
        }
        stage.advance_weeks(1);
        Self { stage, keys, holders, nonce: 0 }
    }

    /// The next proposal of `holder`; returns its address and what it takes.
    fn propose_of(&mut self, holder: usize, action: &Instruction) -> (Pubkey, u64) {
        self.nonce += 1;
        let draft = Draft {
            nonce: self.nonce,
            title: "Grant for the audit of the governor".into(),
            link: "https://forum.example.com/t/42".into(),
            actions: encode_actions(std::slice::from_ref(action)).expect("an action that fits"),
        };
        let owner = &self.holders[holder];
        let proposer = owner.address();
        let steps = self.keys.propose(self.stage.payer(), proposer, &proposer, &draft);
        let sent = self.stage.lite.send(&steps, &[&owner.keypair]).expect("the proposal goes through");
        (self.keys.proposal(&proposer, self.nonce), sent.compute_units)
    }

    fn grant(&self) -> Instruction {
        system::transfer(&self.keys.treasury, &Pubkey::new_from_array([9; 32]), SOL)
    }

    fn cast(&mut self, holder: usize, proposal: Pubkey, choice: Choice) -> u64 {
        let (payer, owner) = (self.stage.payer(), &self.holders[holder]);
        let address = owner.address();
        let vote = self.keys.vote(payer, address, &address, proposal, choice);
        let keypair = owner.keypair.insecure_clone();
        self.stage.run(vote, &[&keypair])
    }

    fn pass(&mut self, seconds: u32) {
        let then = self.stage.lite.now() + u64::from(seconds);
        self.stage.lite.set_time(then);
    }

    fn propose(mut self) -> u64 {
        let grant = self.grant();
        let mut holders = 0..OWNERS;
        floor(|| self.propose_of(holders.next().expect("one holder for each figure"), &grant).1)
    }

    fn vote(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.propose_of(0, &grant).0;
        self.pass(PARAMS.voting_delay);
        let mut holders = 0..OWNERS;
        floor(|| self.cast(holders.next().expect("one holder for each figure"), proposal, Choice::For))
    }

    fn change_vote(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.propose_of(0, &grant).0;
        self.pass(PARAMS.voting_delay);
        let mut holders = 0..OWNERS;
        floor(|| {
            let holder = holders.next().expect("one holder for each figure");
            self.cast(holder, proposal, Choice::For);
            self.cast(holder, proposal, Choice::Against)
        })
    }

    /// A proposal of `action` that passed and can be executed.
    fn passed(&mut self, action: &Instruction) -> Pubkey {
        let proposal = self.propose_of(0, action).0;
        self.pass(PARAMS.voting_delay);
        for holder in 0..OWNERS {
            self.cast(holder, proposal, Choice::For);
        }
        self.pass(PARAMS.voting_period + PARAMS.timelock);
        proposal
    }

    fn execute(self) -> u64 {
        let grant = self.grant();
        self.execute_own(|_| grant)
    }

    fn execute_own(mut self, action: impl FnOnce(&GovernorKeys) -> Instruction) -> u64 {
        let action = action(&self.keys);
        let proposal = self.passed(&action);
        let execute = self.keys.execute(proposal, 0, &action);
        self.stage.run(execute, &[])
    }

    fn cancel(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.propose_of(0, &grant).0;
        let proposer = self.holders[0].keypair.insecure_clone();
        let cancel = self.keys.cancel(proposer.pubkey(), proposal, &proposer.pubkey());
        self.stage.run(cancel, &[&proposer])
    }

    fn veto(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.propose_of(0, &grant).0;
        let council: Keypair = self.stage.authority.insecure_clone();
        let veto = self.keys.veto(council.pubkey(), proposal);
        self.stage.run(veto, &[&council])
    }

    fn close_vote(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.passed(&grant);
        let owner = self.holders[0].address();
        let close = self.keys.close_vote(&proposal, &owner, self.stage.payer());
        self.stage.run(close, &[])
    }

    fn close_proposal(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.passed(&grant);
        self.pass(PARAMS.grace);
        let closer = self.holders[1].keypair.insecure_clone();
        let close = self.keys.close_proposal(closer.pubkey(), proposal, self.stage.payer());
        self.stage.run(close, &[&closer])
    }

    fn proposal_state(mut self) -> u64 {
        let grant = self.grant();
        let proposal = self.propose_of(0, &grant).0;
        let view = self.keys.proposal_state(proposal);
        self.stage.run(view, &[])
    }
}

fn create_governor() -> u64 {
    let mut stage = Stage::new(TokenKind::SplToken);
    floor(|| {
        stage.renew_locker();
        let keys = GovernorKeys::derive(stage.keys);
        let (payer, authority) = (stage.payer(), stage.authority.insecure_clone());
        let founder = authority.pubkey();
        stage.run(keys.create_governor(payer, founder, PARAMS, founder), &[&authority])
    })
}
