/** The buttons under a conversation while nobody writes: on a phone, and under a post of our own. */
import { useLingui } from "@lingui/react/macro";
import { IconArrowBackUp, IconLock, IconSpeakerphone } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { overlay } from "../../commands/scene.ts";
import { Button } from "../../ui/Button.tsx";
import { Who } from "./GoesTo.tsx";
import css from "./Composer.module.css";

interface Props {
  detail: Detail;
  may: boolean;
  /** A post of our own on a list: there is nobody to answer, but more to say. */
  posted: boolean;
  onAnswer: () => void;
  onNote: () => void;
}

export function Starters({ detail, may, posted, onAnswer, onNote }: Props) {
  const { t } = useLingui();
  return (
    <div className={css.starters}>
      {may && !posted && (
        <p className={css.starterGoes}>
          <Who people={[...detail.reply_to, ...detail.reply_cc]} />
        </p>
      )}
      {may && posted && (
        <Button
          icon={<IconSpeakerphone size={19} stroke={1.5} />}
          onClick={() => overlay.set("new-mail")}
        >
          {t`New post`}
        </Button>
      )}
      {may && !posted && (
        <Button look="filled" icon={<IconArrowBackUp size={20} stroke={1.5} />} onClick={onAnswer}>
          {t`Answer`}
        </Button>
      )}
      <Button
        className={css.noteStarter}
        icon={<IconLock size={18} stroke={1.5} />}
        onClick={onNote}
      >
        {t`Note`}
      </Button>
    </div>
  );
}
