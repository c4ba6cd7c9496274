import type { Address, Instruction, TransactionSigner } from "@solana/kit";
import { getCreateAssociatedTokenIdempotentInstruction } from "@solana-program/token";
import { tokenAccount } from "../../chain";
import {
  findCreditPda,
  findVaultPda,
  getDepositCreditInstruction,
  getOpenCreditInstructionAsync,
  getRequestCloseCreditInstruction,
  getWithdrawCreditInstruction,
} from "../../generated/subscriptions";
import type { Prepayment } from "../member";
import type { Shop, ShopToken } from "../shop";

type Depositing = {
  shop: Shop;
  token: ShopToken;
  user: TransactionSigner;
  /** In base units. */
  amount: bigint;
  /** The key that signs vouchers, of an account that is to be opened; `undefined` for one that is there. */
  sessionKey?: Address | undefined;
};

/** Deposits for calls, and opens the account before where it is missing. */
export async function depositCredit({
  shop,
  token,
  user,
  amount,
  sessionKey,
}: Depositing): Promise<Instruction[]> {
  const { mint } = token.token;
  const { tokenProgram } = token.state;
  const accounts = { store: shop.address, payToken: token.address, mint, tokenProgram };
  const [credit] = await findCreditPda({ store: shop.address, user: user.address, mint });
  const [vault] = await findVaultPda({ credit });
  const deposit = getDepositCreditInstruction({
    depositor: user,
    ...accounts,
    credit,
    source: await tokenAccount(user.address, token.token),
    vault,
    amount,
  });
  if (sessionKey === undefined) return [deposit];
  const open = { payer: user, user, ...accounts, credit, vault, sessionKey };
  return [await getOpenCreditInstructionAsync(open), deposit];
}

/** Gives notice: once it is over, what is left can be withdrawn. */
export async function requestCloseCredit(
  { address }: Prepayment,
  user: TransactionSigner,
): Promise<Instruction[]> {
  return [getRequestCloseCreditInstruction({ user, credit: address })];
}

/** Takes out all that is left, to the user's associated token account, made where it is missing, and closes it. */
export async function withdrawCredit(
  { address, token: { token }, state }: Prepayment,
  user: TransactionSigner,
): Promise<Instruction[]> {
  const destination = await tokenAccount(user.address, token);
  return [
    getCreateAssociatedTokenIdempotentInstruction({
      payer: user,
      ata: destination,
      owner: user.address,
      mint: token.mint,
      tokenProgram: token.program,
    }),
    getWithdrawCreditInstruction({
      user,
      credit: address,
      vault: state.vault,
      destination,
      mint: state.mint,
      tokenProgram: state.tokenProgram,
      rentPayer: state.rentPayer,
    }),
  ];
}
