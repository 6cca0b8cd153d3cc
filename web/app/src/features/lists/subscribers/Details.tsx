/** What can be changed of a subscriber: name, language, how they get it, topics, attributes. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { Checkbox, Select, TextInput } from "../../../ui/forms.ts";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import { useListSettings } from "../settings/remote.ts";
import type { Attribute, Delivery, SubscriberDetail } from "../types.ts";
import { Field } from "./Field.tsx";
import { useChangeSubscriber, type SubscriberWish } from "./remote.ts";
import { changes } from "./values.ts";
import { DELIVERIES } from "./words.ts";
import css from "./panel.module.css";

interface Props {
  list: Address;
  subscriber: SubscriberDetail;
  attributes: readonly Attribute[];
}

function began({ name, language, delivery, topics, attributes }: SubscriberDetail) {
  const values = Object.entries(attributes).map(([key, value]) => [key, String(value)]);
  return {
    name,
    language: language as string,
    delivery: delivery as string,
    topics,
    values: Object.fromEntries(values) as Record<string, string>,
  };
}

export function Details({ list, subscriber, attributes }: Props) {
  const { t, i18n } = useLingui();
  const [wish, setWish] = useState(() => began(subscriber));
  const change = useChangeSubscriber(list.id, subscriber.address);
  const settings = useListSettings(list.id).data;
  const set = (some: Partial<typeof wish>) => setWish((now) => ({ ...now, ...some }));
  const wanted = different(subscriber, wish);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(wanted, { onSuccess: () => toast({ text: t`Kept.` }) });
  };
  return (
    <Section title={t`Details`}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "person" })}
          maxLength={200}
          value={wish.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <div className={css.two}>
          <Select
            label={t`Gets`}
            data={Object.entries(DELIVERIES).map(([value, words]) => ({
              value,
              label: i18n._(words),
            }))}
            value={wish.delivery}
            allowDeselect={false}
            onChange={(delivery) => delivery && set({ delivery })}
          />
          <Select
            label={t`Language`}
            data={[
              { value: "", label: t`as the list` },
              { value: "de", label: "Deutsch" },
              { value: "en", label: "English" },
            ]}
            value={wish.language}
            allowDeselect={false}
            onChange={(language) => set({ language: language ?? "" })}
          />
        </div>
        <Topics
          all={settings?.topics ?? []}
          chosen={wish.topics}
          onChange={(topics) => set({ topics })}
        />
        {attributes.map((attribute) => (
          <Field
            key={attribute.key}
            attribute={attribute}
            value={wish.values[attribute.key] ?? ""}
            onChange={(value) => set({ values: { ...wish.values, [attribute.key]: value } })}
          />
        ))}
        {change.error && <ProblemBox error={change.error} />}
        {Object.keys(wanted).length > 0 && (
          <div className={css.foot}>
            <Button onClick={() => setWish(began(subscriber))}>{t`Discard`}</Button>
            <Button look="filled" type="submit" disabled={change.isPending}>
              {t`Save`}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}

function different(before: SubscriberDetail, wish: ReturnType<typeof began>): SubscriberWish {
  const wanted: SubscriberWish = {};
  const attributes = changes(before.attributes, wish.values);
  if (wish.name.trim() !== before.name) wanted.name = wish.name.trim();
  if (wish.language !== before.language)
    wanted.language = wish.language as SubscriberDetail["language"];
  if (wish.delivery !== before.delivery) wanted.delivery = wish.delivery as Delivery;
  if (JSON.stringify(wish.topics) !== JSON.stringify(before.topics)) wanted.topics = wish.topics;
  if (Object.keys(attributes).length > 0) wanted.attributes = attributes;
  return wanted;
}

interface TopicsProps {
  all: readonly { key: string; name: string }[];
  chosen: string[] | null;
  onChange: (topics: string[] | null) => void;
}

/** All of them is not a list of all: topics that come later belong to it. */
function Topics({ all, chosen, onChange }: TopicsProps) {
  const { t } = useLingui();
  if (all.length === 0) return null;
  return (
    <Checkbox.Group
      label={t`Topics`}
      value={chosen ?? all.map(({ key }) => key)}
      onChange={(keys) => onChange(keys.length === all.length ? null : keys)}
    >
      <div className={css.topics}>
        {all.map(({ key, name }) => (
          <Checkbox key={key} value={key} label={name} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
