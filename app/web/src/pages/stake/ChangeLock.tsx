import { Tabs } from "@mantine/core";
import { locks } from "@tenure/sdk";
import { useState } from "react";
import { Section } from "../../ui/Section";
import { BeginUnlock } from "./BeginUnlock";
import { DelegateForm } from "./DelegateForm";
import { ExitForm } from "./ExitForm";
import { ExtendForm } from "./ExtendForm";
import { IncreaseForm } from "./IncreaseForm";
import { MakePermanent } from "./MakePermanent";
import type { Stake } from "./useStake";

/** What can be done with a lock that runs. */
export function ChangeLock({ stake }: { stake: Stake }) {
  const { locker, lock, now } = stake.position;
  const [tab, setTab] = useState<string | null>("add");
  if (lock === undefined) return null;
  const standing = locks.standingOf(lock, locks.countingWeek(locker, now));
  const own = { stake, lock };
  const tabs = [
    { value: "add", label: "Add", panel: <IncreaseForm {...own} /> },
    ...(standing === "permanent"
      ? [{ value: "unlock", label: "Begin to unlock", panel: <BeginUnlock {...own} /> }]
      : [
          { value: "extend", label: "Extend", panel: <ExtendForm {...own} /> },
          { value: "permanent", label: "Make permanent", panel: <MakePermanent {...own} /> },
        ]),
    { value: "delegate", label: "Delegate", panel: <DelegateForm {...own} /> },
    { value: "leave", label: "Leave early", panel: <ExitForm {...own} /> },
  ];
  const chosen = tabs.some(({ value }) => value === tab) ? tab : "add";
  return (
    <Section title="Change your lock" testid="change-lock">
      <Tabs value={chosen} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, panel }) => (
          <Tabs.Panel key={value} value={value}>
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}
