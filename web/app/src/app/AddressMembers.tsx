/** Where subscribers were looked after before lists had pages of their own: leads there. */
import { Navigate, useParams } from "@tanstack/react-router";

export default function AddressMembers() {
  const { id = "" } = useParams({ strict: false });
  const to: string = `/lists/${encodeURIComponent(id)}/subscribers`;
  return <Navigate to={to} replace />;
}
