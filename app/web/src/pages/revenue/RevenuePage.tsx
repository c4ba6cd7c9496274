import { Section } from "../../ui/Section";

export default function RevenuePage() {
  return <Section title="Revenue">…</Section>;
}
