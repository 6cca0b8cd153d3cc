/** What readers can choose: topics, and the digest with its hour. */
import { useLingui } from "@lingui/react/macro";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Button, IconButton } from "../../../ui/Button.tsx";
import { Select, TextInput } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { topicKey, type PartProps } from "./different.ts";
import type { Topic } from "./remote.ts";
import css from "./settings.module.css";

export function Reading(props: PartProps) {
  const { t } = useLingui();
  return (
    <>
      <Section
        title={t`Topics`}
        hint={t`Subscribers choose what they want to read about. A post is about a topic when one of its words stands in the subject.`}
      >
        <Topics {...props} />
      </Section>
      <Section
        title={t`Digest`}
        hint={t`Whoever prefers it gets all posts of a day or week as one mail.`}
      >
        <Digest {...props} />
      </Section>
    </>
  );
}

function Topics({ wish, set }: PartProps) {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const { topics } = wish;
  const change = (key: string, some: Partial<Topic>) =>
    set({ topics: topics.map((one) => (one.key === key ? { ...one, ...some } : one)) });
  const add = () => {
    const clean = name.trim();
    if (!clean) return;
    const key = topicKey(
      clean,
      topics.map((one) => one.key),
    );
    set({ topics: [...topics, { key, name: clean, words: [clean] }] });
    setName("");
  };
  return (
    <div className={css.form}>
      {topics.length > 0 && (
        <ul className={css.topics}>
          {topics.map((one) => (
            <li key={one.key}>
              <TextInput
                aria-label={t`Name of the topic`}
                maxLength={80}
                value={one.name}
                onChange={(event) => change(one.key, { name: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t`Words in the subject for ${one.name}`}
                placeholder={t`words, with commas`}
                defaultValue={one.words.join(", ")}
                onChange={(event) =>
                  change(one.key, {
                    words: event.currentTarget.value
                      .split(",")
                      .map((word) => word.trim())
                      .filter(Boolean),
                  })
                }
              />
              <IconButton
                label={t`Remove ${one.name}`}
                onClick={() => set({ topics: topics.filter(({ key }) => key !== one.key) })}
              >
                <IconTrash size={16} stroke={1.5} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className={css.add}>
        <TextInput
          aria-label={t`New topic`}
          placeholder={t`New topic, for example events`}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button icon={<IconPlus size={16} aria-hidden />} disabled={!name.trim()} onClick={add}>
          {t`Add topic`}
        </Button>
      </div>
    </div>
  );
}

function Digest({ wish, set }: PartProps) {
  const { t } = useLingui();
  const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", wish.timezone]);
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: `${String(hour).padStart(2, "0")}:00`,
  }));
  return (
    <div className={css.row}>
      <Select
        label={t`How often`}
        data={[
          { value: "daily", label: t`every day` },
          { value: "weekly", label: t`every Monday` },
        ]}
        value={wish.digest}
        allowDeselect={false}
        onChange={(digest) => digest && set({ digest })}
      />
      <Select
        label={t`At`}
        data={hours}
        value={String(wish.digest_hour)}
        allowDeselect={false}
        onChange={(hour) => set({ digest_hour: Number(hour) })}
      />
      <Select
        label={t`Time zone of the list`}
        data={[...zones].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        value={wish.timezone}
        searchable
        allowDeselect={false}
        onChange={(timezone) => timezone && set({ timezone })}
      />
    </div>
  );
}
