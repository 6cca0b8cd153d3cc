/** One subscriber in the table: who, what is known, what is unusual, since when. */
import { useLingui } from "@lingui/react/macro";
import type { CSSProperties } from "react";
import { cx } from "../../../lib/cx.ts";
import { day, exact, shownAddress } from "../../../lib/format.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import type { Attribute, Subscriber } from "../types.ts";
import { known } from "./values.ts";
import { DELIVERIES, STATES } from "./words.ts";
import css from "./subscribers.module.css";

interface Props {
  subscriber: Subscriber;
  attributes: readonly Attribute[];
  place: number;
  style: CSSProperties;
  open: boolean;
  onOpen: () => void;
}

export function SubscriberRow({ subscriber, attributes, place, style, open, onOpen }: Props) {
  const { i18n } = useLingui();
  const { address, name, since, state } = subscriber;
  return (
    <div
      role="row"
      aria-rowindex={place}
      aria-selected={open}
      className={cx(css.row, open && css.here)}
      style={style}
    >
      <div role="cell" className={css.who}>
        <Avatar person={subscriber} size={28} />
        <button type="button" className={css.open} onClick={onOpen} data-subscriber={address}>
          <b>{name || shownAddress(address)}</b>
          {name && <small>{shownAddress(address)}</small>}
        </button>
      </div>
      <div role="cell" className={css.known}>
        {known(subscriber.attributes, attributes, i18n.locale)
          .slice(0, 3)
          .map(({ key, label, text }) => (
            <span key={key} title={label}>
              {text}
            </span>
          ))}
      </div>
      <div role="cell" className={css.how}>
        {state !== "active" && (
          <Chip
            look={state === "bouncing" ? "danger" : "ground"}
            title={i18n._(STATES[state].means)}
          >
            {i18n._(STATES[state].name)}
          </Chip>
        )}
        {state === "active" && subscriber.delivery !== "each" && (
          <Chip look="ground">{i18n._(DELIVERIES[subscriber.delivery])}</Chip>
        )}
        {subscriber.language && <span className={css.language}>{subscriber.language}</span>}
      </div>
      <div role="cell" className={css.since}>
        <time dateTime={since} title={exact(since, i18n.locale)}>
          {day(since, { now: new Date(), language: i18n.locale })}
        </time>
      </div>
    </div>
  );
}
