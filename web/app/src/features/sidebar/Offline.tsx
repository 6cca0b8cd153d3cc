/** Says that the connection is lost, and that nothing of ours is. */
import { useEffect, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useStore } from "../../lib/store.ts";
import { online } from "../../sync/presence.ts";
import css from "./Sidebar.module.css";

export function Offline() {
  const { t } = useLingui();
  const yes = useStore(online);
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(!yes), yes ? 0 : 4000); // a short gap is nobody's business
    return () => clearTimeout(timer);
  }, [yes]);
  if (!long || yes) return null;
  return (
    <p className={css.offline} role="status">
      <IconPlugConnectedX size={16} stroke={1.5} aria-hidden />
      {t`No connection. What you see may be old; we keep trying.`}
    </p>
  );
}
