import type { locks } from "@tenure/sdk";
import { weeksInWords } from "./words";

/** The weeks that a field's text means: `undefined` while there are none, or they are out of bounds. */
export function readWeeks(
  text: string,
  { least, most }: locks.Weeks,
): { weeks?: number; error?: string } {
  if (text.trim() === "") return {};
  const weeks = Number(text);
  if (!Number.isInteger(weeks)) return { error: "A whole number of weeks is wanted" };
  if (weeks < least) return { error: `The shortest possible is ${weeksInWords(least)}` };
  if (weeks > most) return { error: `The longest possible is ${weeksInWords(most)}` };
  return { weeks };
}
