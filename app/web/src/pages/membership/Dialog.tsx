import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useFocusReturn } from "../../ui/focus";

type Props = { title: string; onClose: () => void; children: ReactNode };

/** What is decided before the review. */
export function Dialog({ title, onClose, children }: Props) {
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      styles={{ title: { fontWeight: 650, fontSize: "var(--mantine-font-size-lg)" } }}
    >
      {children}
    </Modal>
  );
}
