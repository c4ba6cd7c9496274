use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    membership::{self, CollectionKeys, CollectionTerms},
    subscriptions::{PlanTerms, StoreKeys, TokenKeys},
    Instruction, Pubkey,
};

use super::{config::StoreConfig, show::whole, token_config::PayTokenConfig};
use crate::{
    chain::{pack, Chain, OpenStore},
    command::compare::differences,
    failure::Failure,
    report::Report,
    session::Session,
    shop::{plan_words, terms_of, terms_of_plan, token_words},
    value::{existing_file, or_none, Duration},
};

/// Create a store as a file describes it, with its badges, plans and tokens; what exists already is compared
///
/// What was cut is taken up again by the same command, and plans and tokens that were added to the file are
/// made.
#[derive(Args)]
pub struct Create {
    /// The file: see migrations/store.toml
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    config: PathBuf,
}

impl Create {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let config = StoreConfig::read(&self.config)?;
        let wallet = session.wallet()?;
        let (chain, creator) = (&session.chain, wallet.pubkey());
        let badges = CollectionKeys::derive(&creator, config.id.to_le_bytes());
        let keys = StoreKeys::derive(&creator, config.id, badges.collection);
        let found = chain.find_store(keys.store)?;
        let mut work = Work { chain, config: &config, keys, creator, steps: vec![], differ: String::new() };
        work.store(found.as_ref())?;
        work.plans(found.as_ref())?;
        work.tokens(found.as_ref())?;
        let Work { steps, differ, .. } = work;
        if !differ.is_empty() {
            return Err(Failure::cluster(format!(
                "the store {} exists, and differs from the file:{differ}\nUse tenure store terms, plan, pay-token, \
                 pauser, operator and authority to change it, or change the file.",
                keys.store
            )));
        }
        if steps.is_empty() {
            let report = Report::new("The store exists already, as the file describes it.");
            let report = report.fact("created", "", "", false.into());
            return whole(session, &chain.store(keys.store)?, report);
        }
        if config.roles().authority != creator {
            return Err(Failure::input(format!(
                "plans and tokens are made by the store's authority, and the wallet is {creator}: create the store \
                 with it as authority, and hand over afterwards"
            )));
        }
        let mut signatures = Vec::new();
        for instructions in pack(steps, &creator) {
            signatures.push(chain.send(&instructions, &[&wallet])?.to_string());
        }
        let headline = if found.is_none() { "Created a store." } else { "Added what was missing." };
        let report = Report::new(headline)
            .fact("signatures", "Transactions", signatures.join(", "), signatures.clone().into())
            .fact("created", "", "", true.into());
        whole(session, &chain.store(keys.store)?, report)
    }
}

/// What is to be made, and what is there and differs: that is for the authority to decide on.
struct Work<'a> {
    chain: &'a Chain,
    config: &'a StoreConfig,
    keys: StoreKeys,
    creator: Pubkey,
    steps: Vec<Vec<Instruction>>,
    differ: String,
}

impl Work<'_> {
    fn store(&mut self, found: Option<&OpenStore>) -> Result<(), Failure> {
        let terms = self.config.terms().map_err(Failure::input)?;
        let collection = self.config.collection_terms(self.keys.store).map_err(Failure::input)?;
        let Some(found) = found else {
            let (creator, id) = (self.creator, self.config.id);
            let badges = self.keys.badges;
            let mut step = vec![badges.create_collection(creator, creator, id.to_le_bytes(), collection)];
            step.push(self.keys.create_store(creator, creator, id, terms, self.config.roles()));
            self.steps.push(step);
            return Ok(());
        };
        let (state, roles, there) = (&found.state, self.config.roles(), found.state.terms());
        let span = |seconds: u32| Duration(seconds.into()).to_string();
        self.differ += &differences(&[
            ("authority", or_none(&state.authority), or_none(&roles.authority)),
            ("pauser", or_none(&state.pauser), or_none(&roles.pauser)),
            ("operator", or_none(&state.operator), or_none(&roles.operator)),
            ("payout_owner", or_none(&state.payout_owner), or_none(&roles.payout_owner)),
            ("grace", span(there.grace), span(terms.grace)),
            ("window", span(there.window), span(terms.window)),
            ("notice", span(there.notice), span(terms.notice)),
            ("keeper_fee_bps", there.keeper_fee_bps.to_string(), terms.keeper_fee_bps.to_string()),
        ]);
        self.badges(found, &collection);
        Ok(())
    }

    fn badges(&mut self, found: &OpenStore, terms: &CollectionTerms) {
        let there = &found.collection;
        let span = |seconds: u32| Duration(seconds.into()).to_string();
        let tiers = |tiers: &[[u8; 16]]| {
            let names: Vec<_> = tiers.iter().map(|tier| membership::text(tier)).collect();
            names.join(", ").trim_end_matches([',', ' ']).to_owned()
        };
        self.differ += &differences(&[
            ("the badges' name", membership::text(&there.name), membership::text(&terms.name)),
            ("their symbol", membership::text(&there.symbol), membership::text(&terms.symbol)),
            ("their uri", membership::text(&there.uri), membership::text(&terms.uri)),
            ("their grace", span(there.grace), span(terms.grace)),
            ("their tiers", tiers(&there.tiers), tiers(&terms.tiers)),
        ]);
    }

    fn plans(&mut self, found: Option<&OpenStore>) -> Result<(), Failure> {
        let there = found.map(|found| self.chain.plans(found)).transpose()?.unwrap_or_default();
        let terms = self.config.plan_terms().map_err(Failure::input)?;
        let words = |terms: &PlanTerms| plan_words(terms, &terms.tier.to_string());
        for (id, terms) in (0..).zip(&terms) {
            let Some(plan) = there.iter().find(|plan| plan.id == id) else {
                let create = self.keys.create_plan(self.creator, self.creator, id, *terms);
                self.steps.push(vec![create]);
                continue;
            };
            let (name, there) = (format!("plan {id}"), words(&terms_of_plan(plan)));
            self.differ += &differences(&[(&name, there, words(terms))]);
        }
        for plan in there.iter().skip(terms.len()) {
            let name = format!("plan {}", plan.id);
            let nothing = "nothing".to_owned();
            self.differ += &differences(&[(&name, words(&terms_of_plan(plan)), nothing)]);
        }
        Ok(())
    }

    fn tokens(&mut self, found: Option<&OpenStore>) -> Result<(), Failure> {
        let there = found.map(|found| self.chain.pay_tokens(found)).transpose()?.unwrap_or_default();
        for token in &self.config.pay_tokens {
            let decimals = self.chain.decimals_of(&token.mint)?;
            let terms = token.terms(decimals)?;
            let Some(found) = there.iter().find(|found| found.keys.mint == token.mint) else {
                self.add_token(token, decimals)?;
                continue;
            };
            let name = format!("the token {}", token.mint);
            let words = |terms| token_words(terms, decimals);
            self.differ += &differences(&[(&name, words(&terms_of(found)), words(&terms))]);
        }
        Ok(())
    }

    fn add_token(&mut self, token: &PayTokenConfig, decimals: u8) -> Result<(), Failure> {
        let program = self.chain.token_program_of(&token.mint)?;
        let owner = self.config.roles().payout_owner;
        let keys = self.keys.token(token.mint, program, Pubkey::default());
        let keys = TokenKeys { payout: keys.source(&owner), ..keys };
        let creator = self.creator;
        self.steps.push(vec![
            create_associated_token_account_idempotent(&creator, &owner, &token.mint, &program),
            self.keys.create_pay_token(creator, creator, &keys, token.terms(decimals)?),
        ]);
        Ok(())
    }
}
