/** The mode of an address, as a place of its settings. */
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { Section } from "../../ui/page/Page.tsx";
import { AddressPage } from "./AddressPage.tsx";
import { ModeSection } from "./ModeSection.tsx";

export default function ModePage() {
  const { t } = useLingui();
  const { id = "" } = useParams({ strict: false });
  return (
    <AddressPage id={id}>
      {(settings) => (
        <Section
          title={t`How this address works`}
          hint={t`Choose another mode to see first what stays and what changes. Nothing happens before you agree, and you can go back at any time.`}
        >
          <ModeSection settings={settings} />
        </Section>
      )}
    </AddressPage>
  );
}
