import type { ReadonlyUint8Array } from "@solana/kit";

/** What a field of fixed length says: its text is filled up with zeros. */
export function textOf(field: ReadonlyUint8Array): string {
  const end = field.indexOf(0);
  return TEXT.decode(field.slice(0, end === -1 ? field.length : end) as Uint8Array);
}

const TEXT = new TextDecoder();
