//! What the treasury does as the authority of a splitter, to its pools.

use serde::Deserialize;
use solana_program::instruction::AccountMeta;
use tenure_client::{revenue::PoolKeys, Instruction, Pubkey};

use super::{authority::splitter, require_change, transfer::require_account_of};
use crate::{
    chain::{Chain, OpenGovernor, OpenSplitter},
    failure::Failure,
    value::{one_address, written, TokenAccount},
};

/// Shares income of a token too. The treasury pays the rent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreatePool {
    #[serde(deserialize_with = "one_address")]
    mint: Pubkey,
    #[serde(deserialize_with = "written")]
    treasury: TokenAccount,
}

/// Names who receives the treasury's share of a token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPoolTreasury {
    #[serde(deserialize_with = "one_address")]
    mint: Pubkey,
    #[serde(deserialize_with = "written")]
    treasury: TokenAccount,
}

impl CreatePool {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let (treasury, splitter) = (governor.keys.treasury, splitter(chain, governor)?);
        let token_program = chain.token_program_of(&self.mint)?;
        if chain.find_pool(&splitter, &self.mint)?.is_some() {
            return Err(Failure::input(format!(
                "it changes nothing: there is a pool of {} already",
                self.mint
            )));
        }
        let keys = splitter.keys.pool(self.mint, token_program, Pubkey::default());
        let pool = PoolKeys { treasury: receiver(chain, &splitter, &keys, self.treasury)?, ..keys };
        let mut create = splitter.keys.create_pool(treasury, treasury, &pool);
        tell_owner(&mut create, self.treasury, &[]);
        Ok(create)
    }
}

impl SetPoolTreasury {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let splitter = splitter(chain, governor)?;
        let keys = chain.pool(&splitter, &self.mint)?.keys;
        let pool = PoolKeys { treasury: receiver(chain, &splitter, &keys, self.treasury)?, ..keys };
        require_change(pool.treasury != keys.treasury)?;
        let mut set = splitter.keys.set_treasury(governor.keys.treasury, &pool);
        tell_owner(&mut set, self.treasury, &[pool.mint, pool.token_program]);
        Ok(set)
    }
}

/// The account that is to receive a treasury's share: not the income's own, or it would come in again.
fn receiver(
    chain: &Chain,
    splitter: &OpenSplitter,
    pool: &PoolKeys,
    named: TokenAccount,
) -> Result<Pubkey, Failure> {
    if let TokenAccount::At(account) = named {
        require_account_of(chain, &account, &pool.mint)?;
    }
    let (account, _) = named.resolve(&Pubkey::default(), &pool.mint, &pool.token_program);
    let own = [pool.intake, pool.vault, pool.destination(&pool.pool)];
    if own.contains(&account) {
        return Err(Failure::input(format!(
            "{account} belongs to the splitter {} itself: name another account",
            splitter.keys.splitter
        )));
    }
    Ok(account)
}

/// The program passes over what stands behind its accounts; it tells voters who receives, and lets whoever
/// executes the action make an account that is missing.
fn tell_owner(action: &mut Instruction, named: TokenAccount, and: &[Pubkey]) {
    if let TokenAccount::AssociatedWith(owner) = named {
        let told = [&[owner], and].concat();
        action.accounts.extend(told.into_iter().map(|address| AccountMeta::new_readonly(address, false)));
    }
}
