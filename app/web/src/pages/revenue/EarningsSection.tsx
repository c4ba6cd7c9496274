import { Alert, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import type { TransactionSigner } from "@solana/kit";
import { locks, stakeTokenIn, startOf, type sharing } from "@tenure/sdk";
import { Link } from "wouter";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { Section } from "../../ui/Section";
import { date, tokens } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { Asked } from "../../ui/Asked";
import { DueCard } from "./DueCard";
import { useClaims } from "./useClaims";
import { useEarnings } from "./useIncome";

type Props = { income: sharing.Income };

/** What one's own lock has earned, and how to get it. */
export function EarningsSection({ income }: Props) {
  const { signer } = useWallet();
  const query = useEarnings(signer);
  return (
    <Section title="Your earnings" testid="earnings">
      {signer === undefined ? (
        <Text data-testid="no-wallet">
          Connect a wallet to see what its lock has earned. Everything below is public.
        </Text>
      ) : (
        <Asked query={query} what="your earnings">
          {({ earnings, transactions }) =>
            earnings.lock === undefined ? (
              <NoLock income={income} earnings={earnings} signer={signer} />
            ) : (
              <Earned
                income={income}
                earnings={earnings}
                transactions={transactions}
                signer={signer}
              />
            )
          }
        </Asked>
      )}
    </Section>
  );
}

type EarnedProps = Props & {
  earnings: sharing.Earnings;
  transactions: number;
  signer: TransactionSigner;
};

function Earned({ income, earnings, transactions, signer }: EarnedProps) {
  const { claim, claimAndLock, composing } = useClaims(signer);
  const { lock, dues } = earnings;
  const nothing = dues.every(({ amount }) => amount === 0n);
  const closes = date(startOf(locks.countingWeek(income.locker, income.now) + 1));
  const obstacle = locks.obstaclesOf({ locker: income.locker, lock, now: income.now }).increase;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: Math.min(3, Math.max(1, dues.length)) }}>
        {dues.map((due) => (
          <DueCard
            key={due.pool.address}
            due={due}
            composing={composing}
            onClaim={() => void claim([due.pool.mint])}
            onClaimAndLock={
              due.pool.mint === income.splitter.stakeMint ? () => void claimAndLock() : undefined
            }
            lockObstacle={obstacle?.words}
          />
        ))}
      </SimpleGrid>
      <Group justify="space-between" align="center">
        <Text size="sm" c="dimmed" maw={520} data-testid="next-close">
          A week can be claimed once it is over. The running one ends on {closes}. Earnings wait for
          you for 208 weeks.
        </Text>
        <Stack gap={4} miw={{ base: "100%", xs: 260 }}>
          <ActionButton
            onClick={() => void claim()}
            loading={composing}
            {...(nothing ? { obstacle: `Nothing to claim before ${closes}.` } : {})}
          >
            Claim all
          </ActionButton>
          {!nothing && (
            <Text
              size="sm"
              c="dimmed"
              ta="center"
              data-testid="transactions"
              data-value={transactions}
            >
              {transactions === 1 ? "In one transaction" : `In ${transactions} transactions`}
            </Text>
          )}
        </Stack>
      </Group>
    </Stack>
  );
}

type NoLockProps = Props & { earnings: sharing.Earnings; signer: TransactionSigner };

/** What to do to earn; and what is left of a lock that was closed. */
function NoLock({ income, earnings: { record }, signer }: NoLockProps) {
  const { symbol } = stakeTokenIn(useTenure().deployment, income.locker);
  const { closeRecord, composing } = useClaims(signer);
  return (
    <Stack data-testid="no-lock">
      <Text>
        You have no lock, so nothing is earned yet. Whoever has {symbol} locked when a week begins
        gets a part of that week's income, by the lock's power.
      </Text>
      <Group>
        <Button component={Link} href="/stake" size="md">
          Lock {symbol}
        </Button>
      </Group>
      {record !== undefined && (
        <Alert color="gray" title="Your closed lock left a record behind">
          <Stack align="start" gap="xs">
            <Text size="sm">
              It says what was claimed, and is no longer needed. Closing it gives back{" "}
              {tokens(record.rent, { decimals: 9, symbol: "SOL" })} of rent.
            </Text>
            <Button
              variant="default"
              loading={composing}
              onClick={() => void closeRecord(record.rent)}
            >
              Close the record
            </Button>
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}
