//! What the splitter's authority and pauser do, one call each. The locker's own are the world's.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{Outcome, Platform};

pub async fn set_pauser(platform: &mut Platform, authority: &Keypair, pauser: Pubkey) -> Outcome {
    let instruction = platform.revenue.set_pauser(authority.pubkey(), pauser);
    platform.attempt(instruction, &[authority]).await
}

pub async fn pause(platform: &mut Platform, pauser: &Keypair) -> Outcome {
    let instruction = platform.revenue.pause(pauser.pubkey());
    platform.attempt(instruction, &[pauser]).await
}

pub async fn resume(platform: &mut Platform, authority: &Keypair) -> Outcome {
    let instruction = platform.revenue.resume(authority.pubkey());
    platform.attempt(instruction, &[authority]).await
}

pub async fn propose(platform: &mut Platform, authority: &Keypair, proposed: Pubkey) -> Outcome {
    let instruction = platform.revenue.propose_authority(authority.pubkey(), proposed);
    platform.attempt(instruction, &[authority]).await
}

pub async fn accept(platform: &mut Platform, proposed: &Keypair) -> Outcome {
    let instruction = platform.revenue.accept_authority(proposed.pubkey());
    platform.attempt(instruction, &[proposed]).await
}

pub async fn cancel(platform: &mut Platform, authority: &Keypair) -> Outcome {
    let instruction = platform.revenue.cancel_authority(authority.pubkey());
    platform.attempt(instruction, &[authority]).await
}
