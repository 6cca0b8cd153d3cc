/** General settings of an address; for a list with who may post, which the list's feature knows. */
import { useParams } from "@tanstack/react-router";
import { AddressPage } from "../features/admin/AddressPage.tsx";
import { GeneralSection } from "../features/admin/GeneralSection.tsx";
import { Posting } from "../features/list/Posting.tsx";

export default function AddressGeneral() {
  const { id = "" } = useParams({ strict: false });
  return (
    <AddressPage id={id}>
      {(settings) => (
        <GeneralSection
          key={settings.id}
          settings={settings}
          posting={(value, onChange) => <Posting value={value} onChange={onChange} />}
        />
      )}
    </AddressPage>
  );
}
