use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_keypair::Keypair;
use solana_program::hash::Hash;
use solana_rpc_client_api::config::RpcSendTransactionConfig;
use solana_signer::Signer;
use solana_transaction::{Signature, Transaction};
use solana_transaction_error::TransactionError;
use tenure_client::{explain, refusing_program, Instruction};

use super::Chain;
use crate::failure::Failure;

/// How long to wait for a status at first, and at most: a local chain answers at once, and a public
/// one should not be asked more often than it makes blocks.
const FIRST_WAIT: Duration = Duration::from_millis(10);
const LONGEST_WAIT: Duration = Duration::from_millis(500);
/// A blockhash lives for about a minute, and a transaction no longer than that.
const PATIENCE: Duration = Duration::from_secs(90);

impl Chain {
    /// Simulates, and only if nothing refuses, sends and waits until it is confirmed. The first signer
    /// pays.
    pub fn send(&self, instructions: &[Instruction], signers: &[&Keypair]) -> Result<Signature, Failure> {
        let bid = self.compute_unit_price.map(ComputeBudgetInstruction::set_compute_unit_price);
        let instructions: Vec<_> = bid.into_iter().chain(instructions.iter().cloned()).collect();
        let instructions = instructions.as_slice();
        let blockhash = self.rpc.get_latest_blockhash().map_err(|error| self.unanswered(error))?;
        let payer = signers.first().map(|payer| payer.pubkey());
        let transaction =
            Transaction::new_signed_with_payer(instructions, payer.as_ref(), signers, blockhash);
        self.rehearse(&transaction, instructions)?;

        // The rehearsal just now was the preflight check.
        let unchecked = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
        let signature = self
            .rpc
            .send_transaction_with_config(&transaction, unchecked)
            .map_err(|error| self.unanswered(error))?;
        self.confirm(&signature, &blockhash, instructions)?;
        Ok(signature)
    }

    fn rehearse(&self, transaction: &Transaction, instructions: &[Instruction]) -> Result<(), Failure> {
        let result =
            self.rpc.simulate_transaction(transaction).map_err(|error| self.unanswered(error))?.value;
        match result.err {
            None => Ok(()),
            Some(error) => Err(refusal(&error.into(), &result.logs.unwrap_or_default(), instructions)),
        }
    }

    fn confirm(
        &self,
        signature: &Signature,
        blockhash: &Hash,
        instructions: &[Instruction],
    ) -> Result<(), Failure> {
        let began = Instant::now();
        let mut wait = FIRST_WAIT;
        loop {
            let statuses =
                self.rpc.get_signature_statuses(&[*signature]).map_err(|error| self.unanswered(error))?;
            if let Some(status) = statuses.value.first().and_then(Option::as_ref) {
                if let Some(error) = &status.err {
                    return Err(refusal::<String>(error, &[], instructions));
                }
                if status.satisfies_commitment(self.rpc.commitment()) {
                    return Ok(());
                }
            }
            if began.elapsed() > PATIENCE {
                return Err(Failure::cluster(format!(
                    "transaction {signature} (blockhash {blockhash}) was not confirmed in time: look it up \
                     before you send it again"
                )));
            }
            sleep(wait);
            wait = wait.saturating_mul(2).min(LONGEST_WAIT);
        }
    }
}

/// A transaction's error as the program that refused meant it.
pub(super) fn refusal<S: AsRef<str>>(
    error: &TransactionError,
    logs: &[S],
    instructions: &[Instruction],
) -> Failure {
    match error {
        TransactionError::InstructionError(index, error) => {
            let called = instructions.get(usize::from(*index)).map(|instruction| instruction.program_id);
            let program = refusing_program(logs).or(called).unwrap_or_default();
            Failure::Refused(explain(&program, error))
        }
        TransactionError::AccountNotFound | TransactionError::InsufficientFundsForFee => {
            Failure::cluster("the paying wallet holds too little SOL on this cluster: fund it first")
        }
        TransactionError::ProgramAccountNotFound => {
            Failure::cluster("a program is not deployed on this cluster: check --url")
        }
        other => Failure::cluster(format!("the cluster refused the transaction: {other}")),
    }
}
