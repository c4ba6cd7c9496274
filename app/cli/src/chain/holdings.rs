use serde_json::{json, Value};
use solana_account::Account as RawAccount;
use solana_program::program_pack::Pack;
use solana_rpc_client_api::request::RpcRequest;
use spl_token_2022_interface::state::{Account as TokenAccount, Mint};
use tenure_client::Pubkey;

use super::Chain;
use crate::{failure::Failure, value::Tokens};

pub(super) const TOKEN_PROGRAMS: [Pubkey; 2] = [spl_token::ID, spl_token_2022_interface::ID];

/// What a token account of somebody's holds: base units only where the mint is gone.
pub struct Holding {
    pub account: Pubkey,
    pub mint: Pubkey,
    pub tokens: Tokens,
}

impl Chain {
    /// What an address holds of SOL, in lamports.
    pub fn lamports(&self, address: &Pubkey) -> Result<u64, Failure> {
        self.rpc.get_balance(address).map_err(|error| self.unanswered(error))
    }

    /// The token accounts of `owner`, of both token programs.
    pub fn holdings(&self, owner: &Pubkey) -> Result<Vec<Holding>, Failure> {
        let mut holdings = Vec::new();
        for program in TOKEN_PROGRAMS {
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
                let decimals = self.find_decimals(&state.mint)?.unwrap_or_default();
                let tokens = Tokens { units: state.amount, decimals };
                holdings.push(Holding { account, mint: state.mint, tokens });
            }
        }
        holdings.sort_by_key(|holding| (holding.mint, holding.account));
        Ok(holdings)
    }

    /// The decimals of a mint.
    pub fn decimals_of(&self, mint: &Pubkey) -> Result<u8, Failure> {
        self.token_program_of(mint)?;
        self.find_decimals(mint)?.ok_or_else(|| Failure::cluster(format!("{mint} is not a mint")))
    }

    /// As [`Self::decimals_of`], of a mint that may be gone: one of Token-2022 can be closed once there are no
    /// tokens of it, while accounts for them are left.
    pub fn find_decimals(&self, mint: &Pubkey) -> Result<Option<u8>, Failure> {
        let account = self.account(mint)?.filter(|account| TOKEN_PROGRAMS.contains(&account.owner));
        Ok(account.and_then(|account| unpacked::<Mint>(&account.data)).map(|mint| mint.decimals))
    }

    /// The mint of a token account, if `address` is one.
    pub fn mint_of(&self, address: &Pubkey) -> Result<Option<Pubkey>, Failure> {
        let account = self.account(address)?.filter(|account| TOKEN_PROGRAMS.contains(&account.owner));
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
