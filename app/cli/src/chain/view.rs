use base64::{prelude::BASE64_STANDARD, Engine};
use solana_rpc_client_api::config::RpcSimulateTransactionConfig;
use solana_transaction::{Message, Transaction};
use tenure_client::{locker::PowerView, Instruction, Pubkey};

use super::{send::refusal, Chain};
use crate::failure::Failure;

impl Chain {
    /// What a power view answers. Nothing is signed or sent: `payer` is any wallet with some SOL.
    pub fn power(&self, view: &Instruction, payer: &Pubkey) -> Result<PowerView, Failure> {
        let data = self.view(view, payer)?;
        PowerView::read(&data)
            .map_err(|error| self.unanswered(format!("its answer to a view is cut: {error}")))
    }

    fn view(&self, instruction: &Instruction, payer: &Pubkey) -> Result<Vec<u8>, Failure> {
        let instructions = [instruction.clone()];
        let transaction = Transaction::new_unsigned(Message::new(&instructions, Some(payer)));
        let config = RpcSimulateTransactionConfig {
            replace_recent_blockhash: true,
            commitment: Some(self.rpc.commitment()),
            ..Default::default()
        };
        let result = self
            .rpc
            .simulate_transaction_with_config(&transaction, config)
            .map_err(|error| self.unanswered(error))?
            .value;
        if let Some(error) = result.err {
            return Err(refusal(&error.into(), &result.logs.unwrap_or_default(), &instructions));
        }
        let returned = result.return_data.ok_or_else(|| self.unanswered("a view returned nothing"))?;
        BASE64_STANDARD.decode(returned.data.0).map_err(|error| self.unanswered(error))
    }
}
