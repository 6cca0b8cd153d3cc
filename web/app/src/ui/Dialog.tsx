/** A dialog with a title; Escape and the cross close it. */
import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { usePhone } from "../lib/usePhone.ts";

const WIDE = 600; // px; on a phone such a dialog takes the whole screen

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: number | string;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, size = 480, children }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  return (
    <Modal
      fullScreen={phone && typeof size === "number" && size >= WIDE}
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ "aria-label": t({ message: "Close", context: "dialog" }) }}
    >
      {children}
    </Modal>
  );
}
