import { Section } from "../../ui/Section";

export default function GovernancePage() {
  return <Section title="Governance">…</Section>;
}
