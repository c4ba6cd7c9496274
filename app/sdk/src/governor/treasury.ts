import { getBase64Encoder, type Address } from "@solana/kit";
import { getTokenDecoder } from "@solana-program/token";
import type { Chain } from "../chain";
import { TOKEN_PROGRAMS } from "../decode/known";
import type { Governor } from "../generated/governor";

/** What a token account of the treasury's holds, in base units. */
export type Holding = {
  readonly mint: Address;
  readonly account: Address;
  readonly program: Address;
  readonly amount: bigint;
};

const UNLIMITED = 2n ** 64n - 1n;

/** What the treasury may pay out of a mint in a week, in base units; zero's mint is SOL. */
export type Limit = {
  readonly mint: Address;
  /** `undefined` for no limit. */
  readonly limit: bigint | undefined;
  readonly spent: bigint;
  readonly left: bigint | undefined;
  /** What takes its place from the start of a week on. */
  readonly next: { readonly limit: bigint | undefined; readonly fromWeek: number } | undefined;
};

/** The treasury's token accounts, of both token programs. */
export async function readHoldings({ rpc }: Chain, treasury: Address): Promise<Holding[]> {
  const answers = await Promise.all(
    TOKEN_PROGRAMS.map((programId) =>
      rpc
        .getTokenAccountsByOwner(
          treasury,
          { programId },
          { commitment: "confirmed", encoding: "base64" },
        )
        .send(),
    ),
  );
  return answers.flatMap(({ value }) =>
    value.map(({ pubkey, account }) => {
      // Token-2022 accounts begin with the same fields.
      const { mint, amount } = getTokenDecoder().decode(getBase64Encoder().encode(account.data[0]));
      return { mint, amount, account: pubkey, program: account.owner };
    }),
  );
}

/** The limits in force in a week, or to come. */
export function limitsIn({ outflowLimits }: Governor, week: number): Limit[] {
  return outflowLimits.flatMap((row) => {
    const inForce = week < row.nextFromWeek ? row.limit : row.nextLimit;
    if (inForce === UNLIMITED && row.nextLimit === UNLIMITED) return [];
    const spent = week > row.week ? 0n : row.spent;
    const limit = limited(inForce);
    return {
      mint: row.mint,
      limit,
      spent,
      left: limit === undefined ? undefined : limit > spent ? limit - spent : 0n,
      next:
        week < row.nextFromWeek
          ? { limit: limited(row.nextLimit), fromWeek: row.nextFromWeek }
          : undefined,
    };
  });
}

function limited(units: bigint): bigint | undefined {
  return units === UNLIMITED ? undefined : units;
}
