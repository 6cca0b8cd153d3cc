/** An empty place says what will be here and offers the one next step. */
import type { ReactNode } from "react";
import css from "./Empty.module.css";

interface Props {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
}

export function Empty({ icon, title, children }: Props) {
  return (
    <div className={css.empty}>
      {icon && <div className={css.icon}>{icon}</div>}
      <p className={css.title}>{title}</p>
      {children && <div className={css.text}>{children}</div>}
    </div>
  );
}
