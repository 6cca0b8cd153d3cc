/** Saved replies as a place of the administration. */
import { AdminPage } from "./AdminPage.tsx";
import { Replies } from "./Replies.tsx";

export default function RepliesPage() {
  return <Replies frame={(add, list) => <AdminPage actions={add}>{list}</AdminPage>} />;
}
