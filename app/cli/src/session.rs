//! What a command works with: a cluster, a wallet, a locker.

use solana_keypair::read_keypair_file;
use solana_signer::{null_signer::NullSigner, Signer};
use solana_transaction::Signature;
use spl_associated_token_account_interface::{
    address::get_associated_token_address_with_program_id,
    instruction::create_associated_token_account_idempotent,
};
use tenure_client::{locker::AUTO_ROLL_WEEKS, Instruction, Pubkey};

use crate::{
    chain::{Chain, OpenGovernor, OpenLocker, OpenSplitter, OpenStore},
    failure::Failure,
    options::{Options, Output},
};

pub struct Session {
    pub chain: Chain,
    options: Options,
}

impl Session {
    /// Reads no more than the options: nothing is asked of the cluster yet.
    pub fn open(options: Options) -> Result<Self, Failure> {
        let chain = Chain::new(&options.cluster_url()?);
        let chain = chain.with_compute_unit_price(options.with_compute_unit_price);
        Ok(Self { chain: chain.only_told(options.signer.is_some()), options })
    }

    pub fn output(&self) -> Output {
        self.options.output
    }

    /// The signing wallet; or who signs elsewhere, whom the options name.
    pub fn wallet(&self) -> Result<Box<dyn Signer>, Failure> {
        if let Some(signer) = &self.options.signer {
            return Ok(Box::new(NullSigner::new(signer)));
        }
        let path = self.options.keypair_path()?;
        let keypair = read_keypair_file(&path).map_err(|error| {
            Failure::input(format!(
                "{} holds no keypair ({error}): give --keypair FILE, or make one with solana-keygen new",
                path.display()
            ))
        })?;
        Ok(Box::new(keypair))
    }

    /// `named`, or else the signing wallet's address.
    pub fn owner(&self, named: Option<Pubkey>) -> Result<Pubkey, Failure> {
        match named {
            Some(owner) => Ok(owner),
            None => Ok(self.wallet()?.pubkey()),
        }
    }

    /// The locker that the options name.
    pub fn locker(&self) -> Result<OpenLocker, Failure> {
        let named = self.options.locker;
        let address = named.ok_or_else(|| {
            Failure::input("which locker? give --locker ADDRESS, or set the variable TENURE_LOCKER")
        })?;
        self.chain.locker(address)
    }

    /// The splitter of the locker that the options name.
    pub fn splitter(&self) -> Result<OpenSplitter, Failure> {
        self.chain.splitter(self.locker()?)
    }

    /// The governor of the locker that the options name.
    pub fn governor(&self) -> Result<OpenGovernor, Failure> {
        self.chain.governor(self.locker()?)
    }

    /// The store that the options name.
    pub fn store(&self) -> Result<OpenStore, Failure> {
        let named = self.options.store;
        let address = named.ok_or_else(|| {
            Failure::input("which store? give --store ADDRESS, or set the variable TENURE_STORE")
        })?;
        self.chain.store(address)
    }

    /// Sends a change of a locker. One that is too far behind is cranked first, in the same transaction.
    pub fn change(
        &self,
        locker: &OpenLocker,
        wallet: &dyn Signer,
        change: &[Instruction],
    ) -> Result<Signature, Failure> {
        let mut instructions = self.catch_up(locker)?;
        instructions.extend_from_slice(change);
        self.chain.send(&instructions, &[wallet])
    }

    /// What cranks a locker that is too far behind for any change.
    pub fn catch_up(&self, locker: &OpenLocker) -> Result<Vec<Instruction>, Failure> {
        let behind = locker.weeks_behind(self.chain.now()?);
        let crank =
            (behind > AUTO_ROLL_WEEKS).then(|| locker.keys.crank(u16::try_from(behind).unwrap_or(u16::MAX)));
        Ok(Vec::from_iter(crank))
    }
}

/// The token account that pays: `named`, or the owner's associated one.
pub fn paying_account(locker: &OpenLocker, owner: &Pubkey, named: Option<Pubkey>) -> Pubkey {
    named.unwrap_or_else(|| {
        let keys = &locker.keys;
        get_associated_token_address_with_program_id(owner, &keys.mint, &keys.token_program)
    })
}

/// The token account that receives, and what creates it if it is the owner's associated one.
pub fn receiving_account(
    locker: &OpenLocker,
    owner: &Pubkey,
    named: Option<Pubkey>,
) -> (Pubkey, Option<Instruction>) {
    let keys = &locker.keys;
    let account = paying_account(locker, owner, named);
    let create = named
        .is_none()
        .then(|| create_associated_token_account_idempotent(owner, owner, &keys.mint, &keys.token_program));
    (account, create)
}
