/** Before the first mail: what comes next, one step after the other, each with its place. */
import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  IconAt,
  IconCheck,
  IconMailForward,
  IconSpeakerphone,
  IconUsers,
  IconUsersPlus,
  IconWorld,
} from "@tabler/icons-react";
import type { Address, Page } from "../../api/types.ts";
import { api } from "../../api/client.ts";
import { scene } from "../../commands/scene.ts";
import { useAddresses, useMe, usePeople } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import css from "./FirstSteps.module.css";

interface Props {
  /** What stands here once mail has come, or for those who cannot do these things. */
  otherwise?: ReactNode;
}

export default function FirstSteps({ otherwise = null }: Props) {
  const me = useMe().data;
  const mayAsk = me?.role === "administrator";
  const addresses = useAddresses().data?.items;
  const arrived = useQuery({
    queryKey: ["intake", "first"], // the stream asks again as soon as something arrives
    queryFn: () => api.get<Page<unknown>>("/intake", { limit: 1 }),
    enabled: mayAsk,
  }).data?.items.length;
  if (!mayAsk || arrived !== 0 || !addresses?.length) return otherwise;
  return <Steps addresses={addresses} />;
}

function Steps({ addresses }: { addresses: readonly Address[] }) {
  const { t } = useLingui();
  const people = usePeople().data?.items.length ?? 1;
  const list = addresses.every(({ mode }) => mode === "list") ? addresses[0] : undefined;
  const where = addresses.find(({ mode }) => mode !== "list")?.address ?? "";
  return (
    <section className={css.steps} aria-labelledby="first-steps">
      <h2 id="first-steps">{t`Everything is ready for the first mail.`}</h2>
      <ol>
        <Step
          icon={<IconWorld size={20} stroke={1.5} />}
          title={t`Let mail find its way here`}
          go={["/admin/domains", t`Show what to set`]}
        >
          {t`Set the domain’s DNS records, or have your mail server forward the address. Only then are your mails not taken for spam.`}
        </Step>
        {list ? (
          <ListSteps list={list} />
        ) : (
          <Step
            icon={<IconMailForward size={20} stroke={1.5} />}
            title={t`Send yourself a test mail`}
          >
            <Trans>
              Write from your own mailbox to <b>{where}</b>. It appears here by itself; nothing has
              to be reloaded.
            </Trans>
          </Step>
        )}
        <Step
          icon={<IconUsers size={20} stroke={1.5} />}
          title={t`Let your colleagues in`}
          go={["/admin/people", t`Add people`]}
          done={people > 1}
        >
          {t`Each gets a sign-in of their own, and sees the addresses you give them.`}
        </Step>
        <Step
          icon={<IconAt size={20} stroke={1.5} />}
          title={t`Set up further addresses`}
          go={["/new-address", t`New address`]}
          done={addresses.length > 1}
        >
          {t`A list, a shared mailbox or a shared inbox: a few questions say which fits. It can be changed at any time.`}
        </Step>
      </ol>
    </section>
  );
}

/** A list wants readers first: a mail to an empty one reaches nobody. */
function ListSteps({ list }: { list: Address }) {
  const { t } = useLingui();
  const pages = `/lists/${encodeURIComponent(list.id)}`;
  return (
    <>
      <Step
        icon={<IconUsersPlus size={20} stroke={1.5} />}
        title={t`Say who gets the mails`}
        go={[`${pages}/subscribers`, t`Add subscribers`]}
        done={(list.subscribers ?? 0) > 0}
      >
        {t`Paste their addresses, take them from a file, or let people sign up themselves. They need no account.`}
      </Step>
      <Step
        icon={<IconSpeakerphone size={20} stroke={1.5} />}
        title={t`Write to all of them`}
        go={[`${pages}/campaigns`, t`New campaign`]}
      >
        <Trans>
          Write a campaign here, or a mail from your own mailbox to <b>{list.address}</b>.
        </Trans>
      </Step>
    </>
  );
}

interface StepProps {
  icon: ReactNode;
  title: string;
  go?: [path: string, name: string];
  done?: boolean;
  children: ReactNode;
}

function Step({ icon, title, go, done, children }: StepProps) {
  const { t } = useLingui();
  return (
    <li className={css.step}>
      <span className={css.icon} aria-hidden>
        {done ? <IconCheck size={20} stroke={2} /> : icon}
      </span>
      <div>
        <h3>
          {title}
          {done && <span className="sr-only"> · {t`done`}</span>}
        </h3>
        <p>{children}</p>
        {go && !done && <Button onClick={() => scene.get().go(go[0])}>{go[1]}</Button>}
      </div>
    </li>
  );
}
