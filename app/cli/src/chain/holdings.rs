use serde_json::{json, Value};
use solana_account::Account as RawAccount;
use solana_program::program_pack::Pack;
use solana_rpc_client_api::request::RpcRequest;
use spl_token_2022_interface::state::{Account as TokenAccount, Mint};
use tenure_client::Pubkey;

use super::Chain;
use crate::{failure::Failure, value::Tokens};

/// What a token account of somebody's holds.
pub struct Holding {
    pub account: Pubkey,
    pub mint: Pubkey,
    pub tokens: Tokens,
}

impl Chain {
    /// What an address holds of SOL, in lamports.
    pub fn lamports(&self, address: &Pubkey) -> Result<u64, Failure> {
        Ok(self.account(address)?.map_or(0, |account| account.lamports))
    }

    /// The token accounts of `owner`, of both token programs.
    pub fn holdings(&self, owner: &Pubkey) -> Result<Vec<Holding>, Failure> {
        let mut holdings = Vec::new();
        for program in [spl_token::ID, spl_token_2022_interface::ID] {
            let arguments = json!([
                owner.to_string(),
                { "programId": program.to_string() },
                { "commitment": self.rpc.commitment().commitment.to_string(), "encoding": "base64" },
            ]);
            let answer: Value = self
                .rpc
                .send(RpcRequest::GetTokenAccountsByOwner, arguments)
                .map_err(|error| self.unanswered(error))?;
            let answer = answer["value"].as_array().map(Vec::as_slice).unwrap_or_default();
            for (account, data) in self.listed(answer)? {
                let state = unpacked::<TokenAccount>(&data).ok_or_else(|| self.unreadable(&account))?;
                let decimals = self.decimals_of(&state.mint)?;
                let tokens = Tokens { units: state.amount, decimals };
                holdings.push(Holding { account, mint: state.mint, tokens });
            }
        }
        holdings.sort_by_key(|holding| (holding.mint, holding.account));
        Ok(holdings)
    }

    /// The decimals of a mint.
    pub fn decimals_of(&self, mint: &Pubkey) -> Result<u8, Failure> {
        let program = self.token_program_of(mint)?;
        let account = self.account(mint)?.filter(|account| account.owner == program);
        let mint_state = account.and_then(|account| unpacked::<Mint>(&account.data));
        Ok(mint_state.ok_or_else(|| Failure::cluster(format!("{mint} is not a mint")))?.decimals)
    }

    /// The mint of a token account, if `address` is one.
    pub fn mint_of(&self, address: &Pubkey) -> Result<Option<Pubkey>, Failure> {
        let tokens = [spl_token::ID, spl_token_2022_interface::ID];
        let account = self.account(address)?.filter(|account| tokens.contains(&account.owner));
        let is_mint = |data: &[u8]| data.len() == Mint::LEN;
        let account = account.filter(|account| !is_mint(&account.data));
        Ok(account.and_then(|account| unpacked::<TokenAccount>(&account.data)).map(|account| account.mint))
    }

    fn unreadable(&self, account: &Pubkey) -> Failure {
        self.unanswered(format!("the token account {account} is unreadable"))
    }
}

/// The token account that `account` is, of a mint.
pub fn tokens_of(account: &RawAccount, mint: &Pubkey, token_program: &Pubkey) -> Option<TokenAccount> {
    let tokens = unpacked::<TokenAccount>(&account.data).filter(|tokens| tokens.mint == *mint);
    tokens.filter(|_| account.owner == *token_program)
}

/// The fields that both token programs share: behind them stand the extensions of Token-2022.
fn unpacked<T: Pack + solana_program::program_pack::IsInitialized>(data: &[u8]) -> Option<T> {
    T::unpack(data.get(..T::LEN)?).ok()
}
