use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};
use solana_rpc_client_api::request::RpcRequest;
use tenure_client::Pubkey;

use super::Chain;
use crate::failure::Failure;

/// In an account, what names its type comes before its fields.
pub(super) const DISCRIMINATOR_LEN: usize = 8;

/// What an account in a list holds at an offset.
pub(super) fn holds(offset: usize, bytes: &[u8]) -> Value {
    json!({ "memcmp": { "offset": offset, "bytes": BASE64_STANDARD.encode(bytes), "encoding": "base64" } })
}

impl Chain {
    /// The addresses and bytes of a program's accounts that all of `filters` let pass.
    pub(super) fn list(
        &self,
        program: &Pubkey,
        filters: &[Value],
    ) -> Result<Vec<(Pubkey, Vec<u8>)>, Failure> {
        let arguments = json!([program.to_string(), {
            "commitment": self.rpc.commitment().commitment.to_string(),
            "encoding": "base64",
            "filters": filters,
        }]);
        let answer: Vec<Value> = self
            .rpc
            .send(RpcRequest::GetProgramAccounts, arguments)
            .map_err(|error| self.unanswered(error))?;
        self.listed(&answer)
    }

    /// The addresses and bytes in a list of accounts.
    pub(super) fn listed(&self, answer: &[Value]) -> Result<Vec<(Pubkey, Vec<u8>)>, Failure> {
        let accounts: Option<Vec<_>> = answer.iter().map(listed).collect();
        accounts.ok_or_else(|| self.unanswered("its list of accounts is unreadable"))
    }
}

fn listed(account: &Value) -> Option<(Pubkey, Vec<u8>)> {
    let address = account["pubkey"].as_str()?.parse().ok()?;
    let data = BASE64_STANDARD.decode(account["account"]["data"][0].as_str()?).ok()?;
    Some((address, data))
}
