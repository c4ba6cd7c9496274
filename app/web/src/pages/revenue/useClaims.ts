import type { Address, TransactionSigner } from "@solana/kit";
import { locks, PERMANENT, sharing, startOf } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import type { Deed } from "../../transact/transact";
import { date, tokens } from "../../ui/text";
import { useAct } from "../../transact/useAct";
import { tokenOfPool, weeksInWords } from "./words";

/** What a holder can do with what a lock has earned. What it takes is read anew before anything is shown. */
export function useClaims(signer: TransactionSigner) {
  const { chain, deployment } = useTenure();
  const { act, composing } = useAct();

  const read = async () => {
    const income = await sharing.readIncome(chain, deployment);
    return { income, earnings: await sharing.readEarnings(chain, income, signer.address) };
  };

  const claim = (mints?: readonly Address[]) =>
    act(async (): Promise<Deed> => {
      const { income, earnings } = await read();
      const request = { income, earnings, payer: signer, mints };
      const transactions = await sharing.claimTransactions(request);
      const dues = earnings.dues.filter(
        ({ pool, amount }) => amount > 0n && (mints?.includes(pool.mint) ?? true),
      );
      const [first] = dues;
      if (first === undefined) throw new Error("Nothing is left to claim");
      return {
        title:
          dues.length === 1
            ? `Claim ${tokens(first.amount, tokenOfPool(deployment, first.pool))}`
            : "Claim all earnings",
        facts: factsOf(dues, transactions.length),
        transactions,
      };
    });

  /** What the simulation does not say: of which weeks it is, and the sums where there are several transactions. */
  const factsOf = (dues: readonly sharing.Due[], transactions: number) => {
    const weeks = new Set(dues.map(weeksInWords));
    const earned =
      weeks.size === 1
        ? [...weeks].map((value) => ({ label: "Earned in", value }))
        : dues.map((due) => {
            const { symbol } = tokenOfPool(deployment, due.pool);
            return { label: `${symbol} earned in`, value: weeksInWords(due) };
          });
    if (transactions === 1) return earned;
    const sums = dues.map(({ pool, amount }) => {
      const token = tokenOfPool(deployment, pool);
      return { label: `${token.symbol} in all`, value: tokens(amount, token) };
    });
    return [...sums, ...earned];
  };

  const claimAndLock = () =>
    act(async (): Promise<Deed> => {
      const { income, earnings } = await read();
      const due = earnings.dues.find(({ pool }) => pool.mint === income.splitter.stakeMint);
      const { lock } = earnings;
      if (due === undefined || due.amount === 0n || lock === undefined) {
        throw new Error("Nothing is left to claim");
      }
      const token = tokenOfPool(deployment, due.pool);
      const isPermanent = lock.endWeek === PERMANENT;
      const free = isPermanent ? "Never, while it is permanent" : date(startOf(lock.endWeek));
      const next = startOf(locks.countingWeek(income.locker, income.now) + 1);
      return {
        title: `Claim ${tokens(due.amount, token)} and add it to your lock`,
        facts: [
          { label: "Earned in", value: weeksInWords(due) },
          { label: "Your lock now", value: tokens(lock.amount, token) },
          { label: "Your lock then", value: tokens(lock.amount + due.amount, token) },
          { label: "Free again", value: free },
          { label: "Earns with the rest from", value: date(next) },
        ],
        warning: isPermanent
          ? "What you add is locked for good, until you begin to unlock: then it takes 208 weeks."
          : `What you add is locked until ${free}, with the rest.`,
        transactions: await sharing.claimAndLock(chain, { deployment, owner: signer }),
      };
    });

  const closeRecord = (rent: bigint) =>
    act(async (): Promise<Deed> => ({
      title: "Close the record of your claims",
      facts: [
        { label: "Its rent", value: tokens(rent, { decimals: 9, symbol: "SOL" }) },
        { label: "Goes to", value: "Who paid it" },
      ],
      transactions: [await sharing.closeClaimRecord(chain, { deployment, owner: signer.address })],
    }));

  return { claim, claimAndLock, closeRecord, composing };
}
