import { notifications } from "@mantine/notifications";
import { inWords } from "@tenure/sdk";

/** What a notice is about: a newer one takes the place of the one before. */
type Subject = "deed" | "wallet" | "clock";

/** Tells that something has failed. It stays until it is closed, or has become untrue. */
export function tellFailure(about: Subject, title: string, error: unknown) {
  show(about, title, inWords(error), "red");
}

/** Tells what has happened without the visitor. */
export function tell(about: Subject, title: string, message: string) {
  show(about, title, message);
}

export function forget(about: Subject) {
  notifications.hide(about);
}

function show(id: Subject, title: string, message: string, color?: string) {
  notifications.hide(id);
  notifications.show({ id, title, message, ...(color !== undefined && { color }) });
}
