import { useEffect, useState } from "react";

/** Where the focus can go back to, the nearest place first. */
export type Places = readonly Element[];

/** The places of each dialog that is open, the innermost first. */
const dialogs: Places[] = [];

/** Where the focus is now, and where it was before each dialog around it was opened. */
export function placesToReturnTo(): Places {
  const at = document.activeElement;
  return [...(at === null || at === document.body ? [] : [at]), ...(dialogs[0] ?? [])];
}

/**
 * Gives a focus that is lost back to the nearest place that is still there: what came before it, if it cannot be used
 * any more, as when a form has been emptied; else to the content. A visitor who has put it elsewhere keeps it.
 */
export function returnFocus(places: Places) {
  // Once whoever was waiting for the dialog has drawn what comes of it.
  setTimeout(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const place = places.find((each) => each.isConnected);
    const usable = place?.matches(":disabled") ? lastBefore(place) : place;
    const target = usable ?? document.getElementById("content");
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  });
}

function lastBefore(place: Element): Element | undefined {
  const usable = document.querySelectorAll("#content :is(button, input, textarea):enabled");
  return [...usable]
    .filter((each) => place.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING)
    .at(-1);
}

/** For a dialog that is there only while it is open: when it goes, the focus goes back to where it came from. */
export function useFocusReturn() {
  const [places] = useState(placesToReturnTo);
  useEffect(() => {
    dialogs.unshift(places);
    return () => {
      dialogs.splice(dialogs.indexOf(places), 1);
      returnFocus(places);
    };
  }, [places]);
}
