/** The colours of a tier: of its badge's picture, dark enough for white text on all of it, and in the theme. */
export type TierColours = { from: string; to: string; shine: string; theme: string };

const COLOURS: readonly TierColours[] = [
  { from: "#0b5c56", to: "#0a3d46", shine: "#5eead4", theme: "teal" },
  { from: "#1d4ed8", to: "#172e7c", shine: "#93c5fd", theme: "blue" },
  { from: "#6d28d9", to: "#3b1580", shine: "#d8b4fe", theme: "violet" },
  { from: "#7a4a06", to: "#2b1b05", shine: "#fcd34d", theme: "yellow" },
];

export function tierColours(tier: number): TierColours {
  return COLOURS[(tier - 1) % COLOURS.length]!;
}
