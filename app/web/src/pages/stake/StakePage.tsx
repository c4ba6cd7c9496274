import { Alert, Grid, Stack } from "@mantine/core";
import { locks } from "@tenure/sdk";
import { Asked } from "../../ui/Asked";
import { Section } from "../../ui/Section";
import { ChangeLock } from "./ChangeLock";
import { CloseLock } from "./CloseLock";
import { History } from "./History";
import { HowItWorks } from "./HowItWorks";
import { LockForm } from "./LockForm";
import { Overview } from "./Overview";
import { PowerOverTime } from "./PowerOverTime";
import { useStake, type Stake } from "./useStake";
import { WithdrawForm } from "./WithdrawForm";
import { YourLock } from "./YourLock";

/** Tokens are locked here, and what is locked is seen and changed. */
export default function StakePage() {
  return (
    <Asked query={useStake()} what="the locker">
      {(stake) => <Loaded stake={stake} />}
    </Asked>
  );
}

function Loaded({ stake }: { stake: Stake }) {
  const { locker, lock, now } = stake.position;
  const standing = locks.standingOf(lock, locks.countingWeek(locker, now));
  const isFree = standing === "none" || standing === "empty";
  return (
    <Stack data-testid="stake" data-standing={standing}>
      <Overview stake={stake} />
      {locker.paused === 1 && (
        <Alert color="yellow" title="New commitments are paused">
          Nothing can be locked, added or extended now. Withdrawing and leaving work as ever.
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          {isFree && <LockForm stake={stake} />}
          {standing === "ended" && <WithdrawForm stake={stake} />}
          {(standing === "decaying" || standing === "permanent") && <ChangeLock stake={stake} />}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            {lock !== undefined && !isFree && <YourLock stake={stake} lock={lock} />}
            {isFree && (
              <Section title="How locking works">
                <HowItWorks stake={stake} />
              </Section>
            )}
            {lock !== undefined && standing === "empty" && <CloseLock stake={stake} lock={lock} />}
            {lock !== undefined && <History stake={stake} lock={lock} />}
          </Stack>
        </Grid.Col>
      </Grid>
      <PowerOverTime stake={stake} />
    </Stack>
  );
}
