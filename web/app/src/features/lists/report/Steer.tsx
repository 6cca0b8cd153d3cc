/** Pause, go on, stop: only while something still is to leave. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconMail, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { mailPath } from "../../../lib/paths.ts";
import { useAddresses } from "../../../sync/queries.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { toast } from "../../../ui/toast.ts";
import { said } from "../../../ui/page/problems.ts";
import { runs, useSteer, type Mailing } from "./remote.ts";
import { staying } from "./totals.ts";
import css from "./report.module.css";

export function Steer({ mailing }: { mailing: Mailing }) {
  const { t, i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const steer = useSteer(mailing.id);
  const rights = useAddresses().data?.items.find((one) => one.id === mailing.address)?.rights;
  const run = (verb: "pause" | "resume" | "cancel") =>
    steer.mutate(verb, {
      onError: (problem) => {
        const words = said(problem);
        toast({ text: typeof words === "string" ? words : i18n._(words), tone: "danger" });
      },
    });
  const open = (runs(mailing.state) || mailing.state === "paused") && rights?.includes("manage");
  const left = plural(staying(mailing.totals), {
    one: "# copy has not left yet and never will.",
    other: "# copies have not left yet and never will.",
  });
  return (
    <>
      <SeeIt mailing={mailing} />
      {open && mailing.state !== "paused" && (
        <Button
          icon={<IconPlayerPause size={18} stroke={1.5} />}
          disabled={steer.isPending}
          onClick={() => run("pause")}
        >{t`Pause`}</Button>
      )}
      {open && mailing.state === "paused" && (
        <Button
          look="filled"
          icon={<IconPlayerPlay size={18} stroke={1.5} />}
          disabled={steer.isPending}
          onClick={() => run("resume")}
        >{t`Go on`}</Button>
      )}
      {open && (
        <Button
          look="danger"
          icon={<IconPlayerStop size={18} stroke={1.5} />}
          onClick={() => setAsking(true)}
        >{t`Stop …`}</Button>
      )}
      <Dialog open={asking} onClose={() => setAsking(false)} title={t`Stop it for good?`}>
        <p>
          {left} {t`What has left cannot be taken back.`}
        </p>
        <div className={css.foot}>
          <Button onClick={() => setAsking(false)}>{t`Let it go on`}</Button>
          <Button
            look="danger"
            onClick={() => {
              setAsking(false);
              run("cancel");
            }}
          >{t`Stop it`}</Button>
        </div>
      </Dialog>
    </>
  );
}

function SeeIt({ mailing }: { mailing: Mailing }) {
  const { t } = useLingui();
  const to = mailing.campaign
    ? `/lists/${mailing.address}/campaigns/${mailing.campaign}`
    : mailing.conversation &&
      mailPath({ box: mailing.address, view: "all", id: mailing.conversation });
  if (!to) return null;
  return (
    <Link className={css.see} to={to as string}>
      <IconMail size={18} stroke={1.5} aria-hidden />
      {t`See the mail`}
    </Link>
  );
}
