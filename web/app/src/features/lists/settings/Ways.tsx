/** The ways to what belongs to the address itself: its name, people and rights, mode. */
import { useLingui } from "@lingui/react/macro";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Address } from "../../../api/types.ts";
import { Section } from "../../../ui/page/Page.tsx";
import css from "./settings.module.css";

export function Ways({ list }: { list: Address }) {
  const { t } = useLingui();
  const base = `/addresses/${encodeURIComponent(list.id)}`;
  const ways: [to: string, name: string][] = [
    [base, t`Name, signature, other addresses of the list`],
    [`${base}/people`, t`People and rights, also who decides about held posts`],
    [`${base}/mode`, t`Make it an inbox or a mailbox`],
  ];
  return (
    <Section title={t`The address itself`}>
      <ul className={css.ways}>
        {ways.map(([to, name]) => (
          <li key={to}>
            <Link to={to}>
              {name}
              <IconChevronRight size={16} stroke={1.5} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
