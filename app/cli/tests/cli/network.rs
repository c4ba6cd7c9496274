//! A chain in this process, with the programs deployed and tokens on it.

use std::{
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_program::program_pack::Pack;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::request::RpcRequest;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use solana_transaction::Transaction;
use spl_associated_token_account_interface::{
    address::get_associated_token_address,
    instruction::{create_associated_token_account, create_associated_token_account_idempotent},
};
use spl_token_2022_interface::{extension::ExtensionType, instruction as token, state::Mint};
use surfpool_sdk::{
    cheatcodes::builders::{DeployProgram, SetAccount},
    Surfnet,
};
use tenure_client::{governor, locker, membership, revenue, subscriptions, Account, Instruction, Pubkey};

/// The least that an address without data can hold, in lamports.
const GIFT: u64 = 890_880;

pub struct Network {
    surfnet: Surfnet,
    rpc: RpcClient,
    pub mint: Pubkey,
}

impl Network {
    /// With a token of six decimals, of which the wallet holds `units`.
    pub fn start(units: u64) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let builder = Surfnet::builder().offline(true).slot_time_ms(400);
        let surfnet = runtime.block_on(builder.start()).expect("a chain");
        for (program, file) in [
            (governor::ID, "governor.so"),
            (locker::ID, "locker.so"),
            (membership::ID, "membership.so"),
            (revenue::ID, "revenue.so"),
            (subscriptions::ID, "subscriptions.so"),
        ] {
            let bytecode = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy").join(file);
            let deploy = DeployProgram::new(program).so_path(bytecode);
            surfnet.cheatcodes().deploy(deploy).expect("bytecode in target/deploy: run make build");
        }
        let mut network = Self { rpc: surfnet.rpc_client(), surfnet, mint: Pubkey::default() };
        network.mint = network.token(6, units);
        network
    }

    /// Makes another token, of which the wallet holds `units`.
    pub fn token(&self, decimals: u8, units: u64) -> Pubkey {
        let mint = Keypair::new();
        let instructions = self.make_token(&mint.pubkey(), decimals, units);
        self.send(&instructions, &[self.wallet(), &mint]);
        mint.pubkey()
    }

    /// Someone else, with SOL and `units` of the token.
    pub fn person(&self, units: u64) -> Keypair {
        let person = Keypair::new();
        let (wallet, owner, program) = (self.wallet().pubkey(), person.pubkey(), spl_token::ID);
        let tokens = get_associated_token_address(&owner, &self.mint);
        let instructions = [
            system::transfer(&wallet, &owner, 1_000_000_000),
            create_associated_token_account(&wallet, &owner, &self.mint, &program),
            token::mint_to(&program, &self.mint, &tokens, &wallet, &[], units).expect("instruction"),
        ];
        self.send(&instructions, &[self.wallet()]);
        person
    }

    /// Mints `units` of a token to somebody's associated account, which is made if it is missing.
    pub fn give(&self, mint: &Pubkey, owner: &Pubkey, units: u64) {
        let (wallet, program) = (self.wallet().pubkey(), spl_token::ID);
        let tokens = get_associated_token_address(owner, mint);
        let instructions = [
            create_associated_token_account_idempotent(&wallet, owner, mint, &program),
            token::mint_to(&program, mint, &tokens, &wallet, &[], units).expect("instruction"),
        ];
        self.send(&instructions, &[self.wallet()]);
    }

    /// Gives somebody an account for a token of Token-2022 whose mint is closed again. Returns the mint.
    pub fn closed_token(&self, owner: &Pubkey) -> Pubkey {
        let (mint, wallet, program) = (Keypair::new(), self.wallet().pubkey(), spl_token_2022_interface::ID);
        let (address, extensions) = (mint.pubkey(), [ExtensionType::MintCloseAuthority]);
        let len = ExtensionType::try_calculate_account_len::<Mint>(&extensions).expect("a length");
        let instructions = [
            system::create_account(&wallet, &address, 10_000_000, len as u64, &program),
            token::initialize_mint_close_authority(&program, &address, Some(&wallet)).expect("instruction"),
            token::initialize_mint2(&program, &address, &wallet, None, 6).expect("instruction"),
            create_associated_token_account(&wallet, owner, &address, &program),
        ];
        self.send(&instructions, &[self.wallet(), &mint]);
        let close = token::close_account(&program, &address, &wallet, &wallet, &[]).expect("instruction");
        self.send(&[close], &[self.wallet()]);
        address
    }

    /// What anybody can send to addresses of which nothing is made yet.
    pub fn gift(&self, addresses: &[Pubkey]) {
        let wallet = self.wallet();
        let gift = |address| system::transfer(&wallet.pubkey(), address, GIFT);
        self.send(&addresses.iter().map(gift).collect::<Vec<_>>(), &[wallet]);
    }

    /// Writes an account as it stands.
    pub fn set_account(&self, address: &Pubkey, owner: &Pubkey, lamports: u64, data: Vec<u8>) {
        let account = SetAccount::new(*address).lamports(lamports).owner(*owner).data(data);
        self.surfnet.cheatcodes().execute(account).expect("an account");
    }

    /// The chain's clock.
    pub fn now(&self) -> u64 {
        let clock = self.rpc.get_account(&solana_program::sysvar::clock::ID).expect("a clock");
        u64::from_le_bytes(clock.data[32..40].try_into().expect("a second"))
    }

    fn make_token(&self, mint: &Pubkey, decimals: u8, units: u64) -> [Instruction; 4] {
        let (wallet, program) = (self.wallet().pubkey(), spl_token::ID);
        let purse = get_associated_token_address(&wallet, mint);
        [
            system::create_account(&wallet, mint, 10_000_000, Mint::LEN as u64, &program),
            token::initialize_mint2(&program, mint, &wallet, None, decimals).expect("instruction"),
            create_associated_token_account(&wallet, &wallet, mint, &program),
            token::mint_to(&program, mint, &purse, &wallet, &[], units).expect("instruction"),
        ]
    }

    /// The wallet pays.
    pub fn send(&self, instructions: &[Instruction], signers: &[&Keypair]) {
        let blockhash = self.rpc.get_latest_blockhash().expect("a blockhash");
        let payer = self.wallet().pubkey();
        let transaction = Transaction::new_signed_with_payer(instructions, Some(&payer), signers, blockhash);
        self.rpc.send_and_confirm_transaction(&transaction).expect("confirmed");
    }

    pub fn url(&self) -> &str {
        self.surfnet.rpc_url()
    }

    pub fn wallet(&self) -> &Keypair {
        self.surfnet.payer()
    }

    pub fn purse(&self) -> Pubkey {
        get_associated_token_address(&self.wallet().pubkey(), &self.mint)
    }

    /// Only a later slot has the time: until then the clock is waited for.
    pub fn travel_to(&self, t: u64) {
        let request = RpcRequest::Custom { method: "surfnet_timeTravel" };
        let arguments = json!([{ "absoluteTimestamp": t * 1_000 }]);
        self.rpc.send::<Value>(request, arguments).expect("time travel");
        let patience = Instant::now() + Duration::from_secs(60);
        while self.now() < t {
            assert!(Instant::now() < patience, "the clock stands at {}, not at {t}", self.now());
            sleep(Duration::from_millis(20));
        }
    }

    pub fn read<T: Account>(&self, address: &Pubkey) -> T {
        let account = self.rpc.get_account(address).expect("an account");
        T::read(&account.owner, &account.data).expect("the type")
    }

    pub fn proposal(&self, address: &Pubkey) -> governor::ReadProposal {
        let account = self.rpc.get_account(address).expect("an account");
        governor::ReadProposal::read(&account.owner, &account.data).expect("a proposal")
    }

    pub fn lamports(&self, address: &Pubkey) -> u64 {
        self.rpc.get_balance(address).expect("a balance")
    }

    pub fn exists(&self, address: &Pubkey) -> bool {
        let answer = self.rpc.get_account_with_commitment(address, self.rpc.commitment());
        answer.expect("an answer").value.is_some()
    }

    pub fn balance(&self, token_account: &Pubkey) -> u64 {
        let balance = self.rpc.get_token_account_balance(token_account).expect("a balance");
        balance.amount.parse().expect("a number")
    }

    pub fn transactions(&self) -> u64 {
        self.rpc.get_transaction_count().expect("a count")
    }

    pub fn stop(mut self) {
        self.surfnet.stop().expect("stopped");
    }
}
