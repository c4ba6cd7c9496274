//! What people do with the locker, one call each.

use locker::LockerParams;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::locker::PowerView;

use crate::{Outcome, Owner, World};

impl World {
    pub async fn lock(&mut self, owner: &Owner, amount: u64, weeks: u16) -> Outcome {
        let payer = self.payer();
        let instruction = self.keys.create_lock(payer, owner.address(), owner.tokens, amount, weeks);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn increase(&mut self, owner: &Owner, amount: u64) -> Outcome {
        let instruction = self.keys.increase(owner.address(), owner.tokens, amount);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn extend(&mut self, owner: &Owner, weeks: u16) -> Outcome {
        let instruction = self.keys.extend(owner.address(), weeks);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn make_permanent(&mut self, owner: &Owner) -> Outcome {
        let instruction = self.keys.make_permanent(owner.address());
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn begin_unlock(&mut self, owner: &Owner) -> Outcome {
        let instruction = self.keys.begin_unlock(owner.address());
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn withdraw(&mut self, owner: &Owner) -> Outcome {
        let instruction = self.keys.withdraw(owner.address(), owner.tokens);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn exit_early(&mut self, owner: &Owner, most_penalty: u64) -> Outcome {
        let instruction = self.keys.exit_early(owner.address(), owner.tokens, most_penalty);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn set_delegate(&mut self, owner: &Owner, delegate: Pubkey) -> Outcome {
        let instruction = self.keys.set_delegate(owner.address(), delegate);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn prune(&mut self, owner: &Owner, give_up_before: u32) -> Outcome {
        let instruction = self.keys.prune(owner.address(), give_up_before);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn close_lock(&mut self, owner: &Owner, give_up_before: u32) -> Outcome {
        let payer = self.payer();
        let instruction = self.keys.close_lock(owner.address(), payer, give_up_before);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn crank(&mut self, max_weeks: u16) -> Outcome {
        let instruction = self.keys.crank(max_weeks);
        self.attempt(instruction, &[]).await
    }

    pub async fn update_params(&mut self, authority: &Keypair, params: LockerParams) -> Outcome {
        let instruction = self.keys.update_params(authority.pubkey(), params);
        self.attempt(instruction, &[authority]).await
    }

    pub async fn set_pauser(&mut self, authority: &Keypair, pauser: Pubkey) -> Outcome {
        let instruction = self.keys.set_pauser(authority.pubkey(), pauser);
        self.attempt(instruction, &[authority]).await
    }

    pub async fn pause(&mut self, pauser: &Keypair) -> Outcome {
        let instruction = self.keys.pause(pauser.pubkey());
        self.attempt(instruction, &[pauser]).await
    }

    pub async fn resume(&mut self, authority: &Keypair) -> Outcome {
        let instruction = self.keys.resume(authority.pubkey());
        self.attempt(instruction, &[authority]).await
    }

    pub async fn propose_authority(&mut self, authority: &Keypair, proposed: Pubkey) -> Outcome {
        let instruction = self.keys.propose_authority(authority.pubkey(), proposed);
        self.attempt(instruction, &[authority]).await
    }

    pub async fn accept_authority(&mut self, proposed: &Keypair) -> Outcome {
        let instruction = self.keys.accept_authority(proposed.pubkey());
        self.attempt(instruction, &[proposed]).await
    }

    pub async fn cancel_authority(&mut self, authority: &Keypair) -> Outcome {
        let instruction = self.keys.cancel_authority(authority.pubkey());
        self.attempt(instruction, &[authority]).await
    }

    /// Power now, from the program's view.
    pub async fn power(&mut self, owner: &Owner) -> Outcome<PowerView> {
        let instruction = self.keys.power(&owner.address());
        let receipt = self.attempt(instruction, &[]).await?;
        Ok(PowerView::read(&receipt.return_data).expect("a power view"))
    }

    /// Power in the snapshot of `week`, from the program's view.
    pub async fn power_at_week(&mut self, owner: &Owner, week: u32) -> Outcome<PowerView> {
        let instruction = self.keys.power_at_week(&owner.address(), week);
        let receipt = self.attempt(instruction, &[]).await?;
        Ok(PowerView::read(&receipt.return_data).expect("a power view"))
    }
}
