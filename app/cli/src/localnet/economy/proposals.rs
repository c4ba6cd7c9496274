//! A proposal in every state, and how each came there.

use tenure_client::{governor::Draft, Pubkey};
use tenure_math::Choice::{self, Abstain, Against, For};

use super::{diary::Diary, Economy, Person, Token, DAY, HOUR};
use crate::{command::governance::ProposalFile, failure::Failure};

/// As the governor's terms have it.
const VOTING_DELAY: u64 = DAY;
const UNTIL_EXECUTABLE: u64 = 7 * DAY;

/// How a proposal ended, and how long after its submission.
#[derive(Clone, Copy)]
enum Fate {
    /// Time alone moves it on.
    Open,
    Executed,
    Cancelled,
    Vetoed,
}

/// One proposal: when it was submitted, in hours before the present, by whom, and what they say to it.
#[derive(Clone, Copy)]
struct Plot {
    hours_ago: u64,
    proposer: Person,
    title: &'static str,
    actions: fn(&Economy) -> String,
    votes: &'static [(Person, Choice)],
    fate: Fate,
}

/// In the order of submission.
const PLOTS: [Plot; 10] = [
    Plot {
        hours_ago: 26 * 24,
        proposer: Person::Ben,
        title: "The treasury takes over, and lockers get 45 %",
        actions: take_over,
        votes: &[(Person::Ada, For), (Person::Ben, For), (Person::Fay, For), (Person::Max, Abstain)],
        fate: Fate::Executed,
    },
    Plot {
        hours_ago: 22 * 24,
        proposer: Person::Fay,
        title: "Sponsor the spring hackathon with 25 SOL",
        actions: |economy| sol(economy, Person::Fay, "25"),
        votes: &[(Person::Ada, For), (Person::Max, For), (Person::Fay, For)],
        fate: Fate::Open,
    },
    Plot {
        hours_ago: 12 * 24,
        proposer: Person::Max,
        title: "Pay 50,000 USDC for a billboard",
        actions: |economy| usdc(economy, Person::Max, "50000"),
        votes: &[(Person::Ada, Against), (Person::Ben, Against), (Person::Fay, Abstain), (Person::Max, For)],
        fate: Fate::Open,
    },
    Plot {
        hours_ago: 11 * 24,
        proposer: Person::Fay,
        title: "Pay 12,000 USDC for an audit, first draft",
        actions: |economy| usdc(economy, Person::Ben, "12000"),
        votes: &[],
        fate: Fate::Cancelled,
    },
    Plot {
        hours_ago: 10 * 24,
        proposer: Person::Max,
        title: "Nobody may veto any more",
        actions: |_| "kind = \"set_council\"\ncouncil = \"none\"".to_owned(),
        votes: &[(Person::Max, For), (Person::Fay, For), (Person::Ada, Abstain)],
        fate: Fate::Vetoed,
    },
    Plot {
        hours_ago: 8 * 24 + 12,
        proposer: Person::Ben,
        title: "At most 20,000 USDC a week leave the treasury",
        actions: limit,
        votes: &[(Person::Ada, For), (Person::Ben, For), (Person::Fay, For)],
        fate: Fate::Open,
    },
    Plot {
        hours_ago: 5 * 24 + 12,
        proposer: Person::Ada,
        title: "Half of all income to lockers",
        actions: |_| "kind = \"announce_terms\"\nstaker_bps = 5000\nburn_bps = 1000".to_owned(),
        votes: &[(Person::Ada, For), (Person::Ben, For), (Person::Fay, Against)],
        fate: Fate::Open,
    },
    Plot {
        hours_ago: 2 * 24,
        proposer: Person::Fay,
        title: "Pay 8,000 USDC for the audit",
        actions: |economy| usdc(economy, Person::Ben, "8000"),
        votes: &[(Person::Ada, For), (Person::Fay, For)],
        fate: Fate::Open,
    },
    Plot {
        hours_ago: 36,
        proposer: Person::Ben,
        title: "Leaving early costs 40 % at most",
        actions: |_| "kind = \"update_locker\"\npenalty_bps = 4000".to_owned(),
        votes: &[(Person::Ben, For), (Person::Fay, Against)],
        fate: Fate::Open,
    },
    Plot {
        hours_ago: 4,
        proposer: Person::Max,
        title: "10,000 TMAI for those who find bugs",
        actions: |economy| transfer(economy, Token::Stake, Person::Eva, "10000"),
        votes: &[],
        fate: Fate::Open,
    },
];

pub fn write(diary: &mut Diary, economy: &Economy) {
    for (nonce, plot) in (1..).zip(PLOTS) {
        let submitted = economy.ago(plot.hours_ago * HOUR);
        diary.at(submitted, move |economy| submit(economy, plot, nonce));
        for (minute, (person, choice)) in (0..).zip(plot.votes) {
            let second = submitted + VOTING_DELAY + 2 * HOUR + minute * 60;
            diary.at(second, move |economy| vote(economy, plot, nonce, *person, *choice));
        }
        match plot.fate {
            Fate::Open => (),
            Fate::Executed => {
                diary.at(submitted + UNTIL_EXECUTABLE + DAY, move |economy| execute(economy, plot, nonce));
            }
            Fate::Cancelled => diary.at(submitted + DAY / 2, move |economy| cancel(economy, plot, nonce)),
            Fate::Vetoed => {
                diary.at(submitted + UNTIL_EXECUTABLE - DAY, move |economy| veto(economy, plot, nonce))
            }
        }
    }
}

impl Plot {
    fn address(&self, economy: &Economy, nonce: u64) -> Pubkey {
        economy.governor.proposal(&economy.address(self.proposer), nonce)
    }

    fn draft(&self, economy: &Economy, nonce: u64) -> Result<Draft, Failure> {
        let slug = self.title.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        let text = format!(
            "title = \"{}\"\nlink = \"https://forum.example.com/t/{slug}\"\n[[actions]]\n{}",
            self.title,
            (self.actions)(economy),
        );
        let file = ProposalFile::parse(&text)?;
        let actions = file.instructions(economy.chain(), &economy.read_governor()?)?;
        file.draft(&actions, Some(nonce))
    }
}

fn submit(economy: &Economy, plot: Plot, nonce: u64) -> Result<(), Failure> {
    let proposer = economy.address(plot.proposer);
    let draft = plot.draft(economy, nonce)?;
    economy.send(plot.proposer, &economy.governor.propose(proposer, proposer, &proposer, &draft))?;
    Ok(())
}

/// The lock's owner says so, or her delegate for her.
fn vote(economy: &Economy, plot: Plot, nonce: u64, owner: Person, choice: Choice) -> Result<(), Failure> {
    let voter = if owner == Person::Ada { Person::Ben } else { owner };
    let (signer, lock_owner) = (economy.address(voter), economy.address(owner));
    let address = plot.address(economy, nonce);
    economy.send(voter, &[economy.governor.vote(signer, signer, &lock_owner, address, choice)])?;
    Ok(())
}

fn execute(economy: &Economy, plot: Plot, nonce: u64) -> Result<(), Failure> {
    let address = plot.address(economy, nonce);
    let proposal = economy.chain().proposal(&economy.read_governor()?, address)?.read;
    for (index, action) in (0..).zip(&proposal.instructions().unwrap_or_default()) {
        economy.send_as_operator(&[economy.governor.execute(address, index, action)])?;
    }
    Ok(())
}

fn cancel(economy: &Economy, plot: Plot, nonce: u64) -> Result<(), Failure> {
    let proposer = economy.address(plot.proposer);
    economy
        .send(plot.proposer, &[economy.governor.cancel(proposer, plot.address(economy, nonce), &proposer)])?;
    Ok(())
}

fn veto(economy: &Economy, plot: Plot, nonce: u64) -> Result<(), Failure> {
    let council = economy.address(Person::Council);
    economy.send(Person::Council, &[economy.governor.veto(council, plot.address(economy, nonce))])?;
    Ok(())
}

fn take_over(_: &Economy) -> String {
    "kind = \"accept_authority\"\nof = \"locker\"\n[[actions]]\nkind = \"accept_authority\"\nof = \"revenue\"\n\
     [[actions]]\nkind = \"announce_terms\"\nstaker_bps = 4500"
        .to_owned()
}

fn sol(economy: &Economy, to: Person, amount: &str) -> String {
    format!("kind = \"transfer_sol\"\nto = \"{}\"\namount = \"{amount}\"", economy.address(to))
}

fn usdc(economy: &Economy, to: Person, amount: &str) -> String {
    transfer(economy, Token::Usdc, to, amount)
}

fn transfer(economy: &Economy, token: Token, to: Person, amount: &str) -> String {
    format!(
        "kind = \"transfer_token\"\nmint = \"{}\"\nto = \"associated:{}\"\namount = \"{amount}\"",
        economy.mint(token).mint,
        economy.address(to)
    )
}

fn limit(economy: &Economy) -> String {
    let mint = economy.mint(Token::Usdc).mint;
    format!("kind = \"set_outflow_limit\"\nmint = \"{mint}\"\nlimit = \"20000\"")
}
