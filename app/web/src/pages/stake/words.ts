/** A number of weeks, as people say it. */
export function weeksInWords(weeks: number): string {
  return weeks === 1 ? "1 week" : `${weeks} weeks`;
}
