//! `tenure membership`: what somebody has subscribed to, and its renewal.

mod cancel;
mod close;
mod expire_badge;
mod mandate;
mod note_expiry;
mod pay_now;
mod remind;
mod renew;
mod resume;
mod schedule;
mod show;
mod switch;
mod sync_badge;
mod unschedule;

use clap::Subcommand;

use crate::{failure::Failure, report::Report, session::Session};

/// Show, renew, switch and end a subscription
#[derive(Subcommand)]
pub enum Command {
    Show(show::Show),
    Renew(renew::Renew),
    PayNow(pay_now::PayNow),
    Switch(switch::Switch),
    Schedule(schedule::Schedule),
    Unschedule(unschedule::Unschedule),
    Cancel(cancel::Cancel),
    Resume(resume::Resume),
    #[command(subcommand)]
    Mandate(mandate::Mandate),
    Remind(remind::Remind),
    NoteExpiry(note_expiry::NoteExpiry),
    SyncBadge(sync_badge::SyncBadge),
    ExpireBadge(expire_badge::ExpireBadge),
    Close(close::Close),
}

impl Command {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Show(command) => command.run(session),
            Self::Renew(command) => command.run(session),
            Self::PayNow(command) => command.run(session),
            Self::Switch(command) => command.run(session),
            Self::Schedule(command) => command.run(session),
            Self::Unschedule(command) => command.run(session),
            Self::Cancel(command) => command.run(session),
            Self::Resume(command) => command.run(session),
            Self::Mandate(command) => command.run(session),
            Self::Remind(command) => command.run(session),
            Self::NoteExpiry(command) => command.run(session),
            Self::SyncBadge(command) => command.run(session),
            Self::ExpireBadge(command) => command.run(session),
            Self::Close(command) => command.run(session),
        }
    }
}
