/** The three signs: megaphone (list), tray (mailbox), two people at a tray (inbox). */
import { IconInbox, IconSpeakerphone } from "@tabler/icons-react";
import type { Mode } from "../api/types.ts";

interface Props {
  mode: Mode;
  size?: number;
}

export function ModeSign({ mode, size = 18 }: Props) {
  const color = `var(--${mode})`;
  if (mode === "list")
    return <IconSpeakerphone size={size} stroke={1.5} color={color} aria-hidden />;
  if (mode === "mailbox") return <IconInbox size={size} stroke={1.5} color={color} aria-hidden />;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke={color}
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
      aria-hidden
    >
      <circle cx="7.5" cy="5" r="2.4" />
      <circle cx="16.5" cy="5" r="2.4" />
      <path d="M3.5 12.5v-.7a2.8 2.8 0 0 1 2.8-2.8h2.4a2.8 2.8 0 0 1 2.3 1.2M20.500 12.500v-.7a2.8 2.8 0 0 0-2.800-2.800h-2.400a2.8 2.8 0 0 0-2.300 1.200" />
      <path d="M3 15.200h4.200l1.600 2.300h6.400l1.600-2.300H21v3.600a2.200 2.200 0 0 1-2.200 2.200H5.200A2.200 2.200 0 0 1 3 18.800z" />
    </svg>
  );
}
