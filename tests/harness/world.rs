//! A world on `solana-program-test`.

use locker::{Lock, Locker, LockerParams, Roles};
use solana_account::Account as ChainAccount;
use solana_clock::Clock;
use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_program_test::{ProgramTest, ProgramTestContext};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_transaction::Transaction;
use tenure_client::{locker::LockerKeys, Account};
use tenure_math::week_of;

use crate::{balance_of, time::weeks_after, Failure, Mint, Outcome, Owner, Receipt, TokenKind, START};

/// A chain with the programs deployed, a mint, and a locker for it.
pub struct World {
    pub mint: Mint,
    pub keys: LockerKeys,
    /// Authority and creator of the locker.
    pub authority: Keypair,
    pub pauser: Keypair,
    context: ProgramTestContext,
    transactions: u32,
}

impl World {
    /// A locker for an SPL Token mint with 6 decimals: 1 to 208 weeks, 20% penalty.
    pub async fn new() -> Self {
        Self::with(TokenKind::SplToken, 6, Self::PARAMS).await
    }

    pub const PARAMS: LockerParams = LockerParams {
        min_weeks: 1,
        max_weeks: 208,
        penalty_bps: 2_000,
        governor: Pubkey::new_from_array([0; 32]),
    };

    /// A locker with other terms or for another kind of mint (without initialised extensions).
    pub async fn with(kind: TokenKind, decimals: u8, params: LockerParams) -> Self {
        let mut chain = Self::bare(kind, decimals, &[]).await;
        chain.create_locker(params).await.expect("the locker is created");
        chain
    }

    /// A mint, but no locker yet. `initialize_extensions` receives the mint's address.
    pub async fn bare(
        kind: TokenKind,
        decimals: u8,
        initialize_extensions: &[&dyn Fn(&Pubkey) -> Instruction],
    ) -> Self {
        let mut test = ProgramTest::default();
        test.prefer_bpf(true);
        test.add_program("locker", locker::ID, None);
        test.add_program("governor", governor::ID, None);
        test.add_program("membership", membership::ID, None);
        test.add_program("subscriptions", subscriptions::ID, None);
        test.add_program("revenue", revenue::ID, None);
        test.add_program("proxy", proxy::ID, None);
        let context = test.start_with_context().await;

        let (authority, pauser, at) = (Keypair::new(), Keypair::new(), Keypair::new());
        let extensions: Vec<_> = initialize_extensions.iter().map(|build| build(&at.pubkey())).collect();
        let (mint, instructions) = Mint::create(&context.payer.pubkey(), &at, kind, decimals, &extensions);
        let keys =
            LockerKeys::derive(mint.address, authority.pubkey(), mint.kind.program(), Pubkey::default());
        let mut world = Self { mint, keys, authority, pauser, context, transactions: 0 };
        world.set_time(START).await;
        world.send(&instructions, &[&at]).await.expect("the mint is created");
        world.keys.penalty_account = world.token_account(&Pubkey::new_unique(), 0).await;
        world
    }

    pub async fn create_locker(&mut self, params: LockerParams) -> Outcome {
        let authority = self.authority.insecure_clone();
        let roles = Roles { authority: authority.pubkey(), pauser: self.pauser.pubkey() };
        let instruction = self.keys.create_locker(self.payer(), authority.pubkey(), params, roles);
        self.send(&[instruction], &[&authority]).await
    }

    /// The account that pays every fee.
    pub fn payer(&self) -> Pubkey {
        self.context.payer.pubkey()
    }

    /// Someone new with `balance` tokens.
    pub async fn owner(&mut self, balance: u64) -> Owner {
        let keypair = Keypair::new();
        let tokens = self.token_account(&keypair.pubkey(), balance).await;
        Owner { keypair, tokens }
    }

    /// A token account of `owner`, of the world's mint, with `balance` tokens.
    pub async fn token_account(&mut self, owner: &Pubkey, balance: u64) -> Pubkey {
        let at = Keypair::new();
        let authority = self.mint.authority.insecure_clone();
        let mint = self.mint.address;
        let mint_data = self.account(&mint).await.expect("the mint").data;
        let instructions = self.mint.fund(&self.payer(), &at, owner, balance, &mint_data);
        self.send(&instructions, &[&at, &authority]).await.expect("the token account is created");
        at.pubkey()
    }

    /// Anyone's gift of `amount` to a token account of the world's mint.
    pub async fn mint_to(&mut self, tokens: &Pubkey, amount: u64) {
        let mint = self.mint.clone();
        self.mint_of(&mint, tokens, amount).await;
    }

    /// Anyone's gift of `amount` to a token account of `mint`.
    pub async fn mint_of(&mut self, mint: &Mint, tokens: &Pubkey, amount: u64) {
        let instruction = mint.mint_to(tokens, amount);
        self.send(&[instruction], &[&mint.authority]).await.expect("the tokens are minted");
    }

    /// Sends `instructions`, signed by the payer and `signers`. Each transaction differs from every
    /// other, so that none is taken for a repetition.
    pub async fn send(&mut self, instructions: &[Instruction], signers: &[&Keypair]) -> Outcome {
        self.transactions += 1;
        let limit = ComputeBudgetInstruction::set_compute_unit_limit(1_400_000 - self.transactions);
        let instructions: Vec<_> = [limit].into_iter().chain(instructions.iter().cloned()).collect();
        let mut signing = vec![&self.context.payer];
        signing.extend(signers);
        // The chain forgets a blockhash within seconds: a test may take longer.
        let blockhash = self.context.banks_client.get_latest_blockhash().await.expect("the chain answers");
        let transaction =
            Transaction::new_signed_with_payer(&instructions, Some(&self.payer()), &signing, blockhash);
        let processed = self
            .context
            .banks_client
            .process_transaction_with_metadata(transaction)
            .await
            .expect("the chain answers");
        let metadata = processed.metadata;
        let logs = metadata.as_ref().map(|metadata| metadata.log_messages.clone()).unwrap_or_default();
        match processed.result {
            Err(error) => Err(Failure { error, logs }),
            Ok(()) => Ok(Receipt {
                logs,
                compute_units: metadata.as_ref().map_or(0, |metadata| metadata.compute_units_consumed),
                return_data: metadata
                    .and_then(|metadata| metadata.return_data)
                    .map_or(vec![], |data| data.data),
            }),
        }
    }

    /// Sends what must be refused, and checks that none of its accounts changed. The fee payer, who
    /// pays for the attempt, is not compared.
    pub async fn attempt(&mut self, instruction: Instruction, signers: &[&Keypair]) -> Outcome {
        self.attempt_all(&[instruction], signers).await
    }

    /// As [`Self::attempt`], of several instructions in one transaction.
    pub async fn attempt_all(&mut self, instructions: &[Instruction], signers: &[&Keypair]) -> Outcome {
        let payer = self.payer();
        let metas = instructions.iter().flat_map(|instruction| &instruction.accounts);
        let touched: Vec<_> = metas.map(|meta| meta.pubkey).filter(|address| *address != payer).collect();
        let before = self.accounts(&touched).await;
        let outcome = self.send(instructions, signers).await;
        if outcome.is_err() {
            assert!(self.accounts(&touched).await == before, "a refused instruction moved something");
        }
        outcome
    }

    async fn accounts(&mut self, addresses: &[Pubkey]) -> Vec<Option<ChainAccount>> {
        let mut accounts = vec![];
        for address in addresses {
            accounts.push(self.account(address).await);
        }
        accounts
    }

    pub async fn account(&mut self, address: &Pubkey) -> Option<ChainAccount> {
        self.context.banks_client.get_account(*address).await.expect("the chain answers")
    }

    /// Writes an account as it stands, to reach a state that no instruction leads to yet.
    pub fn set_account(&mut self, address: &Pubkey, account: ChainAccount) {
        self.context.set_account(address, &account.into());
    }

    pub async fn balance(&mut self, tokens: &Pubkey) -> u64 {
        balance_of(&self.account(tokens).await.expect("a token account").data)
    }

    pub async fn vault_balance(&mut self) -> u64 {
        let vault = self.keys.vault;
        self.balance(&vault).await
    }

    pub async fn locker(&mut self) -> Locker {
        let address = self.keys.locker;
        self.read(&address).await.expect("a locker")
    }

    pub async fn lock_of(&mut self, owner: &Pubkey) -> Lock {
        let address = self.keys.lock(owner);
        self.read(&address).await.expect("a lock")
    }

    /// A typed account, if there is one.
    pub async fn read<T: Account>(&mut self, address: &Pubkey) -> Option<T> {
        let account = self.account(address).await?;
        Some(T::read(&account.owner, &account.data).expect("an account of that type"))
    }

    pub async fn now(&mut self) -> u64 {
        let clock: Clock = self.context.banks_client.get_sysvar().await.expect("a clock");
        u64::try_from(clock.unix_timestamp).expect("a time after 1970")
    }

    pub async fn week(&mut self) -> u32 {
        week_of(self.now().await)
    }

    /// Sets the clock, forth or back.
    pub async fn set_time(&mut self, t: u64) {
        self.set_unix_timestamp(i64::try_from(t).expect("a time that fits")).await;
    }

    /// Sets the clock to any second, one before 1970 too.
    pub async fn set_unix_timestamp(&mut self, t: i64) {
        let mut clock: Clock = self.context.banks_client.get_sysvar().await.expect("a clock");
        clock.unix_timestamp = t;
        self.context.set_sysvar(&clock);
    }

    pub async fn advance_weeks(&mut self, weeks: u32) {
        let then = weeks_after(self.now().await, weeks);
        self.set_time(then).await;
    }
}
