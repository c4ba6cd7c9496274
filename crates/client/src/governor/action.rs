use governor::action::{Action, SIGNER, WRITABLE};
use solana_program::{
    hash::hash,
    instruction::{AccountMeta, Instruction},
    pubkey::Pubkey,
};

/// `actions` as a proposal holds them. `None` if one has more than 255 accounts or 65,535 bytes of data.
pub fn encode_actions(actions: &[Instruction]) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    for action in actions {
        bytes.extend(action.program_id.to_bytes());
        bytes.push(u8::try_from(action.accounts.len()).ok()?);
        for account in &action.accounts {
            bytes.extend(account.pubkey.to_bytes());
            let signer = if account.is_signer { SIGNER } else { 0 };
            let writable = if account.is_writable { WRITABLE } else { 0 };
            bytes.push(signer | writable);
        }
        bytes.extend(u16::try_from(action.data.len()).ok()?.to_le_bytes());
        bytes.extend(&action.data);
    }
    Some(bytes)
}

/// The actions that a proposal holds. `None` if they are cut or malformed, as a draft's may be.
pub fn decode_actions(mut bytes: &[u8]) -> Option<Vec<Instruction>> {
    let mut actions = vec![];
    while !bytes.is_empty() {
        let (action, rest) = Action::read(bytes)?;
        let accounts = action.accounts().map(|account| AccountMeta {
            pubkey: Pubkey::new_from_array(*account.address),
            is_signer: account.signer,
            is_writable: account.writable,
        });
        actions.push(Instruction {
            program_id: Pubkey::new_from_array(*action.program),
            accounts: accounts.collect(),
            data: action.data.to_vec(),
        });
        bytes = rest;
    }
    Some(actions)
}

/// The hash by which a submitted proposal fixes its actions.
pub fn actions_hash(actions: &[u8]) -> [u8; 32] {
    hash(actions).to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actions() -> Vec<Instruction> {
        let address = |byte| Pubkey::new_from_array([byte; 32]);
        let transfer = Instruction {
            program_id: address(1),
            accounts: vec![AccountMeta::new(address(2), true), AccountMeta::new_readonly(address(3), false)],
            data: vec![7; 300],
        };
        vec![transfer, Instruction { program_id: address(4), accounts: vec![], data: vec![] }]
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        let bytes = encode_actions(&actions()).unwrap();
        assert_eq!(bytes.len(), (32 + 1 + 2 * 33 + 2 + 300) + (32 + 1 + 2));
        assert_eq!(bytes[32..33], [2]);
        assert_eq!((bytes[65], bytes[98]), (SIGNER | WRITABLE, 0));
        assert_eq!(bytes[99..101], [44, 1]);
        assert_eq!(decode_actions(&bytes), Some(actions()));
        assert_eq!(decode_actions(&[]), Some(vec![]));
    }

    #[test]
    fn what_is_cut_or_has_unknown_flags_is_none() {
        let bytes = encode_actions(&actions()).unwrap();
        let whole = 32 + 1 + 2 * 33 + 2 + 300;
        for len in (1..bytes.len()).filter(|len| *len != whole) {
            assert_eq!(decode_actions(&bytes[..len]), None, "{len} bytes");
        }
        let mut flagged = bytes.clone();
        flagged[65] |= 4;
        assert_eq!(decode_actions(&flagged), None);
    }

    #[test]
    fn what_does_not_fit_is_not_encoded() {
        let account = AccountMeta::new(Pubkey::default(), false);
        let with = |accounts, data| {
            let accounts = vec![account.clone(); accounts];
            encode_actions(&[Instruction { program_id: Pubkey::default(), accounts, data: vec![0; data] }])
        };
        assert!(with(255, 65_535).is_some());
        assert!(with(256, 0).is_none() && with(0, 65_536).is_none());
    }
}
