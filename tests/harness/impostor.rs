//! What an attacker passes instead of the right account.

use anchor_lang::ErrorCode;
use locker::LockerError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::locker::{LockerKeys, Roles};

use crate::{IntoCode, Mint, OutcomeExt, Owner, Substitute, TokenKind, World};

/// An account of an instruction, what takes its place, what that is, and how it is refused.
pub type Impostor = (Pubkey, Pubkey, &'static str, InstructionError);

impl World {
    /// Each of `impostors`, in place of the account it replaces, is refused with its error.
    pub async fn refuses_impostors(
        &mut self,
        instruction: &Instruction,
        signers: &[&Keypair],
        impostors: &[Impostor],
    ) {
        let mut wrong = String::new();
        for (original, other, what, error) in impostors {
            let instruction = instruction.clone().with(*original, *other);
            match self.attempt(instruction, signers).await {
                Err(failure) if failure.instruction_error() == Some(error) => {}
                outcome => wrong += &format!("{what}: expected {error:?}, but: {outcome:?}\n"),
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    /// With any of its writable accounts but the payer passed read-only, `instruction` is refused.
    pub async fn refuses_read_only(&mut self, instruction: &Instruction, signers: &[&Keypair]) {
        let payer = self.payer();
        for at in 0..instruction.accounts.len() {
            let mut instruction = instruction.clone();
            let meta = &mut instruction.accounts[at];
            if meta.is_writable && meta.pubkey != payer {
                meta.is_writable = false;
                self.attempt(instruction, signers).await.refused(ErrorCode::ConstraintMut);
            }
        }
    }

    /// What may be passed in place of the locker and of `owner`'s lock in it: others' locks and
    /// lockers, `owner`'s lock in another locker, and copies.
    pub async fn lock_impostors(&mut self, owner: &Owner) -> Vec<Impostor> {
        let (here, there) = (self.keys, self.another_locker().await);
        let other = self.owner(2).await;
        let tokens = self.token_account(&owner.address(), 1).await;
        let locks = [
            (here.create_lock(self.payer(), other.address(), other.tokens, 1, 52), &other),
            (there.create_lock(self.payer(), other.address(), other.tokens, 1, 52), &other),
            (there.create_lock(self.payer(), owner.address(), tokens, 1, 52), owner),
        ];
        for (lock, owner) in locks {
            self.send(&[lock], &[&owner.keypair]).await.expect("a lock to pass instead");
        }
        let others = here.lock(&other.address());
        let copied_locker = self.copy(&here.locker, proxy::ID).await;
        let copied_lock = self.copy(&others, proxy::ID).await;
        let moved_lock = self.copy(&others, locker::ID).await;

        let lock = here.lock(&owner.address());
        let (alien, seeds) = (ErrorCode::ConstraintOwner.code(), ErrorCode::ConstraintSeeds.code());
        vec![
            (here.locker, there.locker, "another creator's locker", seeds.clone()),
            (here.locker, others, "a lock as locker", InstructionError::AccountDataTooSmall),
            (here.locker, copied_locker, "the locker's bytes", alien.clone()),
            (lock, others, "another owner's lock", seeds.clone()),
            (lock, there.lock(&owner.address()), "the owner's lock in another locker", seeds.clone()),
            (lock, there.lock(&other.address()), "another owner's lock in another locker", seeds.clone()),
            (lock, moved_lock, "a lock at another address", seeds),
            (lock, copied_lock, "a lock's bytes", alien),
        ]
    }

    /// What may be passed in place of the locker by one with a role in it: another locker, in which
    /// that is refused as `not_there`, an account of another type, and a copy.
    pub async fn locker_impostors(&mut self, not_there: LockerError) -> Vec<Impostor> {
        let (here, there, owner) = (self.keys, self.another_locker().await, self.owner(1).await);
        self.lock(&owner, 1, 1).await.expect("a lock to pass instead");
        let copied = self.copy(&here.locker, proxy::ID).await;
        let lock = here.lock(&owner.address());
        vec![
            (here.locker, there.locker, "another creator's locker", not_there.code()),
            (here.locker, lock, "a lock as locker", InstructionError::AccountDataTooSmall),
            (here.locker, copied, "the locker's bytes", ErrorCode::ConstraintOwner.code()),
        ]
    }

    /// What may be passed in place of the accounts of a deposit from `owner`'s tokens.
    pub async fn deposit_impostors(&mut self, owner: &Owner) -> Vec<Impostor> {
        self.token_impostors(owner, LockerError::WrongSource).await
    }

    /// What may be passed in place of the accounts of a payment to `owner`'s tokens.
    pub async fn payout_impostors(&mut self, owner: &Owner) -> Vec<Impostor> {
        self.token_impostors(owner, LockerError::WrongDestination).await
    }

    /// As above, where tokens of another than `owner` are refused with `not_the_owners`.
    async fn token_impostors(&mut self, owner: &Owner, not_the_owners: LockerError) -> Vec<Impostor> {
        let (here, there) = (self.keys, self.another_locker().await);
        let other = self.owner(1_000_000).await;
        let another = self.another_mint(TokenKind::SplToken).await;
        let other_tokens = self.tokens_of(&another, &owner.address(), 1_000_000).await;
        let twin_tokens = self.token_account(&owner.address(), 1_000_000).await;
        let copied_tokens = self.copy(&owner.tokens, proxy::ID).await;
        let copied_vault = self.copy(&here.vault, here.token_program).await;
        let copied_mint = self.copy(&here.mint, here.token_program).await;

        use LockerError::{WrongMint, WrongTokenProgram, WrongVault};
        let not_the_owners = not_the_owners.code();
        let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
        vec![
            (owner.tokens, other.tokens, "another owner's tokens", not_the_owners.clone()),
            (owner.tokens, there.vault, "another locker's vault as the owner's tokens", not_the_owners),
            (owner.tokens, here.vault, "the vault as the owner's tokens", twice),
            (owner.tokens, other_tokens, "tokens of another mint", WrongMint.code()),
            (owner.tokens, another.address, "a mint as the owner's tokens", WrongMint.code()),
            (owner.tokens, copied_tokens, "tokens' bytes", WrongTokenProgram.code()),
            (here.vault, there.vault, "another locker's vault", WrongVault.code()),
            (here.vault, twin_tokens, "the owner's tokens as vault", WrongVault.code()),
            (here.vault, copied_vault, "a vault at another address", WrongVault.code()),
            (here.mint, another.address, "another mint", WrongMint.code()),
            (here.mint, copied_mint, "the mint at another address", WrongMint.code()),
            (here.token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
            (here.token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
        ]
    }

    /// A second locker for the world's mint, made by someone else on the same terms.
    pub async fn another_locker(&mut self) -> LockerKeys {
        let creator = Keypair::new();
        let LockerKeys { mint, token_program, penalty_account, .. } = self.keys;
        let keys = LockerKeys::derive(mint, creator.pubkey(), token_program, penalty_account);
        let roles = Roles { authority: creator.pubkey(), pauser: creator.pubkey() };
        let instruction = keys.create_locker(self.payer(), creator.pubkey(), Self::PARAMS, roles);
        self.send(&[instruction], &[&creator]).await.expect("another locker is created");
        keys
    }

    /// Another mint than the world's.
    pub async fn another_mint(&mut self, kind: TokenKind) -> Mint {
        let at = Keypair::new();
        let (mint, instructions) = Mint::create(&self.payer(), &at, kind, self.mint.decimals, &[]);
        self.send(&instructions, &[&at]).await.expect("another mint is created");
        mint
    }

    /// A token account of `owner`, of another mint than the world's.
    pub async fn tokens_of(&mut self, mint: &Mint, owner: &Pubkey, balance: u64) -> Pubkey {
        let at = Keypair::new();
        let data = self.account(&mint.address).await.expect("the mint").data;
        let instructions = mint.fund(&self.payer(), &at, owner, balance, &data);
        self.send(&instructions, &[&at, &mint.authority]).await.expect("the token account is created");
        at.pubkey()
    }

    /// The mint's authority freezes a token account.
    pub async fn freeze(&mut self, tokens: &Pubkey) {
        let authority = self.mint.authority.insecure_clone();
        let (program, mint) = (self.keys.token_program, self.mint.address);
        let instruction = spl_token_2022_interface::instruction::freeze_account(
            &program,
            tokens,
            &mint,
            &authority.pubkey(),
            &[],
        );
        self.send(&[instruction.expect("a token program")], &[&authority])
            .await
            .expect("the account is frozen");
    }

    /// The bytes of `original` at a new address, owned by `program`.
    pub async fn copy(&mut self, original: &Pubkey, program: Pubkey) -> Pubkey {
        let account = self.account(original).await.expect("an account to copy");
        let address = Pubkey::new_unique();
        self.set_account(&address, solana_account::Account { owner: program, ..account });
        address
    }
}
