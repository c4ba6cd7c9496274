import { getAddressDecoder, type ReadonlyUint8Array } from "@solana/kit";
import type { Detail } from "./decoded";
import type { Field, Interface, Kind } from "./interface";
import { addressInWords, type Known } from "./known";
import { bytesInWords, printable } from "./text";

/** A value as it stands in the data. */
export type Value = Detail & { readonly field: Field; readonly number?: bigint };

/** The data is cut, or is no value of its type. */
export class Malformed extends Error {}

/** Reads one value after the other. */
export class Reader {
  private at = 0;
  private readonly view: DataView;

  constructor(
    private readonly structs: Interface["structs"],
    private readonly known: Known,
    private readonly data: ReadonlyUint8Array,
  ) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get left(): number {
    return this.data.length - this.at;
  }

  /** A field's value, or those of its fields. */
  field(field: Field, within = ""): Value[] {
    const name = `${within}${field.name}`;
    const { type } = field;
    if (typeof type === "object" && "defined" in type) {
      const fields = this.structs[type.defined.name] ?? this.fail();
      return fields.flatMap((inner) => this.field(inner, `${name}.`));
    }
    if (type === "pubkey") {
      const address = getAddressDecoder().decode(this.slice(32));
      return [{ field, name, words: addressInWords(this.known, address), address }];
    }
    const number = this.number(type);
    const words = number?.toString() ?? this.value(type);
    return [{ field, name, words, ...(number === undefined ? {} : { number }) }];
  }

  private number(type: Kind): bigint | undefined {
    switch (type) {
      case "u8":
        return BigInt(this.view.getUint8(this.take(1)));
      case "u16":
        return BigInt(this.view.getUint16(this.take(2), true));
      case "u32":
        return BigInt(this.view.getUint32(this.take(4), true));
      case "u64":
        return this.view.getBigUint64(this.take(8), true);
      case "i64":
        return this.view.getBigInt64(this.take(8), true);
      default:
        return undefined;
    }
  }

  private value(type: Kind): string {
    if (typeof type === "object") {
      if ("vec" in type) return this.several(type.vec, this.length());
      if ("array" in type) return this.several(type.array[0], type.array[1]);
      if ("option" in type) return this.flag() ? this.one(type.option) : "none";
      return this.fail();
    }
    switch (type) {
      case "bool":
        return this.flag() ? "yes" : "no";
      case "string":
        return `"${printable(this.text(this.slice(this.length())))}"`;
      case "bytes":
        return bytesInWords(this.slice(this.length()));
      default:
        return this.fail();
    }
  }

  private one(type: Kind): string {
    const values = this.field({ name: "", type, docs: "" });
    return values.map(({ words }) => words).join(", ");
  }

  /** Values of one type, one behind the other. Bytes are shown as such. */
  private several(type: Kind, count: number): string {
    if (type === "u8") return bytesInWords(this.slice(count));
    const words: string[] = [];
    for (let index = 0; index < count; index += 1) words.push(this.one(type));
    return `[${words.join(", ")}]`;
  }

  private flag(): boolean {
    const byte = this.view.getUint8(this.take(1));
    return byte === 0 ? false : byte === 1 ? true : this.fail();
  }

  private text(bytes: ReadonlyUint8Array): string {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        new Uint8Array(bytes),
      );
    } catch {
      return this.fail();
    }
  }

  private length(): number {
    return this.view.getUint32(this.take(4), true);
  }

  private slice(length: number): ReadonlyUint8Array {
    const from = this.take(length);
    return this.data.slice(from, this.at);
  }

  /** Where the next bytes begin. */
  private take(length: number): number {
    if (length > this.left) this.fail();
    const from = this.at;
    this.at += length;
    return from;
  }

  private fail(): never {
    throw new Malformed();
  }
}
