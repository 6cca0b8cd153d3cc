/** Buttons: one filled per screen, the rest an edge or plain text. */
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Tooltip } from "@mantine/core";
import { cx } from "../lib/cx.ts";
import { Keys } from "./Keys.tsx";
import css from "./Button.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "filled" | "edge" | "plain" | "danger" | "note";
  icon?: ReactNode;
  keys?: string;
}

export function Button({ look = "edge", icon, keys, className, children, ...rest }: Props) {
  return (
    <button type="button" {...rest} className={cx(css.button, css[look], className)}>
      {icon}
      {children}
      {keys && <Keys keys={keys} />}
    </button>
  );
}

interface IconProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, in words: the name for screen readers and the tooltip. */
  label: string;
  keys?: string;
}

export function IconButton({ label, keys, className, children, ...rest }: IconProps) {
  return (
    <Tooltip label={keys ? `${label} · ${keys}` : label}>
      <button type="button" aria-label={label} {...rest} className={cx(css.icon, className)}>
        {children}
      </button>
    </Tooltip>
  );
}
