// Writes src/generated from the committed IDLs.

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rootNodeFromAnchor } from "@codama/nodes-from-anchor";
import { renderVisitor } from "@codama/renderers-js";
import { createFromRoot, updateInstructionsVisitor } from "codama";

const idls = new URL("../../../idl/", import.meta.url);
const generated = new URL("../src/generated/", import.meta.url);

// Instructions that are called as one of their program's accounts is.
const RENAMED = {
  governor: { vote: { name: "castVote" } },
  locker: { lock: { name: "lockTokens" } },
};

const errors = {};
const interfaces = {};

rmSync(generated, { recursive: true, force: true });
for (const file of readdirSync(idls).sort()) {
  const program = file.replace(".json", "");
  const idl = JSON.parse(readFileSync(new URL(file, idls), "utf8"));
  const codama = createFromRoot(rootNodeFromAnchor(idl));
  codama.update(updateInstructionsVisitor(RENAMED[program] ?? {}));
  const folder = fileURLToPath(new URL(program, generated));
  await codama.accept(renderVisitor(folder, { generatedFolder: ".", syncPackageJson: false }));
  inferPlugin(`${folder}/programs/${program}.ts`);
  errors[idl.address] = Object.fromEntries(
    idl.errors.map(({ code, name, msg }) => [code, { name, words: msg }]),
  );
  interfaces[idl.address] = interfaceOf(idl);
}
writeFileSync(
  new URL("errors.ts", generated),
  `export const ERRORS: Record<string, Record<number, { name: string; words: string }>> = ${JSON.stringify(errors)};\n`,
);

writeFileSync(
  new URL("interfaces.ts", generated),
  `import type { Interface } from "../decode/interface";\n\nexport const INTERFACES: Record<string, Interface> = ${JSON.stringify(interfaces)};\n`,
);

// What it takes to put an instruction in words.
function interfaceOf({ metadata, instructions, types }) {
  const structs = {};
  const collect = (kind) => {
    const name = kind.defined?.name;
    if (name === undefined || name in structs) return;
    structs[name] = types.find((type) => type.name === name).type.fields.map(fieldOf);
  };
  const fieldOf = ({ name, type, docs }) => {
    collect(type);
    return { name, type, docs: docs?.[0] ?? "" };
  };
  const known = instructions.map(({ name, docs, discriminator, args, accounts }) => ({
    name,
    docs: docs?.join(" ") ?? "",
    discriminator,
    args: args.map(fieldOf),
    accounts: accounts.map((account) => account.name),
  }));
  return { name: metadata.name, instructions: known, structs };
}

// The renderer writes a return type that the kit's own function no longer has: left out, it is inferred.
function inferPlugin(path) {
  const text = readFileSync(path, "utf8");
  const inferred = text.replace(/(\n {4}client: T,\n {2}\)): Omit<[^{]*\{[^}]*\} =>/, "$1 =>");
  if (inferred === text) throw new Error(`${path}: the plugin is written in another way`);
  writeFileSync(path, inferred);
}
