/** People and rights, as a place of an address's settings. */
import { useParams } from "@tanstack/react-router";
import { AddressPage } from "./AddressPage.tsx";
import { GrantsSection } from "./GrantsSection.tsx";

export default function GrantsPage() {
  const { id = "" } = useParams({ strict: false });
  return <AddressPage id={id}>{(settings) => <GrantsSection settings={settings} />}</AddressPage>;
}
