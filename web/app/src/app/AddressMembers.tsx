/** The members of a list, inside the settings of its address. */
import { useParams } from "@tanstack/react-router";
import { AddressPage } from "../features/admin/AddressPage.tsx";
import { HeldSection } from "../features/list/HeldSection.tsx";
import { MembersSection } from "../features/list/MembersSection.tsx";

export default function AddressMembers() {
  const { id = "" } = useParams({ strict: false });
  return (
    <AddressPage id={id}>
      {() => (
        <>
          <HeldSection id={id} />
          <MembersSection id={id} />
        </>
      )}
    </AddressPage>
  );
}
