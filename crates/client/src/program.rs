//! What the modules of all programs share.

use anchor_lang::{InstructionData, ToAccountMetas};
use serde::Deserialize;
use solana_program::{instruction::Instruction, pubkey::Pubkey};

use crate::Explanation;

pub(crate) const SYSTEM_PROGRAM: Pubkey = Pubkey::new_from_array([0; 32]);

pub(crate) fn build(
    program_id: Pubkey,
    accounts: impl ToAccountMetas,
    data: impl InstructionData,
) -> Instruction {
    Instruction { program_id, accounts: accounts.to_account_metas(None), data: data.data() }
}

/// A program's errors, as the IDL that its build writes names and words them.
#[derive(Deserialize)]
pub(crate) struct Errors {
    errors: Vec<IdlError>,
}

#[derive(Deserialize)]
struct IdlError {
    code: u32,
    name: String,
    msg: String,
}

impl Errors {
    pub fn read(idl: &str) -> Self {
        serde_json::from_str(idl).expect("a committed IDL")
    }

    pub fn explain(&self, code: u32) -> Option<Explanation> {
        let error = self.errors.iter().find(|error| error.code == code)?;
        Some(Explanation { name: error.name.clone(), words: error.msg.clone() })
    }
}

/// Declares `Event` and its reader from the names of a program's events, all of which name the account
/// they happened in: `$place`.
macro_rules! events {
    ($program:ident, $place:ident: $($name:ident),* $(,)?) => {
        /// What the program emitted.
        #[derive(Clone, Copy)]
        pub enum Event {
            $($name($program::$name),)*
        }

        impl Event {
            /// Reads an event's data; `None` if it is none that this client knows.
            pub fn read(data: &[u8]) -> Option<Self> {
                use anchor_lang::Discriminator;
                $(if let Some(body) = data.strip_prefix($program::$name::DISCRIMINATOR) {
                    return bytemuck::try_pod_read_unaligned(body).ok().map(Self::$name);
                })*
                None
            }

            /// The event's name.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)*
                }
            }

            /// The account it happened in.
            pub fn $place(&self) -> solana_program::pubkey::Pubkey {
                match self {
                    $(Self::$name(event) => event.$place,)*
                }
            }
        }

        /// The program's events in a transaction's logs, in order.
        pub fn events<S: AsRef<str>>(logs: &[S]) -> Vec<Event> {
            $crate::event_data(logs, &$program::ID).iter().filter_map(|data| Event::read(data)).collect()
        }
    };
}

pub(crate) use events;
