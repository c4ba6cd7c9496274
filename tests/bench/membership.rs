//! The membership program's instructions. An issue is measured with every account to be made.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction as token_2022;
use tenure_client::membership::{Badge, CollectionKeys, TOKEN_PROGRAM};
use tenure_tests::{Club, TokenKind};

use crate::{
    floor_cost::Part::{self, Call, CreateAccount},
    measure::{floor, Stage},
    table::Row,
};

/// The calls that an instruction cannot do without; what Token-2022 takes within them is not listed.
const CREATE_COLLECTION: &[Part] = &[Call, CreateAccount, Call, CreateAccount, Call, Call, Call, Call, Call];
const ISSUE: &[Part] = &[
    Call,
    CreateAccount,
    Call,
    CreateAccount,
    Call,
    CreateAccount,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
];
const REMAKE: &[Part] = &[Call, CreateAccount, Call, Call, Call, Call];

pub fn rows() -> Vec<Row> {
    vec![
        row("create_collection", create_collection(), CREATE_COLLECTION, Some(30_000)),
        row("issue", House::new().issue(), ISSUE, Some(45_000)),
        row("set_tier", House::new().set_tier(false), &[], Some(1_500)),
        row("set_tier, shown", House::new().set_tier(true), &[Call, Call], Some(20_000)),
        row("extend", House::new().extend(false), &[], Some(1_500)),
        row("extend, shown", House::new().extend(true), &[Call], Some(11_000)),
        row("revoke", House::new().revoke(), &[Call, Call], Some(9_000)),
        row("expire", House::new().expire(), &[Call, Call], Some(9_000)),
        row("rebuild, nothing gone", House::new().rebuild(false), &[Call, Call], Some(20_000)),
        row("rebuild, token and account gone", House::new().rebuild(true), REMAKE, Some(30_000)),
    ]
}

fn row(instruction: &'static str, units: u64, parts: &'static [Part], budget: Option<u64>) -> Row {
    Row { program: "membership", instruction, units, parts, budget, peer: None }
}

fn create_collection() -> u64 {
    let mut stage = Stage::new(TokenKind::SplToken);
    floor(|| {
        let creator = stage.key();
        let keys = CollectionKeys::derive(&creator.pubkey(), Club::ID);
        let terms = Club::terms(creator.pubkey());
        stage.run(keys.create_collection(stage.payer(), creator.pubkey(), Club::ID, terms), &[&creator])
    })
}

/// A stage with a collection.
struct House {
    stage: Stage,
    keys: CollectionKeys,
    issuer: Keypair,
    expires_at: u64,
}

impl House {
    fn new() -> Self {
        let mut stage = Stage::new(TokenKind::SplToken);
        let issuer = stage.key();
        let keys = CollectionKeys::derive(&issuer.pubkey(), Club::ID);
        let terms = Club::terms(issuer.pubkey());
        let create = keys.create_collection(stage.payer(), issuer.pubkey(), Club::ID, terms);
        stage.run(create, &[&issuer]);
        let expires_at = stage.lite.now() + Club::TERM;
        Self { stage, keys, issuer, expires_at }
    }

    /// Issues to someone new.
    fn member(&mut self) -> (Pubkey, u64) {
        let holder = self.stage.key().pubkey();
        let units = self.issue_to(&holder);
        (holder, units)
    }

    fn issue_to(&mut self, holder: &Pubkey) -> u64 {
        let (payer, issuer) = (self.stage.payer(), self.issuer.insecure_clone());
        let issue = self.keys.issue(payer, issuer.pubkey(), holder, 2, self.expires_at, false);
        self.stage.run(issue, &[&issuer])
    }

    fn badge(&self, holder: &Pubkey) -> Badge {
        self.stage.lite.read(&self.keys.badge(holder)).expect("a badge")
    }

    fn issue(mut self) -> u64 {
        floor(|| self.member().1)
    }

    fn set_tier(mut self, show: bool) -> u64 {
        let issuer = self.issuer.insecure_clone();
        floor(|| {
            let (holder, _) = self.member();
            self.stage.run(self.keys.set_tier(issuer.pubkey(), &holder, 3, show), &[&issuer])
        })
    }

    fn extend(mut self, show: bool) -> u64 {
        let issuer = self.issuer.insecure_clone();
        floor(|| {
            let (holder, _) = self.member();
            let later = self.expires_at + Club::TERM;
            self.stage.run(self.keys.extend(issuer.pubkey(), &holder, later, false, show), &[&issuer])
        })
    }

    fn revoke(mut self) -> u64 {
        let issuer = self.issuer.insecure_clone();
        floor(|| {
            let (holder, _) = self.member();
            let badge = self.badge(&holder);
            self.stage.run(self.keys.revoke(issuer.pubkey(), &badge), &[&issuer])
        })
    }

    fn expire(mut self) -> u64 {
        floor(|| {
            let (holder, _) = self.member();
            let badge = self.badge(&holder);
            let issued = self.stage.lite.now();
            self.stage.lite.set_time(self.expires_at + u64::from(Club::GRACE));
            let units = self.stage.run(self.keys.expire(&badge), &[]);
            self.stage.lite.set_time(issued);
            units
        })
    }

    /// Where the holder has burned the token and closed the account, if it is `gone`.
    fn rebuild(mut self, gone: bool) -> u64 {
        floor(|| {
            let holder = self.stage.key();
            let by = holder.pubkey();
            self.issue_to(&by);
            if gone {
                let (mint, token) = (self.keys.mint(&by), self.keys.token(&by));
                let burn = token_2022::burn(&TOKEN_PROGRAM, &token, &mint, &by, &[], 1);
                let close = token_2022::close_account(&TOKEN_PROGRAM, &token, &by, &by, &[]);
                self.stage.run(burn.expect("a token program"), &[&holder]);
                self.stage.run(close.expect("a token program"), &[&holder]);
            }
            self.stage.run(self.keys.rebuild(self.stage.payer(), &by), &[])
        })
    }
}
