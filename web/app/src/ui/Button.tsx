/** Buttons: one filled per screen, the rest an edge or plain text. */
import { useEffect, type ButtonHTMLAttributes, type ReactNode } from "react";
import { cx } from "../lib/cx.ts";
import { Keys, useKeyNames } from "./Keys.tsx";
import { hideTip, showTip } from "./tip.ts";
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
  const names = useKeyNames(keys);
  const text = names ? `${label} · ${names}` : label;
  useEffect(() => hideTip, []); // the button may go while its tip is shown
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      onPointerEnter={(event) => {
        showTip(text, event.currentTarget);
        rest.onPointerEnter?.(event);
      }}
      onPointerLeave={(event) => {
        hideTip();
        rest.onPointerLeave?.(event);
      }}
      onPointerDown={(event) => {
        hideTip();
        rest.onPointerDown?.(event);
      }}
      onFocus={(event) => {
        if (event.currentTarget.matches(":focus-visible")) showTip(text, event.currentTarget);
        rest.onFocus?.(event);
      }}
      onBlur={(event) => {
        hideTip();
        rest.onBlur?.(event);
      }}
      className={cx(css.icon, className)}
    >
      {children}
    </button>
  );
}
