//! The arithmetic program in a virtual machine.

use arithmetic::{Mode, Vector, MAX_RETURN_DATA, OPERATIONS};
use litesvm::types::{FailedTransactionMetadata, TransactionMetadata};
use litesvm::LiteSVM;
use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_message::Message;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_transaction::Transaction;

/// As many as a transaction's compute units last for; a digest takes eight bytes of return data.
pub const VECTORS_PER_CALL: usize = 64;

/// What a transaction may use at most.
const COMPUTE_UNITS: u32 = 1_400_000;

/// The program, and somebody to call it.
pub struct Machine {
    svm: LiteSVM,
    payer: Keypair,
    program: Pubkey,
}

impl Machine {
    /// A machine with the bytecode that `tools/sbf/build` made.
    pub fn new() -> Self {
        let mut svm = LiteSVM::new().with_sigverify(false).with_transaction_history(0);
        let (payer, program) = (Keypair::new(), Pubkey::new_unique());
        svm.airdrop(&payer.pubkey(), 900_000_000_000_000).expect("an airdrop");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/deploy/arithmetic.so");
        svm.add_program_from_file(program, path).expect("bytecode: run tools/sbf/build");
        Self { svm, payer, program }
    }

    /// The digest of all results for each vector, and the compute units it took.
    pub fn digests(&mut self, vectors: &[Vector]) -> (Vec<u64>, u64) {
        let mut data = vec![Mode::Digests as u8];
        vectors.iter().for_each(|vector| vector.write(&mut data));
        let sent = self.call(data).expect("no operation aborts");
        let digests = sent.return_data.data.chunks_exact(8);
        let digests = digests.map(|bytes| u64::from_le_bytes(bytes.try_into().expect("eight bytes")));
        (digests.collect(), sent.compute_units_consumed)
    }

    /// The result of every operation.
    pub fn results(&mut self, vector: &Vector) -> Vec<u128> {
        let mut results = Vec::new();
        while results.len() < OPERATIONS.len() {
            let first = u8::try_from(results.len()).expect("fewer than 256 operations");
            let mut data = vec![Mode::Results as u8, first];
            vector.write(&mut data);
            let sent = self.call(data).expect("no operation aborts");
            assert!(!sent.return_data.data.is_empty(), "at most {MAX_RETURN_DATA} bytes, but not none");
            results.extend(sent.return_data.data.chunks(16).map(|bytes| {
                let mut whole = [0; 16];
                whole[..bytes.len()].copy_from_slice(bytes);
                u128::from_le_bytes(whole)
            }));
        }
        results
    }

    /// The result of an operation that the program does not check; `None` if it aborts.
    pub fn unchecked(&mut self, mode: Mode, x: u64, y: u64) -> Option<u64> {
        let data = [&[mode as u8], &x.to_le_bytes()[..], &y.to_le_bytes()[..]].concat();
        let mut bytes = self.call(data).ok()?.return_data.data;
        bytes.resize(8, 0);
        Some(u64::from_le_bytes(bytes.try_into().expect("eight bytes")))
    }

    fn call(&mut self, data: Vec<u8>) -> Result<TransactionMetadata, Box<FailedTransactionMetadata>> {
        self.svm.expire_blockhash();
        let limit = ComputeBudgetInstruction::set_compute_unit_limit(COMPUTE_UNITS);
        let call = Instruction { program_id: self.program, accounts: Vec::new(), data };
        let message = Message::new(&[limit, call], Some(&self.payer.pubkey()));
        let transaction = Transaction::new(&[&self.payer], message, self.svm.latest_blockhash());
        self.svm.send_transaction(transaction).map_err(Box::new)
    }
}
