//! A chain on LiteSVM, for suites of many thousand transactions.

use litesvm::LiteSVM;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_message::Message;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_transaction::Transaction;
use tenure_client::Account;

use crate::{balance_of, Failure, Mint, Outcome, Receipt, TokenKind, START};

pub struct Lite {
    pub svm: LiteSVM,
    pub payer: Keypair,
    /// Of the accounts it makes: the same in every run, so that what depends on addresses is too.
    keys: ChaCha8Rng,
}

impl Default for Lite {
    fn default() -> Self {
        Self::new()
    }
}

impl Lite {
    /// A chain with the programs deployed, at [`START`].
    pub fn new() -> Self {
        let mut svm = LiteSVM::new().with_transaction_history(0);
        for (name, id) in [
            ("governor", governor::ID),
            ("locker", locker::ID),
            ("membership", membership::ID),
            ("revenue", revenue::ID),
            ("subscriptions", subscriptions::ID),
            ("proxy", proxy::ID),
        ] {
            svm.add_program_from_file(id, program_file(name)).expect("bytecode: run `make build`");
        }
        let mut keys = ChaCha8Rng::seed_from_u64(0);
        let payer = Keypair::new_from_array(keys.random());
        svm.airdrop(&payer.pubkey(), 900_000_000_000_000).expect("an airdrop");
        let mut lite = Self { svm, payer, keys };
        lite.set_time(START);
        lite
    }

    /// Sends `instructions`, signed by the payer and `signers`.
    pub fn send(&mut self, instructions: &[Instruction], signers: &[&Keypair]) -> Outcome {
        // The same transaction may be sent again: it is a new attempt, not a repetition.
        self.svm.expire_blockhash();
        let mut signing = vec![&self.payer];
        signing.extend(signers);
        let message = Message::new(instructions, Some(&self.payer.pubkey()));
        let transaction = Transaction::new(&signing, message, self.svm.latest_blockhash());
        match self.svm.send_transaction(transaction) {
            Ok(meta) => Ok(Receipt {
                compute_units: meta.compute_units_consumed,
                logs: meta.logs,
                return_data: meta.return_data.data,
            }),
            Err(failed) => Err(Failure { error: failed.err, logs: failed.meta.logs }),
        }
    }

    fn key(&mut self) -> Keypair {
        Keypair::new_from_array(self.keys.random())
    }

    /// A new mint.
    pub fn mint(&mut self, kind: TokenKind, decimals: u8) -> Mint {
        let at = self.key();
        let (mint, instructions) = Mint::create(&self.payer.pubkey(), &at, kind, decimals, &[]);
        self.send(&instructions, &[&at]).expect("the mint is created");
        mint
    }

    /// A token account of `owner` with `balance` tokens of `mint`.
    pub fn token_account(&mut self, mint: &Mint, owner: &Pubkey, balance: u64) -> Pubkey {
        let at = self.key();
        let mint_data = self.svm.get_account(&mint.address).expect("the mint").data;
        let instructions = mint.fund(&self.payer.pubkey(), &at, owner, balance, &mint_data);
        self.send(&instructions, &[&at, &mint.authority]).expect("the token account is created");
        at.pubkey()
    }

    pub fn balance(&self, tokens: &Pubkey) -> u64 {
        balance_of(&self.svm.get_account(tokens).expect("a token account").data)
    }

    /// A typed account, if there is one.
    pub fn read<T: Account>(&self, address: &Pubkey) -> Option<T> {
        let account = self.svm.get_account(address).filter(|account| account.lamports > 0)?;
        Some(T::read(&account.owner, &account.data).expect("an account of that type"))
    }

    pub fn now(&self) -> u64 {
        u64::try_from(self.svm.get_sysvar::<Clock>().unix_timestamp).expect("a time after 1970")
    }

    /// Sets the clock, forth or back.
    pub fn set_time(&mut self, t: u64) {
        let mut clock = self.svm.get_sysvar::<Clock>();
        clock.unix_timestamp = i64::try_from(t).expect("a time that fits");
        self.svm.set_sysvar(&clock);
    }
}

/// Where `make build` leaves a program's bytecode.
fn program_file(name: &str) -> String {
    let folder = std::env::var("SBF_OUT_DIR").unwrap_or_else(|_| "target/deploy".into());
    format!("{folder}/{name}.so")
}
