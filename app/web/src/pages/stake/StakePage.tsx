import { Section } from "../../ui/Section";

export default function StakePage() {
  return <Section title="Stake">…</Section>;
}
