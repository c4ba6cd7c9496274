import { Stack, Text, Title } from "@mantine/core";
import type { Address, TransactionSigner } from "@solana/kit";
import { sharing } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import type { Deed } from "../../transact/transact";
import { ActionButton } from "../../ui/ActionButton";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { tokens } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { useAct } from "../../transact/useAct";
import { tokenOfPool } from "./words";

/** What has come in and is not divided yet. Whoever comes by can have it divided. */
export function DistributeSection({ income }: { income: sharing.Income }) {
  const { signer } = useWallet();
  const { distribute, composing } = useDistribution(signer);
  const waiting = income.pools.filter(sharing.waitsAtIntake);
  const obstacle =
    income.splitter.paused === 1
      ? "Distribution is paused."
      : signer === undefined
        ? "Connect a wallet: anyone may do this."
        : undefined;
  return (
    <Section title="What has come in" testid="intake">
      {waiting.length === 0 ? (
        <Text data-testid="intake-empty">
          Everything that came in has been distributed. New income shows here first.
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            Paid in, and not divided yet. Anyone can have it divided; what is for lockers then
            belongs to this week.
          </Text>
          {waiting.map((pool) => (
            <Waiting key={pool.address} income={income} pool={pool} />
          ))}
          <ActionButton
            loading={composing}
            onClick={() => void distribute(waiting.map(({ mint }) => mint))}
            {...(obstacle === undefined ? {} : { obstacle })}
          >
            Distribute
          </ActionButton>
        </>
      )}
    </Section>
  );
}

function useDistribution(signer: TransactionSigner | undefined) {
  const { chain, deployment } = useTenure();
  const { act, composing } = useAct();
  const distribute = (mints: readonly Address[]) =>
    act(async (): Promise<Deed> => {
      if (signer === undefined) throw new Error("No wallet is connected");
      const income = await sharing.readIncome(chain, deployment);
      const pools = income.pools.filter(({ mint }) => mints.includes(mint));
      return {
        title: "Distribute what has come in",
        facts: pools.flatMap((pool) => factsOf(income, pool, tokenOfPool(deployment, pool))),
        transactions: await sharing.distribute(chain, {
          deployment,
          payer: signer.address,
          mints,
        }),
      };
    });
  return { distribute, composing };
}

function factsOf(
  income: sharing.Income,
  pool: sharing.IncomePool,
  token: ReturnType<typeof tokenOfPool>,
) {
  const { lockers, burned, treasury } = sharing.distributionOf(income, pool);
  return [
    { label: `${token.symbol} to lockers`, value: tokens(lockers, token) },
    ...(burned > 0n ? [{ label: `${token.symbol} burned`, value: tokens(burned, token) }] : []),
    { label: `${token.symbol} to the treasury`, value: tokens(treasury, token) },
  ];
}

type WaitingProps = { income: sharing.Income; pool: sharing.IncomePool };

/** What waits of one token, and who would get what of it. */
function Waiting({ income, pool }: WaitingProps) {
  const { deployment } = useTenure();
  const token = tokenOfPool(deployment, pool);
  const { lockers, burned, treasury, powered } = sharing.distributionOf(income, pool);
  return (
    <Stack gap={4}>
      <Title
        order={3}
        size="h5"
        data-testid={`waiting-${token.symbol}`}
        data-value={pool.waiting.toString()}
      >
        {tokens(pool.waiting, token)}
      </Title>
      <Fact label="For lockers">{tokens(lockers, token)}</Fact>
      {burned > 0n && <Fact label="To be burned">{tokens(burned, token)}</Fact>}
      <Fact label="For the treasury">{tokens(treasury, token)}</Fact>
      {!powered && (
        <Text size="sm">
          Too little power was there when this week began: what is for lockers waits for a later
          week.
        </Text>
      )}
    </Stack>
  );
}
