//! The tokens and everybody's wallets; then the locker, the splitter, the governor and its treasury.

use solana_system_interface::instruction as system;
use tenure_client::{
    governor::GovernorParams,
    locker::{LockerParams, Roles},
    revenue::Terms,
    Pubkey,
};

use super::{diary::Diary, Economy, Person, Token, DAY, HOUR};
use crate::failure::Failure;

const POCKET_LAMPORTS: u64 = 100_000_000_000;

const LOCKER: LockerParams = LockerParams {
    min_weeks: 1,
    max_weeks: 208,
    penalty_bps: 5_000,
    governor: Pubkey::new_from_array([0; 32]),
};
const SPLIT: Terms = Terms { staker_bps: 4_000, burn_bps: 500, min_power: 0 };
const GOVERNOR: GovernorParams = GovernorParams {
    proposal_threshold: 1_000_000_000,
    voting_delay: days(1),
    voting_period: days(4),
    timelock: days(2),
    grace: days(7),
    quorum_bps: 1_000,
};
/// What the treasury has from the start: SOL in lamports, the rest in whole tokens.
const TREASURY_LAMPORTS: u64 = 500_000_000_000;
const TREASURY: [(Token, u64); 2] = [(Token::Stake, 1_000_000), (Token::Usdc, 100_000)];

const fn days(count: u32) -> u32 {
    count * 86_400
}

pub fn write(diary: &mut Diary, economy: &Economy) {
    diary.at(economy.beginning(), make_tokens);
    diary.at(economy.beginning(), fund_people);
}

pub fn write_platform(diary: &mut Diary, economy: &Economy) {
    diary.at(economy.beginning() + HOUR, create_locker);
    diary.at(economy.beginning() + HOUR, create_splitter);
    diary.at(economy.beginning() + HOUR, create_governor);
    // The proposal by which the treasury accepts is among the first.
    diary.at(economy.week_start(8) + DAY, hand_over);
}

fn make_tokens(economy: &Economy) -> Result<(), Failure> {
    for token in Token::ALL {
        let signers = [economy.keypair(Person::Operator), economy.mint_keypair(token)];
        economy.chain().send(&economy.mint(token).create()?, &signers)?;
    }
    Ok(())
}

fn fund_people(economy: &Economy) -> Result<(), Failure> {
    for person in Person::ALL {
        let (owner, (stake, usdc)) = (economy.address(person), person.purse());
        let mut gifts = Vec::new();
        if person != Person::Operator {
            gifts.push(system::transfer(&economy.operator(), &owner, POCKET_LAMPORTS));
        }
        for (token, whole) in [(Token::Stake, stake), (Token::Usdc, usdc)] {
            gifts.extend(economy.mint(token).give(&owner, whole * token.one())?);
        }
        economy.send_as_operator(&gifts)?;
    }
    Ok(())
}

fn create_locker(economy: &Economy) -> Result<(), Failure> {
    let (operator, treasury) = (economy.operator(), economy.governor.treasury);
    let params = LockerParams { governor: economy.governor.governor, ..LOCKER };
    let roles = Roles { authority: operator, pauser: operator };
    // The penalties' account must be there first; it is the treasury's.
    let penalties = economy.mint(Token::Stake).give(&treasury, 0)?;
    economy.send_as_operator(&penalties)?;
    economy.send_as_operator(&[economy.locker.create_locker(operator, operator, params, roles)])?;
    Ok(())
}

fn create_splitter(economy: &Economy) -> Result<(), Failure> {
    let (operator, revenue) = (economy.operator(), economy.revenue);
    economy.send_as_operator(&[revenue.create_splitter(operator, operator, SPLIT, operator, operator)])?;
    for token in Token::ALL {
        let pool = economy.pool(token);
        economy.send_as_operator(&[
            pool.open_destination(&operator, &revenue.splitter),
            pool.open_destination(&operator, &economy.governor.treasury),
            revenue.create_pool(operator, operator, &pool),
        ])?;
    }
    Ok(())
}

fn create_governor(economy: &Economy) -> Result<(), Failure> {
    let (operator, council) = (economy.operator(), economy.address(Person::Council));
    let treasury = economy.governor.treasury;
    let mut steps = vec![
        economy.governor.create_governor(operator, operator, GOVERNOR, council),
        system::transfer(&operator, &treasury, TREASURY_LAMPORTS),
    ];
    for (token, whole) in TREASURY {
        steps.extend(economy.mint(token).give(&treasury, whole * token.one())?);
    }
    economy.send_as_operator(&steps)?;
    Ok(())
}

/// Offers the locker and the splitter to the treasury.
fn hand_over(economy: &Economy) -> Result<(), Failure> {
    let (operator, treasury) = (economy.operator(), economy.governor.treasury);
    economy.send_as_operator(&[
        economy.locker.propose_authority(operator, treasury),
        economy.revenue.propose_authority(operator, treasury),
    ])?;
    Ok(())
}
