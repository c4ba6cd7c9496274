import { Section } from "../../ui/Section";

export default function MembershipPage() {
  return <Section title="Membership">…</Section>;
}
