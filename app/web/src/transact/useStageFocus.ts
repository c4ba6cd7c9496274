import { useLayoutEffect, useRef } from "react";
import type { Stage } from "./useDeed";

/**
 * Keeps the focus in the dialog from one stage to the next: on the button that goes on, or on the title where there
 * is none to press. A visitor who has put it on something in the dialog that is still there keeps it.
 */
export function useStageFocus(stage: Stage["kind"]) {
  const title = useRef<HTMLSpanElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const at = document.activeElement;
    const isNowhere = at === null || at.contains(title.current) || at.matches(":disabled");
    if (isNowhere) (next.current ?? title.current)?.focus();
  }, [stage]);
  return { title, next };
}
