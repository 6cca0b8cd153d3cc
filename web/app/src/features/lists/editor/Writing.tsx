/** The editor: blocks on the left, the mail on the right; on a phone one of them at a time. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useMe } from "../../../sync/queries.ts";
import { SegmentedControl } from "../../../ui/forms.ts";
import { Page, ProblemBox } from "../../../ui/page/Page.tsx";
import type { Campaign } from "../campaigns/remote.ts";
import { Approval } from "./Approval.tsx";
import { Beginnings } from "./Beginnings.tsx";
import { blocksOf, isMjml } from "./blocks.ts";
import { Blocks } from "./Blocks.tsx";
import { CameBack } from "./CameBack.tsx";
import { Clash } from "./Clash.tsx";
import { Head } from "./Head.tsx";
import { HintsPanel } from "./HintsPanel.tsx";
import { Mjml } from "./Mjml.tsx";
import { EditorContext } from "./page.ts";
import { PreviewPane } from "./PreviewPane.tsx";
import { Subject } from "./Subject.tsx";
import { TopBar } from "./TopBar.tsx";
import { useActsOf } from "./useActsOf.ts";
import { useHints } from "./remote.ts";
import { useSaver } from "./useSaver.ts";
import css from "./editor.module.css";

type Side = "write" | "look" | "hints";

export function Writing({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const { saver, typing } = useSaver(campaign);
  const { acts, pen } = useActsOf(saver, campaign.address);
  const [side, setSide] = useState<Side>("write");
  const [recipient, setRecipient] = useState("");
  const me = useMe().data?.address;
  const hints = useHints(campaign.id, typing.version).data ?? [];
  const { draft } = typing;
  const go = (block: string) => {
    setSide("write");
    if (block) acts.choose(block);
    else document.querySelector<HTMLElement>("[data-subject]")?.focus();
  };
  return (
    <EditorContext value={acts}>
      <Page
        title={draft.name}
        sub={<Head campaign={campaign} />}
        actions={<TopBar campaign={campaign} saver={saver} typing={typing} recipient={recipient} />}
        tabs={<Approval campaign={campaign} me={me ?? ""} />}
      >
        <CameBack why={campaign.back} />
        {typing.theirs && <Clash saver={saver} mine={draft} theirs={typing.theirs} />}
        {typing.error && <ProblemBox error={typing.error} onRetry={() => void saver.flush()} />}
        <div className={css.sides}>
          <SegmentedControl<Side>
            fullWidth
            aria-label={t`What is shown`}
            value={side}
            onChange={setSide}
            data={[
              { value: "write", label: t`Write` },
              { value: "look", label: t`Look` },
              { value: "hints", label: hints.length ? t`Hints (${hints.length})` : t`Hints` },
            ]}
          />
        </div>
        <div className={css.desk} data-side={side}>
          <div className={css.write}>
            <Subject list={campaign.address} saver={saver} draft={draft} pen={pen} />
            {isMjml(draft.content) ? (
              <Mjml saver={saver} text={draft.content.mjml ?? ""} />
            ) : (
              <>
                {blocksOf(draft.content).length === 0 && <Beginnings />}
                <Blocks blocks={blocksOf(draft.content)} />
              </>
            )}
            <p className={css.brand}>
              {t`Colour, logo, type and imprint are those of the list.`}{" "}
              <Link to={`/lists/${campaign.address}/settings` as string}>{t`Change them`}</Link>
            </p>
          </div>
          <div className={css.look}>
            <div className={css.pane}>
              <PreviewPane
                list={campaign.address}
                campaign={campaign.id}
                version={typing.version}
                recipient={recipient}
                onRecipient={setRecipient}
              />
            </div>
            <HintsPanel campaign={campaign.id} version={typing.version} onGo={go} />
          </div>
        </div>
      </Page>
    </EditorContext>
  );
}
