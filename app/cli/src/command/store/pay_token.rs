//! `tenure store pay-token`: what is taken as payment.

use clap::{Args, Subcommand};
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    subscriptions::{TokenKeys, TokenTerms, ORACLE, STABLE},
    Pubkey,
};

use super::token_config::require_oracle;
use crate::{
    chain::OpenStore,
    failure::Failure,
    report::Report,
    session::Session,
    shop::{terms_of, token_facts},
    value::{address, Decimal, Duration, Feed},
};

/// Admit tokens to be paid with, and set how they are taken
#[derive(Subcommand)]
pub enum PayToken {
    Add(Add),
    Update(Update),
}

/// Take a token: with --stable at a dollar each, or with --feed at the price that Pyth publishes. As authority
///
/// Payments go to the payout owner's associated token account, which is made if it is missing.
#[derive(Args)]
pub struct Add {
    /// The token's mint
    #[arg(value_parser = address)]
    mint: Pubkey,
    /// It is the store's own: plans give a discount for it
    #[arg(long)]
    own: bool,
    /// It counts as a dollar, whatever it trades at
    #[arg(long, required_unless_present = "feed", conflicts_with = "feed")]
    stable: bool,
    #[command(flatten)]
    terms: Terms,
}

/// Change how a token is taken; what is not named stays. As authority
#[derive(Args)]
pub struct Update {
    /// The token's mint
    #[arg(value_parser = address)]
    mint: Pubkey,
    /// Take it, or not any more
    #[arg(long, value_name = "YES_OR_NO", action = clap::ArgAction::Set, value_parser = yes_or_no)]
    taken: Option<bool>,
    #[command(flatten)]
    terms: Terms,
}

#[derive(Args)]
struct Terms {
    /// Pyth's id of the token's price feed: 64 hexadecimal digits
    #[arg(long, value_name = "HEX")]
    feed: Option<Feed>,
    /// The oldest price that is charged at. Default, with a feed: 1 minute
    #[arg(long, value_name = "TIME")]
    max_age: Option<Duration>,
    /// The widest that the price may be uncertain. Default, with a feed: 100
    #[arg(long, value_name = "BPS")]
    max_confidence_bps: Option<u16>,
    /// The farthest that it may be from its moving average. Default, with a feed: 1000
    #[arg(long, value_name = "BPS")]
    max_deviation_bps: Option<u16>,
    /// The most that a keeper gets of one renewal, in tokens. Default: nothing
    #[arg(long, value_name = "AMOUNT")]
    keeper_fee_cap: Option<Decimal>,
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("give yes or no".to_owned()),
    }
}

const NEW: TokenTerms = TokenTerms {
    kind: STABLE,
    own: false,
    enabled: true,
    max_confidence_bps: 0,
    max_deviation_bps: 0,
    max_age: 0,
    keeper_fee_cap: 0,
    feed: [0; 32],
};

impl Terms {
    /// `before`, with what is named changed.
    fn over(&self, before: TokenTerms, decimals: u8) -> Result<TokenTerms, Failure> {
        let feed = self.feed.map_or(before.feed, |feed| feed.0);
        let kind = if feed == [0; 32] { STABLE } else { ORACLE };
        let before = match (before.kind, kind) {
            // The first feed brings all that a price needs.
            (STABLE, ORACLE) => {
                TokenTerms { max_confidence_bps: 100, max_deviation_bps: 1_000, max_age: 60, ..before }
            }
            _ => before,
        };
        let cap = self.keeper_fee_cap.as_ref().map(|cap| cap.tokens(decimals)).transpose()?;
        let terms = TokenTerms {
            kind,
            max_confidence_bps: self.max_confidence_bps.unwrap_or(before.max_confidence_bps),
            max_deviation_bps: self.max_deviation_bps.unwrap_or(before.max_deviation_bps),
            max_age: match self.max_age {
                Some(age) => age.seconds().map_err(Failure::input)?,
                None => before.max_age,
            },
            keeper_fee_cap: cap.map_or(before.keeper_fee_cap, |cap| cap.units),
            feed,
            ..before
        };
        let oracle = (terms.max_age, terms.max_confidence_bps, terms.max_deviation_bps);
        if kind == STABLE && oracle != (0, 0, 0) {
            return Err(Failure::input("a stable token counts as a dollar: there is no price to limit"));
        }
        require_oracle(&terms).map_err(Failure::input)?;
        Ok(terms)
    }
}

impl PayToken {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Add(command) => command.run(session),
            Self::Update(command) => command.run(session),
        }
    }
}

impl Add {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let authority = wallet.pubkey();
        let (chain, store) = (&session.chain, session.store()?);
        if chain.find_pay_token(&store, &self.mint)?.is_some() {
            return Err(Failure::cluster(format!(
                "the store has {} already: use tenure store pay-token update",
                self.mint
            )));
        }
        let decimals = chain.decimals_of(&self.mint)?;
        let terms = self.terms.over(TokenTerms { own: self.own, ..NEW }, decimals)?;
        let keys = self.keys(&store, chain.token_program_of(&self.mint)?);
        let owner = &store.state.payout_owner;
        let instructions = [
            create_associated_token_account_idempotent(&authority, owner, &self.mint, &keys.token_program),
            store.keys.create_pay_token(authority, authority, &keys, terms),
        ];
        let signature = chain.send(&instructions, &[&wallet])?;
        let report = token_facts(&chain.pay_token(&store, &self.mint)?);
        Ok(report.text("signature", "Transaction", signature))
    }

    fn keys(&self, store: &OpenStore, token_program: Pubkey) -> TokenKeys {
        let keys = store.keys.token(self.mint, token_program, Pubkey::default());
        TokenKeys { payout: keys.source(&store.state.payout_owner), ..keys }
    }
}

impl Update {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let (chain, store) = (&session.chain, session.store()?);
        let token = chain.pay_token(&store, &self.mint)?;
        let before = terms_of(&token);
        let terms = self.terms.over(before, token.state.decimals)?;
        let terms = TokenTerms { enabled: self.taken.unwrap_or(before.enabled), ..terms };
        let update = store.keys.update_pay_token(wallet.pubkey(), &token.keys, terms);
        let signature = chain.send(&[update], &[&wallet])?;
        let report = token_facts(&chain.pay_token(&store, &self.mint)?);
        Ok(report.text("signature", "Transaction", signature))
    }
}
