//! A store's file against the chain.

use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    membership::{self, CollectionTerms},
    subscriptions::{PlanTerms, Roles, StoreKeys, TokenKeys, TokenTerms},
    Instruction, Pubkey,
};

use super::config::StoreConfig;
use crate::{
    chain::{Chain, OpenStore},
    command::compare::differences,
    failure::Failure,
    shop::{plan_words, terms_of, terms_of_plan, token_words},
    value::{or_none, Duration},
};

/// A store's file against the chain.
#[derive(Default)]
pub struct Comparison {
    /// What is to be made, by name.
    pub steps: Vec<(String, Vec<Instruction>)>,
    /// What is there as the file says.
    pub same: Vec<String>,
    /// What is there and differs, a line each: that is for the authority to decide on.
    pub differ: String,
}

/// The decimals and the token program of a mint.
pub type Mints<'a> = dyn Fn(&Pubkey) -> Result<(u8, Pubkey), Failure> + 'a;

/// Compares what was `found` of the store at `keys`, if it was, with its file, and with its `roles`.
pub fn compare(
    chain: &Chain,
    config: &StoreConfig,
    roles: Roles,
    found: Option<&OpenStore>,
    keys: &StoreKeys,
    creator: Pubkey,
    mints: &Mints<'_>,
) -> Result<Comparison, Failure> {
    let mut work = Work { chain, config, roles, found, keys, creator, mints, is: Comparison::default() };
    work.store()?;
    work.plans()?;
    work.tokens()?;
    Ok(work.is)
}

struct Work<'a> {
    chain: &'a Chain,
    config: &'a StoreConfig,
    roles: Roles,
    found: Option<&'a OpenStore>,
    keys: &'a StoreKeys,
    creator: Pubkey,
    mints: &'a Mints<'a>,
    is: Comparison,
}

impl Work<'_> {
    fn store(&mut self) -> Result<(), Failure> {
        let terms = self.config.terms().map_err(Failure::input)?;
        let collection = self.config.collection_terms(self.keys.store).map_err(Failure::input)?;
        let Some(found) = self.found else {
            let (creator, id) = (self.creator, self.config.id);
            let badges = self.keys.badges;
            let mut step = vec![badges.create_collection(creator, creator, id.to_le_bytes(), collection)];
            step.push(self.keys.create_store(creator, creator, id, terms, self.roles));
            self.is.steps.push(("the store, with its badges".to_owned(), step));
            return Ok(());
        };
        let (state, roles, there) = (&found.state, self.roles, found.state.terms());
        let span = |seconds: u32| Duration(seconds.into()).to_string();
        let differ = differences(&[
            ("authority", or_none(&state.authority), or_none(&roles.authority)),
            ("pauser", or_none(&state.pauser), or_none(&roles.pauser)),
            ("operator", or_none(&state.operator), or_none(&roles.operator)),
            ("payout_owner", or_none(&state.payout_owner), or_none(&roles.payout_owner)),
            ("grace", span(there.grace), span(terms.grace)),
            ("window", span(there.window), span(terms.window)),
            ("notice", span(there.notice), span(terms.notice)),
            ("keeper_fee_bps", there.keeper_fee_bps.to_string(), terms.keeper_fee_bps.to_string()),
        ]);
        self.compared("the store".to_owned(), differ);
        let differ = badge_differences(found, &collection);
        self.compared("its badges".to_owned(), differ);
        Ok(())
    }

    fn plans(&mut self) -> Result<(), Failure> {
        let there = self.found.map(|found| self.chain.plans(found)).transpose()?.unwrap_or_default();
        let terms = self.config.plan_terms().map_err(Failure::input)?;
        let words = |terms: &PlanTerms, sold| {
            let sold = if sold { "" } else { "; takes no new subscribers" };
            format!("{}{sold}", plan_words(terms, &terms.tier.to_string()))
        };
        for ((id, terms), config) in (0..).zip(&terms).zip(&self.config.plans) {
            let name = format!("plan {id}");
            let Some(plan) = there.iter().find(|plan| plan.id == id) else {
                let mut make = vec![self.keys.create_plan(self.creator, self.creator, id, *terms)];
                if !config.sold {
                    make.push(self.keys.sunset_plan(self.creator, id));
                }
                self.is.steps.push((name, make));
                continue;
            };
            let there = words(&terms_of_plan(plan), plan.is_sold());
            let differ = differences(&[(&name, there, words(terms, config.sold))]);
            self.compared(name, differ);
        }
        for plan in there.iter().skip(terms.len()) {
            let words = words(&terms_of_plan(plan), plan.is_sold());
            self.unknown(&format!("plan {}", plan.id), words);
        }
        Ok(())
    }

    fn tokens(&mut self) -> Result<(), Failure> {
        let there = self.found.map(|found| self.chain.pay_tokens(found)).transpose()?.unwrap_or_default();
        for token in &self.config.pay_tokens {
            let (decimals, program) = (self.mints)(&token.mint)?;
            let (name, terms) = (format!("the token {}", token.mint), token.terms(decimals)?);
            let Some(found) = there.iter().find(|found| found.keys.mint == token.mint) else {
                let make = self.add_token(token.mint, program, terms);
                self.is.steps.push((name, make));
                continue;
            };
            let words = |terms| token_words(terms, decimals);
            let differ = differences(&[(&name, words(&terms_of(found)), words(&terms))]);
            self.compared(name, differ);
        }
        for more in &there {
            let mint = more.keys.mint;
            if self.config.pay_tokens.iter().all(|token| token.mint != mint) {
                let words = token_words(&terms_of(more), more.state.decimals);
                self.unknown(&format!("the token {mint}"), words);
            }
        }
        Ok(())
    }

    fn add_token(&self, mint: Pubkey, program: Pubkey, terms: TokenTerms) -> Vec<Instruction> {
        let (creator, owner) = (self.creator, self.roles.payout_owner);
        let keys = self.keys.token(mint, program, Pubkey::default());
        let keys = TokenKeys { payout: keys.source(&owner), ..keys };
        vec![
            create_associated_token_account_idempotent(&creator, &owner, &mint, &program),
            self.keys.create_pay_token(creator, creator, &keys, terms),
        ]
    }

    /// What is there, and not in the file.
    fn unknown(&mut self, name: &str, words: String) {
        self.is.differ += &differences(&[(name, words, "nothing".to_owned())]);
    }

    fn compared(&mut self, name: String, differ: String) {
        if differ.is_empty() {
            self.is.same.push(name);
        }
        self.is.differ += &differ;
    }
}

fn badge_differences(found: &OpenStore, terms: &CollectionTerms) -> String {
    let there = &found.collection;
    let span = |seconds: u32| Duration(seconds.into()).to_string();
    let tiers = |tiers: &[[u8; 16]]| {
        let names: Vec<_> = tiers.iter().map(|tier| membership::text(tier)).collect();
        names.join(", ").trim_end_matches([',', ' ']).to_owned()
    };
    differences(&[
        ("the badges' name", membership::text(&there.name), membership::text(&terms.name)),
        ("their symbol", membership::text(&there.symbol), membership::text(&terms.symbol)),
        ("their uri", membership::text(&there.uri), membership::text(&terms.uri)),
        ("their grace", span(there.grace), span(terms.grace)),
        ("their tiers", tiers(&there.tiers), tiers(&terms.tiers)),
    ])
}
