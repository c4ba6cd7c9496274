//! Real mints and token accounts of both token programs.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::{
    extension::{account_len::try_calculate_account_len_from_mint_data, ExtensionType, StateWithExtensions},
    state::{Account, Mint as MintState},
};

/// Which token program a mint belongs to, and with which extensions.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    SplToken,
    Token2022(Vec<ExtensionType>),
}

impl TokenKind {
    pub fn program(&self) -> Pubkey {
        match self {
            Self::SplToken => spl_token::ID,
            Self::Token2022(_) => spl_token_2022_interface::ID,
        }
    }
}

/// A mint whose authority the harness holds.
pub struct Mint {
    pub address: Pubkey,
    pub authority: Keypair,
    pub kind: TokenKind,
    pub decimals: u8,
}

/// Rent for any account the harness makes: more than any of them needs.
const LAMPORTS: u64 = 1_000_000_000;

impl Clone for Mint {
    fn clone(&self) -> Self {
        Self { authority: self.authority.insecure_clone(), kind: self.kind.clone(), ..*self }
    }
}

impl Mint {
    /// The instructions that create a mint at `keypair`'s address. `initialize_extension` gives the
    /// instruction for each extension of the kind.
    pub fn create(
        payer: &Pubkey,
        keypair: &Keypair,
        kind: TokenKind,
        decimals: u8,
        initialize_extensions: &[Instruction],
    ) -> (Self, Vec<Instruction>) {
        let authority = Keypair::new();
        let (address, program) = (keypair.pubkey(), kind.program());
        let space = match &kind {
            TokenKind::SplToken => ExtensionType::try_calculate_account_len::<MintState>(&[]),
            TokenKind::Token2022(extensions) => {
                ExtensionType::try_calculate_account_len::<MintState>(extensions)
            }
        }
        .expect("known extensions");
        let mut instructions =
            vec![system::create_account(payer, &address, LAMPORTS, space as u64, &program)];
        instructions.extend_from_slice(initialize_extensions);
        instructions.push(
            spl_token_2022_interface::instruction::initialize_mint2(
                &program,
                &address,
                &authority.pubkey(),
                Some(&authority.pubkey()),
                decimals,
            )
            .expect("a token program"),
        );
        (Self { address, authority, kind, decimals }, instructions)
    }

    /// The instructions that create a token account of `owner` at `keypair`'s address with `balance`.
    /// `mint_data`, the mint's bytes, tells what the account must have room for.
    pub fn fund(
        &self,
        payer: &Pubkey,
        keypair: &Keypair,
        owner: &Pubkey,
        balance: u64,
        mint_data: &[u8],
    ) -> Vec<Instruction> {
        let (account, program) = (keypair.pubkey(), self.kind.program());
        let space = try_calculate_account_len_from_mint_data(mint_data, &[]).expect("a mint");
        use spl_token_2022_interface::instruction as token;
        vec![
            system::create_account(payer, &account, LAMPORTS, space as u64, &program),
            token::initialize_account3(&program, &account, &self.address, owner).expect("a token program"),
            self.mint_to(&account, balance),
        ]
    }

    /// The instruction that mints `amount` to `tokens`, signed by the mint's authority.
    pub fn mint_to(&self, tokens: &Pubkey, amount: u64) -> Instruction {
        let program = self.kind.program();
        spl_token_2022_interface::instruction::mint_to(
            &program,
            &self.address,
            tokens,
            &self.authority.pubkey(),
            &[],
            amount,
        )
        .expect("a token program")
    }
}

/// The tokens in a token account's bytes.
pub fn balance_of(data: &[u8]) -> u64 {
    StateWithExtensions::<Account>::unpack(data).expect("a token account").base.amount
}
