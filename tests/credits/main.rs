//! Credits for calls, instruction by instruction: deposits, vouchers, notice and withdrawal.

mod deposit_credit;
mod events;
mod life;
mod open_credit;
mod payers;
mod program_owner;
mod request_close_credit;
mod settle_accounts;
mod settle_voucher;
mod signatures;
mod stage;
mod vouchers;
mod withdraw_credit;
