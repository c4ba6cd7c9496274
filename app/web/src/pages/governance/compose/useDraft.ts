import { useQuery } from "@tanstack/react-query";
import { governance, type Action, inWords } from "@tenure/sdk";
import { stamp } from "../data";
import type { Form } from "./kinds";
import { readTemplate, Unwritten } from "./read";

/** What the forms come to. */
export type Drafted = {
  /** Of each form, what it describes; or what is wrong with it, or missing. */
  readonly forms: readonly { action?: Action; error?: string; missing?: string }[];
  /** The actions, once all forms describe one. */
  readonly actions: readonly Action[] | undefined;
  /** What would be refused, or could not be executed, if it were executed now. */
  readonly warnings: readonly string[];
};

/** Works the forms out, as they are written. */
export function useDraft(
  dao: governance.Dao,
  holdings: readonly governance.Holding[],
  forms: readonly Form[],
) {
  return useQuery({
    queryKey: ["governance", "draft", stamp(dao), forms],
    queryFn: () => drafted(dao, holdings, forms),
    refetchInterval: false,
    placeholderData: (before) => before,
  });
}

async function drafted(
  dao: governance.Dao,
  holdings: readonly governance.Holding[],
  forms: readonly Form[],
): Promise<Drafted> {
  const results = await Promise.all(forms.map((form) => attempt(dao, form)));
  const actions = results.flatMap(({ action }) => (action === undefined ? [] : [action]));
  return {
    forms: results,
    actions: actions.length === forms.length && forms.length > 0 ? actions : undefined,
    warnings: results.flatMap(({ template }, index) => {
      const warning = template && shortfall(dao, holdings, template);
      return warning === undefined ? [] : [`Action ${index + 1}: ${warning}`];
    }),
  };
}

async function attempt(dao: governance.Dao, form: Form) {
  try {
    const template = readTemplate(form, dao);
    return { template, action: await governance.actionOf(dao, template) };
  } catch (error) {
    if (error instanceof Unwritten) return { missing: error.message };
    return { error: inWords(error) };
  }
}

/** Whether the treasury could not pay it now. */
function shortfall(
  dao: governance.Dao,
  holdings: readonly governance.Holding[],
  template: governance.Template,
): string | undefined {
  if (template.kind === "transferSol" && template.lamports > dao.treasurySol)
    return "the treasury holds less SOL than that now.";
  if (template.kind !== "transferToken") return undefined;
  const { token, amount } = template;
  const held = holdings.find(({ mint }) => mint === token.mint)?.amount ?? 0n;
  return amount > held ? `the treasury holds less ${token.symbol} than that now.` : undefined;
}
