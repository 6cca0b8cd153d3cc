/** General settings of an address; how a list is run stands on the list's own pages. */
import { useParams } from "@tanstack/react-router";
import { AddressPage } from "../features/admin/AddressPage.tsx";
import { GeneralSection } from "../features/admin/GeneralSection.tsx";

export default function AddressGeneral() {
  const { id = "" } = useParams({ strict: false });
  return (
    <AddressPage id={id}>
      {(settings) => <GeneralSection key={settings.id} settings={settings} />}
    </AddressPage>
  );
}
