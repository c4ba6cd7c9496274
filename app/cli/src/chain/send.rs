use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{json, Value};
use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_program::hash::Hash;
use solana_rpc_client_api::{
    client_error::ErrorKind,
    config::RpcSendTransactionConfig,
    request::{RpcError, RpcRequest},
};
use solana_signer::Signer;
use solana_transaction::{Message, Signature, Transaction};
use solana_transaction_error::TransactionError;
use tenure_client::{explain, refusing_program, Instruction, Pubkey};

use super::Chain;
use crate::{failure::Failure, unsigned::Unsigned};

/// How long to wait for a status at first, and at most: a local chain answers at once, and a public
/// one should not be asked more often than it makes blocks.
const FIRST_WAIT: Duration = Duration::from_millis(10);
const LONGEST_WAIT: Duration = Duration::from_millis(500);
/// The most bytes that a transaction may have, and those that a bid for compute units takes of them.
const MOST_BYTES: usize = 1_232;
const BID_BYTES: usize = 64;
/// A blockhash lives for about a minute, and a transaction no longer than that.
const PATIENCE: Duration = Duration::from_secs(90);
/// After so long without an answer nobody is asked any more.
const SILENCE: Duration = Duration::from_secs(10);

impl Chain {
    /// Simulates, and only if nothing refuses, sends and waits until it is confirmed. The first signer
    /// pays. Where somebody else signs, fails with what they are to sign.
    pub fn send<S: Signer + ?Sized>(
        &self,
        instructions: &[Instruction],
        signers: &[&S],
    ) -> Result<Signature, Failure> {
        let payer = payer(signers);
        let rehearsed = self.rehearsed(instructions, payer);
        if self.only_told {
            return Err(to_sign(instructions, payer, rehearsed.err()));
        }
        let (mut transaction, instructions, blockhash) = rehearsed?;
        let instructions = instructions.as_slice();
        transaction.sign(signers, blockhash);

        // The rehearsal just now was the preflight check.
        let unchecked = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
        let signature = transaction.signatures.first().copied().unwrap_or_default();
        if let Err(error) = self.rpc.send_transaction_with_config(&transaction, unchecked) {
            // What the node has refused does not happen. Where its answer is lost, it may.
            if matches!(error.kind(), ErrorKind::RpcError(RpcError::RpcResponseError { .. })) {
                return Err(self.unanswered(error));
            }
        }
        self.confirm(&signature, &blockhash, instructions)?;
        Ok(signature)
    }

    /// Only simulates: refused as it would be if it were sent.
    pub fn rehearse_all<S: Signer + ?Sized>(
        &self,
        instructions: &[Instruction],
        signers: &[&S],
    ) -> Result<(), Failure> {
        self.rehearsed(instructions, payer(signers)).map(|_| ())
    }

    /// The transaction, still to be signed, which nothing else refuses now; its instructions with the bid, and
    /// its blockhash.
    fn rehearsed(
        &self,
        instructions: &[Instruction],
        payer: Pubkey,
    ) -> Result<(Transaction, Vec<Instruction>, Hash), Failure> {
        let bid = self.compute_unit_price.map(ComputeBudgetInstruction::set_compute_unit_price);
        let instructions: Vec<_> = bid.into_iter().chain(instructions.iter().cloned()).collect();
        let blockhash = self.rpc.get_latest_blockhash().map_err(|error| self.unanswered(error))?;
        let message = Message::new_with_blockhash(&instructions, Some(&payer), &blockhash);
        let transaction = Transaction::new_unsigned(message);
        self.rehearse(&transaction, &instructions)?;
        Ok((transaction, instructions, blockhash))
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
        let mut heard = began;
        let mut wait = FIRST_WAIT;
        loop {
            let answer = self.rpc.get_signature_statuses(&[*signature]);
            let statuses = match answer {
                Ok(statuses) => {
                    heard = Instant::now();
                    statuses.value
                }
                Err(error) if heard.elapsed() > SILENCE => {
                    return Err(self.unanswered(format!(
                        "{error}. Whether transaction {signature} has happened is not known: look it up before \
                         you send it again"
                    )));
                }
                Err(_) => vec![],
            };
            if let Some(status) = statuses.first().and_then(Option::as_ref) {
                if let Some(error) = &status.err {
                    return Err(refusal(error, &self.logs_of(signature), instructions));
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

    /// What a transaction that is on the chain logged: nothing if the cluster does not tell (any more).
    fn logs_of(&self, signature: &Signature) -> Vec<String> {
        let arguments = json!([signature.to_string(), {
            "commitment": self.rpc.commitment().commitment.to_string(),
            "encoding": "base64",
            "maxSupportedTransactionVersion": 0,
        }]);
        let answer = self.rpc.send::<Value>(RpcRequest::GetTransaction, arguments).unwrap_or_default();
        let lines = answer["meta"]["logMessages"].as_array().into_iter().flatten();
        lines.filter_map(|line| line.as_str().map(str::to_owned)).collect()
    }
}

fn payer<S: Signer + ?Sized>(signers: &[&S]) -> Pubkey {
    signers.first().map(|payer| payer.pubkey()).unwrap_or_default()
}

/// What somebody else is to sign, unless a program refuses it. That the rehearsal failed for another reason
/// does not count: whoever hands in what a multisig has signed may pay the fee for it.
fn to_sign(instructions: &[Instruction], by: Pubkey, rehearsal: Option<Failure>) -> Failure {
    match rehearsal {
        Some(refused @ Failure::Refused(_)) => refused,
        other => {
            let unrehearsed = other.map(|failure| failure.to_string());
            Failure::ToSign(Unsigned { by, instructions: instructions.to_vec(), unrehearsed })
        }
    }
}

/// Whether `instructions`, of which `payer` is the only signer, are few enough for one transaction.
pub fn fits(instructions: &[Instruction], payer: &Pubkey) -> bool {
    let message = Message::new(instructions, Some(payer));
    let signature_bytes = 1 + size_of::<Signature>();
    signature_bytes + message.serialize().len() + BID_BYTES <= MOST_BYTES
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

#[cfg(test)]
mod tests {
    use solana_system_interface::{instruction::transfer, program::ID as SYSTEM};
    use surfpool_sdk::Surfnet;

    use super::*;

    /// It can pass in the rehearsal and be refused on the chain.
    #[test]
    fn a_refusal_on_the_chain_is_explained_by_its_logs() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let mut surfnet = runtime.block_on(Surfnet::builder().offline(true).start()).expect("a chain");
        let chain = Chain::new(surfnet.rpc_url());
        let payer = surfnet.payer();
        let blockhash = chain.rpc.get_latest_blockhash().expect("a blockhash");
        let too_much = [transfer(&payer.pubkey(), &Pubkey::new_from_array([7; 32]), u64::MAX)];
        let transaction =
            Transaction::new_signed_with_payer(&too_much, Some(&payer.pubkey()), &[payer], blockhash);
        let unchecked = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
        let signature = chain.rpc.send_transaction_with_config(&transaction, unchecked).expect("it is sent");

        let refused = chain.confirm(&signature, &blockhash, &too_much).err().map(|failure| failure.to_json());
        assert_eq!(
            refused.map(|json| json["error"]["name"].clone()),
            Some(json!("ResultWithNegativeLamports"))
        );
        assert_eq!(refusing_program(&chain.logs_of(&signature)), Some(SYSTEM));
        surfnet.stop().expect("stopped");
    }
}
