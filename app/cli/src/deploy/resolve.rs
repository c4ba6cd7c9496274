//! What a file's tables mean, with what follows from the rest of the file.

use std::ops::Range;

use tenure_client::{governor::GovernorParams, revenue::Terms, Pubkey};
use toml::Spanned;

use super::{
    addresses::Addresses,
    file::{Limit, Pool},
    tables::{LimitTable, LockerTable, PoolTable, RevenueTable, StoreTable, TokenTable},
};
use crate::command::{
    governance::{GovernorConfig, SOL_DECIMALS},
    locker::LockerConfig,
    revenue::RevenueConfig,
    store::StoreConfig,
};

/// The most pools that a splitter has, and limits that a governor has.
const MAX_POOLS: usize = tenure_client::revenue::Splitter::MAX_POOLS;
const MAX_LIMITS: usize = tenure_client::governor::Governor::MAX_LIMITS;

/// A mistake in what stands from a byte of the file on.
pub struct Mistake {
    pub at: usize,
    pub words: String,
}

pub fn at(span: &Range<usize>) -> impl Fn(String) -> Mistake {
    let at = span.start;
    move |words| Mistake { at, words }
}

pub fn find<'a>(tokens: &'a [TokenTable], mint: &Pubkey) -> Option<&'a TokenTable> {
    tokens.iter().find(|token| token.mint == *mint)
}

pub fn not_listed(mint: &Pubkey) -> String {
    format!("{mint} is none of the file's tokens: add it to [[tokens]]")
}

pub fn require_tokens(tokens: &[Spanned<TokenTable>]) -> Result<(), Mistake> {
    if tokens.is_empty() {
        return Err(Mistake {
            at: 0,
            words: "there must be [[tokens]]: the first is the one to lock".to_owned(),
        });
    }
    for (index, token) in tokens.iter().enumerate() {
        let (before, wrong) = (&tokens[..index], at(&token.span()));
        let TokenTable { mint, symbol, .. } = token.get_ref();
        if before.iter().any(|other| other.get_ref().mint == *mint || other.get_ref().symbol == *symbol) {
            return Err(wrong(format!("the token {symbol} ({mint}) is there twice")));
        }
    }
    Ok(())
}

/// Its deployer rules it until it is handed over, and its governor is the one of the file.
pub fn locker_config(
    table: Spanned<LockerTable>,
    mint: Pubkey,
    addresses: &Addresses,
) -> Result<LockerConfig, Mistake> {
    let wrong = at(&table.span());
    let LockerTable { min_weeks, max_weeks, penalty_bps, penalty_account, pauser } = table.into_inner();
    let config = LockerConfig {
        mint,
        min_weeks,
        max_weeks,
        penalty_bps,
        penalty_account: penalty_account.account(addresses.governor.treasury),
        authority: addresses.deployer,
        pauser,
        governor: addresses.governor.governor,
    };
    config.check().map_err(wrong)?;
    Ok(config)
}

/// Its deployer rules it until it is handed over.
pub fn revenue_config(
    table: Spanned<RevenueTable>,
    authority: Pubkey,
    decimals: u8,
) -> Result<(RevenueConfig, Terms), Mistake> {
    let wrong = at(&table.span());
    let RevenueTable { staker_bps, burn_bps, min_power, pauser } = table.into_inner();
    let config = RevenueConfig { staker_bps, burn_bps, min_power, authority, pauser };
    config.check().map_err(&wrong)?;
    let terms = config.terms(decimals).map_err(|failure| wrong(failure.to_string()))?;
    Ok((config, terms))
}

pub fn pools(
    tables: Vec<Spanned<PoolTable>>,
    tokens: &[TokenTable],
    addresses: &Addresses,
) -> Result<Vec<Pool>, Mistake> {
    let mut pools: Vec<Pool> = Vec::new();
    for table in tables {
        let wrong = at(&table.span());
        let PoolTable { mint, treasury } = table.into_inner();
        find(tokens, &mint).ok_or_else(|| wrong(not_listed(&mint)))?;
        if pools.len() == MAX_POOLS {
            return Err(wrong(format!("there can be {MAX_POOLS} pools")));
        }
        if pools.iter().any(|other| other.mint == mint) {
            return Err(wrong(format!("there is a pool of {mint} already")));
        }
        pools.push(Pool { mint, treasury: treasury.account(addresses.governor.treasury) });
    }
    Ok(pools)
}

pub fn governor_params(
    config: &Spanned<GovernorConfig>,
    decimals: u8,
) -> Result<(GovernorParams, Pubkey), Mistake> {
    let params = config.get_ref().params(decimals);
    let params = params.map_err(|failure| at(&config.span())(failure.to_string()))?;
    Ok((params, config.get_ref().council))
}

pub fn limits(tables: Vec<Spanned<LimitTable>>, tokens: &[TokenTable]) -> Result<Vec<Limit>, Mistake> {
    let mut limits: Vec<Limit> = Vec::new();
    for table in tables {
        let wrong = at(&table.span());
        let LimitTable { mint, limit } = table.into_inner();
        let decimals = if mint == Pubkey::default() {
            SOL_DECIMALS
        } else {
            find(tokens, &mint).ok_or_else(|| wrong(not_listed(&mint)))?.decimals
        };
        if limits.len() == MAX_LIMITS || limits.iter().any(|other| other.mint == mint) {
            return Err(wrong(format!("there can be {MAX_LIMITS} limits, one of each token")));
        }
        let limit = limit.tokens(decimals).map_err(|failure| wrong(failure.to_string()))?;
        limits.push(Limit { mint, limit });
    }
    Ok(limits)
}

/// Its deployer rules it until it is handed over.
pub fn store_config(
    table: Spanned<StoreTable>,
    tokens: &[TokenTable],
    addresses: &Addresses,
) -> Result<StoreConfig, Mistake> {
    let wrong = at(&table.span());
    let StoreTable {
        id,
        pauser,
        operator,
        payout_owner,
        grace,
        window,
        notice,
        keeper_fee_bps,
        collection,
        plans,
        pay_tokens,
    } = table.into_inner();
    let config = StoreConfig {
        id,
        authority: addresses.deployer,
        pauser,
        operator,
        payout_owner: payout_owner.address(addresses.revenue.splitter),
        grace,
        window,
        notice,
        keeper_fee_bps,
        collection,
        plans,
        pay_tokens,
    };
    config.check().map_err(&wrong)?;
    for (index, token) in config.pay_tokens.iter().enumerate() {
        let listed = find(tokens, &token.mint).ok_or_else(|| wrong(not_listed(&token.mint)))?;
        token.terms(listed.decimals).map_err(|failure| wrong(failure.to_string()))?;
        if config.pay_tokens[..index].iter().any(|other| other.mint == token.mint) {
            return Err(wrong(format!("the store takes {} twice", listed.symbol)));
        }
    }
    Ok(config)
}
