import { inWords } from "@tenure/sdk";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTransact, type Deed } from "./transact";

/**
 * Puts a deed together and shows it for review: `true` once all of it is confirmed. What fails before the review
 * is told in words.
 */
export function useAct() {
  const transact = useTransact();
  const [composing, setComposing] = useState(false);

  const act = async (compose: () => Promise<Deed>): Promise<boolean> => {
    setComposing(true);
    const deed = await compose()
      .catch((error: unknown) => tell(error))
      .finally(() => setComposing(false));
    return deed === undefined ? false : transact(deed);
  };

  return { act, composing };
}

function tell(error: unknown): undefined {
  notifications.show({
    color: "red",
    title: "This could not be prepared",
    message: inWords(error),
  });
}
