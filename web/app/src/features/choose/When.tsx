/** Choosing a time: in one's own words, as the server understands them, or one that is often meant. */
import { useState, type ReactNode } from "react";
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { IconCalendarTime, IconClock } from "@tabler/icons-react";
import { exact, soon } from "../../lib/format.ts";
import { farther, type Far } from "../../lib/later.ts";
import { useNow } from "../../lib/useNow.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { useWhen } from "../../sync/when.ts";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { done } from "./useTargets.ts";

const NAMES: Record<Far["key"], MessageDescriptor> = {
  hours: msg`In three hours`,
  evening: msg`This evening`,
  tomorrow: msg`Tomorrow morning`,
  monday: msg`Next Monday`,
  week: msg`In a week`,
  month: msg`In a month`,
};

interface Props {
  label: string;
  onChoose: (at: Date) => void;
  /** Further choices, without a time. */
  more?: Choice[];
  foot?: ReactNode;
}

export function When({ label, onChoose, more = [], foot }: Props) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const phone = usePhone();
  const [typed, setTyped] = useState("");
  const understood = useWhen(typed);
  const said = (at: Date) => soon(at.toISOString(), { now, language: i18n.locale });
  const choices = (text: string): Choice[] => {
    const wanted = text.trim().toLowerCase();
    const often = [
      ...farther(now).map(({ key, at }): Choice => ({
        id: key,
        name: i18n._(NAMES[key]),
        icon: <IconClock size={20} stroke={1.5} />,
        end: said(at),
        run: () => onChoose(at),
      })),
      ...more,
    ];
    if (!wanted) return often;
    const { at } = understood;
    const meant: Choice[] = at
      ? [
          {
            id: "meant",
            name: exact(at.toISOString(), i18n.locale),
            icon: <IconCalendarTime size={20} stroke={1.5} />,
            run: () => onChoose(at),
          },
        ]
      : [];
    return [...meant, ...often.filter((one) => one.name.toLowerCase().includes(wanted))];
  };
  return (
    <Picker
      label={label}
      hint={
        phone
          ? t`When? “tomorrow 9 am” …`
          : t`When? “tomorrow 9 am”, “in 2 hours”, “Friday afternoon” …`
      }
      choices={choices}
      onTyped={setTyped}
      onClose={done}
      foot={
        (foot || understood.wrong) && (
          <>
            {foot}
            {understood.wrong && <span role="status">{t`No time is recognised in this.`}</span>}
          </>
        )
      }
    />
  );
}
