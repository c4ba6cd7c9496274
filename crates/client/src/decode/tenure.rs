//! Tenure's own programs, by their IDLs.

use std::sync::LazyLock;

use solana_program::{
    instruction::{AccountMeta, Instruction},
    pubkey::Pubkey,
};

use super::{
    account,
    associated::{receiver, AssociatedAccount},
    idl,
    idl::Idl,
    token::with_signers,
    value::Reader,
    Decoded, Names,
};

/// What may stand behind the wallet that receives.
const BEHIND: [&str; 2] = ["mint", "token_program"];

/// A program with its IDL.
pub struct Program(Idl);

/// The program with this address, if it is one of Tenure's.
pub fn program(address: &Pubkey) -> Option<&'static Program> {
    static PROGRAMS: LazyLock<[(Pubkey, Program); 5]> = LazyLock::new(|| {
        [
            (crate::governor::ID, include_str!("../../../../idl/governor.json")),
            (crate::locker::ID, include_str!("../../../../idl/locker.json")),
            (crate::membership::ID, include_str!("../../../../idl/membership.json")),
            (crate::revenue::ID, include_str!("../../../../idl/revenue.json")),
            (crate::subscriptions::ID, include_str!("../../../../idl/subscriptions.json")),
        ]
        .map(|(program, text)| (program, Program(Idl::read(text))))
    });
    PROGRAMS.iter().find(|(program, _)| program == address).map(|(_, program)| program)
}

impl Program {
    /// The instruction in words, or why it is in none.
    pub fn decode(&self, instruction: &Instruction, names: &Names) -> Result<Decoded, String> {
        let name = &self.0.metadata.name;
        let data = &instruction.data;
        let known = self.0.instructions.iter().find(|known| data.starts_with(&known.discriminator));
        let known = known
            .ok_or_else(|| format!("no instruction of Tenure's {name} program that this client knows"))?;
        let called = format!("{name} {}", known.name);
        let given = instruction.accounts.len();
        if given < known.accounts.len() {
            return Err(format!("{called} with {given} of its {} accounts", known.accounts.len()));
        }

        let data = data.get(known.discriminator.len()..).unwrap_or_default();
        let mut reader = Reader { idl: &self.0, names, data };
        let arguments: Option<Vec<_>> = known.args.iter().map(|field| reader.field(field, "")).collect();
        let arguments = arguments.filter(|_| reader.data.is_empty());
        let arguments = arguments.ok_or_else(|| format!("{called} with malformed data"))?;

        let mut decoded = Decoded::known(headline(&called, known));
        decoded.details.extend(arguments.concat());
        let (own, further) = instruction.accounts.split_at(known.accounts.len());
        let receiver = receiver(instruction);
        for (known, meta) in known.accounts.iter().zip(own) {
            decoded = decoded.detail(&known.name, account(meta, names));
            if let Some(receiver) = receiver.filter(|receiver| receiver.address == meta.pubkey) {
                decoded = decoded.detail("which belongs to", names.show(&receiver.owner));
            }
        }
        let behind = receiver.map_or(0, |receiver| 1 + told_behind(&receiver, further));
        let (behind, further) = further.split_at(behind.min(further.len()));
        for (name, meta) in BEHIND.into_iter().zip(behind.iter().skip(1)) {
            decoded = decoded.detail(name, account(meta, names));
        }
        Ok(with_signers(decoded, further, names))
    }
}

/// How many accounts behind the wallet that receives are what its account follows from. Nobody checks the others.
fn told_behind(receiver: &AssociatedAccount, further: &[AccountMeta]) -> usize {
    let follows = [receiver.mint, receiver.token_program];
    let told = further.iter().skip(1).zip(follows);
    told.take_while(|(meta, follows)| meta.pubkey == *follows).count()
}

fn headline(called: &str, known: &idl::Instruction) -> String {
    if known.docs.is_empty() {
        return called.to_owned();
    }
    format!("{called}: {}", known.docs.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decode::decode,
        governor::{GovernorKeys, GovernorParams},
        locker::{LockerKeys, LockerParams},
        revenue::{RevenueKeys, Terms},
    };

    fn address(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    fn locker() -> LockerKeys {
        LockerKeys::derive(address(1), address(2), spl_token::ID, address(3))
    }

    fn governor() -> GovernorKeys {
        GovernorKeys::derive(locker())
    }

    #[test]
    fn announced_terms_are_in_words() {
        let (revenue, treasury) = (RevenueKeys::derive(locker()), governor().treasury);
        let terms = Terms { staker_bps: 5_000, burn_bps: 1_025, min_power: 7 };
        let instruction = revenue.announce_terms(treasury, terms);
        let named = [(treasury, "the treasury"), (locker().locker, "the locker")];
        assert_eq!(
            decode(&instruction, &Names::new(&named)).to_string(),
            format!(
                "revenue announce_terms: Announces terms for the start of the second week from now. Authority.\n\
                 \x20 terms.staker_bps  5000 (50 %)\n\
                 \x20 terms.burn_bps    1025 (10.25 %)\n\
                 \x20 terms.min_power   7\n\
                 \x20 splitter          {}, written\n\
                 \x20 locker            {} (the locker)\n\
                 \x20 authority         {treasury} (the treasury), signs",
                revenue.splitter,
                locker().locker
            )
        );
    }

    #[test]
    fn the_governors_parameters_are_in_words() {
        let params = GovernorParams {
            proposal_threshold: 100,
            voting_delay: 0,
            voting_period: 432_000,
            timelock: 90_000,
            grace: 604_800,
            quorum_bps: 1_000,
        };
        let decoded = decode(&governor().update_params(params), &Names::default());
        let expected = [
            ("params.proposal_threshold", "100".to_owned()),
            ("params.voting_delay", "0 (seconds: at once)".to_owned()),
            ("params.voting_period", "432000 (seconds: 5 days)".to_owned()),
            // A day and an hour.
            ("params.timelock", "90000 (seconds: 1 day 1 hour)".to_owned()),
            ("params.grace", "604800 (seconds: 7 days)".to_owned()),
            ("params.quorum_bps", "1000 (10 %)".to_owned()),
            ("governor", format!("{}, written", governor().governor)),
            ("treasury", format!("{}, signs", governor().treasury)),
        ];
        assert_eq!(decoded.details, expected.map(|(name, words)| (name.to_owned(), words)));
        assert_eq!(
            decoded.headline,
            "governor update_params: Sets threshold, quorum and times, for proposals to come. The treasury."
        );
        assert!(decoded.known);
    }

    #[test]
    fn limits_councils_and_lockers_are_in_words() {
        let limit = decode(&governor().set_outflow_limit(Pubkey::default(), u64::MAX), &Names::default());
        assert_eq!(limit.details[0].1, "11111111111111111111111111111111 (zero)");
        assert_eq!(limit.details[1].1, "18446744073709551615 (no limit)");
        let council = decode(&governor().set_council(address(9)), &Names::default());
        assert_eq!(council.details[0], ("council".to_owned(), address(9).to_string()));

        let params =
            LockerParams { min_weeks: 2, max_weeks: 104, penalty_bps: 2_550, governor: governor().governor };
        let named = [(governor().governor, "the governor")];
        let update = decode(&locker().update_params(address(4), params), &Names::new(&named));
        let words: Vec<_> = update.details.iter().take(4).map(|(_, words)| words.as_str()).collect();
        let governor = format!("{} (the governor)", governor().governor);
        assert_eq!(words, ["2", "104", "2550 (25.5 %)", governor.as_str()]);
    }

    #[test]
    fn text_and_bytes_of_a_draft_are_shown_harmlessly() {
        let draft = crate::governor::Draft {
            nonce: 258,
            title: "A\u{1b}[2J".to_owned(),
            link: String::new(),
            actions: vec![0; 35],
        };
        let drafted = governor().draft(address(5), address(5), &address(5), &draft);
        let words: Vec<_> =
            decode(&drafted, &Names::default()).details.into_iter().take(4).map(|(_, words)| words).collect();
        // 258 is 2 and 1 times 256.
        assert_eq!(words, ["8 bytes: 0201000000000000", "\"A\\u{1b}[2J\"", "\"\"", "35"]);

        let written = governor().write(address(5), address(6), 900, &[1, 171]);
        let details = decode(&written, &Names::default()).details;
        assert_eq!(details[..2], [("offset", "900"), ("piece", "2 bytes: 01ab")].map(owned));
    }

    fn owned((name, words): (&str, &str)) -> (String, String) {
        (name.to_owned(), words.to_owned())
    }

    #[test]
    fn cut_and_overlong_data_is_unknown() {
        let terms = Terms { staker_bps: 5_000, burn_bps: 0, min_power: 0 };
        let whole = RevenueKeys::derive(locker()).announce_terms(address(4), terms);
        for len in 0..whole.data.len() {
            let cut = Instruction { data: whole.data[..len].to_vec(), ..whole.clone() };
            let headline = decode(&cut, &Names::default()).headline;
            let expected = if len < 8 {
                "UNKNOWN: no instruction of Tenure's revenue program that this client knows"
            } else {
                "UNKNOWN: revenue announce_terms with malformed data"
            };
            assert_eq!(headline, expected, "{len} bytes");
        }
        let longer = Instruction { data: [whole.data.clone(), vec![0]].concat(), ..whole };
        let decoded = decode(&longer, &Names::default());
        assert_eq!(decoded.headline, "UNKNOWN: revenue announce_terms with malformed data");
        // The program, three accounts and the data.
        assert_eq!((decoded.details.len(), decoded.known), (5, false));
    }

    #[test]
    fn lengths_that_the_data_does_not_have_are_unknown() {
        let mut written = governor().write(address(5), address(6), 0, &[1, 2]);
        // Behind the discriminator and the offset stands the length.
        written.data[10..14].copy_from_slice(&u32::MAX.to_le_bytes());
        let headline = decode(&written, &Names::default()).headline;
        assert_eq!(headline, "UNKNOWN: governor write with malformed data");
    }

    #[test]
    fn no_data_behind_any_instructions_name_makes_it_panic() {
        let programs = [
            crate::governor::ID,
            crate::locker::ID,
            crate::membership::ID,
            crate::revenue::ID,
            crate::subscriptions::ID,
        ];
        for program_id in programs {
            for known in &program(&program_id).unwrap().0.instructions {
                let accounts: Vec<_> =
                    known.accounts.iter().map(|_| AccountMeta::new(address(1), false)).collect();
                for (fill, len) in
                    [0, 1, 0x7f, 0xff].into_iter().flat_map(|fill| (0..200).map(move |len| (fill, len)))
                {
                    let data = [known.discriminator.clone(), vec![fill; len]].concat();
                    let decoded = decode(
                        &Instruction { program_id, accounts: accounts.clone(), data },
                        &Names::default(),
                    );
                    // Behind all that an instruction takes, nothing may follow.
                    assert!(!decoded.known || len < 199, "{decoded}");
                    assert!(decoded.headline.contains(&known.name));
                }
            }
        }
    }

    #[test]
    fn accounts_that_are_missing_make_it_unknown_and_further_ones_are_shown() {
        let whole = governor().set_council(address(9));
        let cut = Instruction { accounts: whole.accounts[..1].to_vec(), ..whole.clone() };
        assert_eq!(
            decode(&cut, &Names::default()).headline,
            "UNKNOWN: governor set_council with 1 of its 2 accounts"
        );
        let accounts = [whole.accounts.clone(), whole.accounts[..1].to_vec()].concat();
        let details = decode(&Instruction { accounts, ..whole.clone() }, &Names::default()).details;
        let further = format!("{}, written", governor().governor);
        assert_eq!(details.last(), Some(&("further account 1".to_owned(), further)));
    }
}
