/** A dialog with a title; Escape and the cross close it. */
import type { ReactNode } from "react";
import { Modal } from "@mantine/core";

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: number | string;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, size = 480, children }: Props) {
  return (
    <Modal opened={open} onClose={onClose} title={title} size={size}>
      {children}
    </Modal>
  );
}
