/** The adviser as a page without sidebar: where it comes from, and where it leads. */
import { useEffect } from "react";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { AdviserPage } from "../features/adviser/AdviserPage.tsx";
import { useMe } from "../sync/queries.ts";
import { speak } from "./language.ts";
import { useScheme } from "./scheme.ts";

const PEOPLE: string = "/addresses/$id/people";
const DOMAINS: string = "/admin/domains";

export default function NewAddress() {
  const me = useMe().data;
  const router = useRouter();
  const navigate = useNavigate();
  useScheme(me?.scheme);
  useEffect(() => void (me && speak(me.language)), [me]);
  return (
    <AdviserPage
      organisation={me?.organisation.name ?? ""}
      onClose={() => router.history.back()}
      onCreated={({ id }) => void navigate({ to: PEOPLE, params: { id } })}
      onDomains={() => void navigate({ to: DOMAINS })}
    />
  );
}
