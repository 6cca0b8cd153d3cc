/** Lists in this list: whoever is on them gets what goes here, each person once. */
import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { Problem } from "../../../api/client.ts";
import type { Address } from "../../../api/types.ts";
import { shownAddress } from "../../../lib/format.ts";
import { useAddresses } from "../../../sync/queries.ts";
import { IconButton } from "../../../ui/Button.tsx";
import { Select } from "../../../ui/forms.ts";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { useNest, type ListSettings } from "./remote.ts";
import css from "./settings.module.css";

export function Nested({ list, settings }: { list: Address; settings: ListSettings }) {
  const { t } = useLingui();
  const nest = useNest(list.id);
  const inside = settings.nested;
  const others = (useAddresses().data?.items ?? []).filter(
    ({ mode, id, address }) => mode === "list" && id !== list.id && !inside.includes(address),
  );
  return (
    <Section
      title={t`Lists in this list`}
      hint={t`Whoever is on one of these gets what goes to this list as well, each person once. Saved at once.`}
    >
      <div className={css.form}>
        {inside.length > 0 && (
          <ul className={css.inside}>
            {inside.map((address) => (
              <li key={address}>
                {shownAddress(address)}
                <IconButton
                  label={t`Take ${address} out`}
                  disabled={nest.isPending}
                  onClick={() => nest.mutate(inside.filter((one) => one !== address))}
                >
                  <IconX size={16} stroke={1.5} />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 ? (
          <Select
            aria-label={t`Put a list in`}
            placeholder={t`Put a list in …`}
            data={others.map(({ address }) => ({ value: address, label: shownAddress(address) }))}
            value={null}
            searchable
            maw={320}
            onChange={(address) => address && nest.mutate([...inside, address])}
          />
        ) : (
          inside.length === 0 && <p className={css.line}>{t`There is no other list yet.`}</p>
        )}
        {nest.error && <Wrong error={nest.error} />}
      </div>
    </Section>
  );
}

/** A circle is named by its way, so that one sees which list to take out. */
function Wrong({ error }: { error: Error }) {
  const { t } = useLingui();
  if (!(error instanceof Problem) || error.code !== "circle") return <ProblemBox error={error} />;
  const named = error.message.split("circle: ")[1] ?? "";
  return (
    <p className={css.wrong} role="alert">
      {named
        ? t`That would be a circle: ${named}. A post would come back to where it began.`
        : t`That would be a circle: a post would come back to where it began.`}
    </p>
  );
}
