//! What nobody can avoid paying: what the runtime and the token programs take for a call.

use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{Lite, TokenKind};

/// Something an instruction cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Call,
    CreateAccount,
    InitializeTokenAccount,
    Transfer,
    Transfer2022,
    Burn,
    SendSol,
}

/// What the parts cost, measured on this runtime.
pub struct Prices(Vec<(Part, &'static str, u64)>);

/// The System Program's price of any instruction.
const SEND_SOL_UNITS: u64 = 150;

/// The runtime's price of a call to another program, before what that does.
const CALL_UNITS: u64 = 946;

impl Prices {
    pub fn measure() -> Self {
        let spl = measure_token(TokenKind::SplToken);
        let token_2022 = measure_token(TokenKind::Token2022(vec![]));
        Self(vec![
            (Part::Call, "a call to another program, before what it does", CALL_UNITS),
            (Part::CreateAccount, "System Program `create_account`", spl.create),
            (Part::SendSol, "System Program `transfer`", SEND_SOL_UNITS),
            (Part::InitializeTokenAccount, "SPL Token `initialize_account3`", spl.initialize),
            (Part::Transfer, "SPL Token `transfer_checked`", spl.transfer),
            (Part::Burn, "SPL Token `burn_checked`", spl.burn),
            (Part::Transfer2022, "Token-2022 `transfer_checked`", token_2022.transfer),
        ])
    }

    pub fn sum(&self, parts: &[Part]) -> u64 {
        parts.iter().map(|part| self.of(*part)).sum()
    }

    pub fn listed(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.0.iter().map(|(_, what, units)| (*what, *units))
    }

    fn of(&self, part: Part) -> u64 {
        self.0.iter().find(|(listed, ..)| *listed == part).expect("every part is measured").2
    }
}

struct TokenPrices {
    create: u64,
    initialize: u64,
    transfer: u64,
    burn: u64,
}

fn measure_token(kind: TokenKind) -> TokenPrices {
    let mut lite = Lite::new();
    let program = kind.program();
    let mint = lite.mint(kind, 6);
    let owner = Keypair::new();
    let from = lite.token_account(&mint, &owner.pubkey(), 1_000);
    let at = Keypair::new();
    let mint_data = lite.svm.get_account(&mint.address).expect("the mint").data;
    let open = mint.fund(&lite.payer.pubkey(), &at, &owner.pubkey(), 0, &mint_data);
    let mut units = |instruction, signers: &[&Keypair]| {
        lite.send(&[instruction], signers).expect("a plain token instruction goes through").compute_units
    };
    let create = units(open[0].clone(), &[&at]);
    let initialize = units(open[1].clone(), &[]);
    let transfer = spl_token_2022_interface::instruction::transfer_checked(
        &program,
        &from,
        &mint.address,
        &at.pubkey(),
        &owner.pubkey(),
        &[],
        10,
        6,
    )
    .expect("a token program");
    let burn = spl_token_2022_interface::instruction::burn_checked(
        &program,
        &from,
        &mint.address,
        &owner.pubkey(),
        &[],
        10,
        6,
    )
    .expect("a token program");
    TokenPrices { create, initialize, transfer: units(transfer, &[&owner]), burn: units(burn, &[&owner]) }
}
