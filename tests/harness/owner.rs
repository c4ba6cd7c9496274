use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

/// Someone with a key and a token account of the world's mint.
pub struct Owner {
    pub keypair: Keypair,
    pub tokens: Pubkey,
}

impl Owner {
    pub fn address(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}
