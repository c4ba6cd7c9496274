/** What an IDL says of a program's instructions, as far as it takes to put them in words. */
export type Interface = {
  readonly name: string;
  readonly instructions: readonly KnownInstruction[];
  /** The structs that arguments are of, by name. */
  readonly structs: Readonly<Record<string, readonly Field[]>>;
};

export type KnownInstruction = {
  readonly name: string;
  readonly docs: string;
  readonly discriminator: readonly number[];
  readonly args: readonly Field[];
  readonly accounts: readonly string[];
};

/** An argument, or a field of a struct. */
export type Field = { readonly name: string; readonly type: Kind; readonly docs: string };

/** A type: one of the language's own by its name, or made of others. */
export type Kind =
  | string
  | { readonly defined: { readonly name: string } }
  | { readonly vec: Kind }
  | { readonly array: readonly [Kind, number] }
  | { readonly option: Kind };
