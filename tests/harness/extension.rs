//! Token-2022 mints with extensions, initialised by Token-2022 itself.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::{
        confidential_mint_burn, confidential_transfer, confidential_transfer_fee, default_account_state,
        group_member_pointer, group_pointer, interest_bearing_mint, metadata_pointer, pausable,
        scaled_ui_amount, transfer_fee, transfer_hook, ExtensionType,
    },
    instruction as token,
    state::AccountState,
    ID as TOKEN_2022,
};
use ExtensionType::*;

use crate::{Mint, TokenKind, World};

/// Someone whom an extension names.
pub const SOMEONE: Pubkey = Pubkey::new_from_array([5; 32]);

/// Where the bytes of a mint with extensions tell its type: behind the base and padding.
const TYPE_OFFSET: usize = 165;

impl World {
    /// A Token-2022 mint with `extensions`.
    pub async fn mint_with(&mut self, extensions: &[ExtensionType]) -> Mint {
        let at = Keypair::new();
        let initialize: Vec<_> = extensions.iter().map(|kind| initialize(*kind, &at.pubkey())).collect();
        let kind = TokenKind::Token2022(extensions.to_vec());
        let (mint, instructions) = Mint::create(&self.payer(), &at, kind, 6, &initialize);
        self.send(&instructions, &[&at]).await.expect("the mint is created");
        mint
    }
}

/// What stands behind a mint's base: padding, the type and the extensions.
pub fn behind_base(kind: u8, extensions: &[u8]) -> Vec<u8> {
    let mut tail = vec![0; TYPE_OFFSET - 82];
    tail.push(kind);
    tail.extend(extensions);
    tail
}

/// How Token-2022 initialises `extension` of the mint at `mint`.
fn initialize(extension: ExtensionType, mint: &Pubkey) -> Instruction {
    let (id, someone) = (&TOKEN_2022, Some(SOMEONE));
    let instruction = match extension {
        MetadataPointer => metadata_pointer::instruction::initialize(id, mint, someone, Some(*mint)),
        GroupPointer => group_pointer::instruction::initialize(id, mint, someone, Some(*mint)),
        GroupMemberPointer => group_member_pointer::instruction::initialize(id, mint, someone, Some(*mint)),
        TransferFeeConfig => transfer_fee::instruction::initialize_transfer_fee_config(
            id,
            mint,
            Some(&SOMEONE),
            Some(&SOMEONE),
            0,
            0,
        ),
        MintCloseAuthority => token::initialize_mint_close_authority(id, mint, Some(&SOMEONE)),
        ConfidentialTransferMint => {
            confidential_transfer::instruction::initialize_mint(id, mint, someone, true, None)
        }
        DefaultAccountState => default_account_state::instruction::initialize_default_account_state(
            id,
            mint,
            &AccountState::Initialized,
        ),
        NonTransferable => token::initialize_non_transferable_mint(id, mint),
        InterestBearingConfig => interest_bearing_mint::instruction::initialize(id, mint, someone, 0),
        PermanentDelegate => token::initialize_permanent_delegate(id, mint, &SOMEONE),
        TransferHook => transfer_hook::instruction::initialize(id, mint, someone, None),
        ConfidentialTransferFeeConfig => {
            confidential_transfer_fee::instruction::initialize_confidential_transfer_fee_config(
                id,
                mint,
                someone,
                &Default::default(),
            )
        }
        ConfidentialMintBurn => confidential_mint_burn::instruction::initialize_mint(
            id,
            mint,
            &Default::default(),
            &Default::default(),
        ),
        ScaledUiAmount => scaled_ui_amount::instruction::initialize(id, mint, someone, 1.0),
        Pausable => pausable::instruction::initialize(id, mint, &SOMEONE),
        other => panic!("{other:?} is not an extension of mints"),
    };
    instruction.expect("Token-2022 takes it")
}
