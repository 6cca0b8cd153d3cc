/** Somebody went on with the shared draft: both texts side by side; both are kept. */
import { useLingui } from "@lingui/react/macro";
import { cx } from "../../lib/cx.ts";
import { compare } from "../../lib/diff.ts";
import { firstName } from "../../lib/format.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { useMe, usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Modal } from "../../ui/forms.ts";
import { Text } from "./Sides.tsx";
import type { Moved } from "./useDraft.ts";
import css from "./HeldReply.module.css";

interface Props {
  moved: Moved;
  onTheirs: () => void;
  onMine: () => void;
}

export default function DraftMoved({ moved, onTheirs, onMine }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const me = useMe().data;
  const people = usePeople().data?.items ?? [];
  const { theirs, mine } = moved;
  if (!me) return null;
  const author = people.find((one) => one.address === theirs.author) ?? me;
  const [left, right] = compare(theirs.text, mine.text);
  const name = firstName(author);
  return (
    <Modal.Root
      opened
      onClose={onMine}
      size={928}
      centered
      radius={phone ? 0 : 14}
      fullScreen={phone}
    >
      <Modal.Overlay />
      <Modal.Content className={css.dialog}>
        <header className={css.head}>
          <Avatar person={author} size={40} solid />
          <div>
            <Modal.Title className={css.title}>{t`Somebody went on with this draft`}</Modal.Title>
            <p className={css.under}>{t`Both texts are kept. Yours is a draft of its own now.`}</p>
          </div>
        </header>
        <div className={css.texts}>
          <Text
            who={author === me ? t`The shared draft` : t`${name}’s shared draft`}
            person={author}
            pieces={left}
            look="theirs"
            at={theirs.updated_at}
          />
          <Text who={t`Yours`} person={me} pieces={right} look="mine" />
        </div>
        <p className={css.legend}>
          <span className={css.both}>{t`in both`}</span>
          <span className={css.theirs}>{t`only in the shared one`}</span>
          <span className={css.mine}>{t`only in yours`}</span>
        </p>
        <footer className={cx(css.foot)}>
          <span className={css.gap} />
          <Button onClick={onTheirs}>{t`Go on with the shared one`}</Button>
          <Button look="filled" onClick={onMine} data-autofocus>{t`Go on with mine`}</Button>
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}
