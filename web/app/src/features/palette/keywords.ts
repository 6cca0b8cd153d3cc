/** Other words for commands, as people know them from elsewhere, in both languages at once: whoever
 * works in German may still look for “snooze”. Never shown, so not in the catalogues. */
const WORDS: Record<string, string> = {
  close: "done resolve finish erledigen schließen fertig abschließen",
  "close-next": "done next erledigen schließen nächste weiter",
  reopen: "open again wieder öffnen offen",
  later: "snooze remind postpone wiedervorlage erinnern verschieben aufschieben zurückstellen",
  take: "assign me mine claim take zuweisen mir übernehmen nehmen",
  give: "assign delegate hand over team person zuweisen zuteilen übergeben delegieren",
  label: "tag category etikett schlagwort kategorie markieren",
  priority: "urgent important dringend wichtig priorität",
  due: "deadline reminder sla frist fällig termin",
  status: "state stage stand zustand status",
  star: "flag favourite favorite bookmark stern favorit merken markieren",
  follow: "watch subscribe notify beobachten abonnieren benachrichtigen folgen",
  archive: "archive hide archivieren ablegen weglegen",
  move: "address inbox transfer verschieben umziehen adresse postfach",
  spam: "junk phishing block spam werbung müll sperren",
  trash: "delete remove bin löschen papierkorb entfernen wegwerfen",
  undo: "back revert rückgängig zurück",
  redo: "again repeat wiederholen nochmal",
  readers: "confidential private secret restrict hide vertraulich geheim privat einschränken lesen",
  merge: "combine join duplicate zusammenführen vereinen verbinden doppelt",
  split: "separate divide trennen teilen abtrennen aufteilen",
  link: "relate connect reference verknüpfen verbinden verweisen",
  guests: "share external link invite gast teilen extern freigeben einladen",
  unread: "read unread seen gelesen ungelesen",
  reply: "respond antworten beantworten",
  "reply-all": "respond everybody allen antworten",
  forward: "send on weiterleiten weitergeben",
  note: "comment internal mention notiz kommentar intern anmerkung",
  task: "todo checklist to-do aufgabe checkliste",
  "new-mail": "compose write email verfassen schreiben neue e-mail",
  select: "mark choose bulk auswählen markieren mehrere",
  "select-shown": "bulk everything alle auswählen",
  search: "find look for suchen finden",
  help: "shortcuts keyboard hotkeys tastenkürzel tastatur hilfe",
  settings: "preferences language dark mode density einstellungen sprache dunkel konto profil",
  "address-settings":
    "signature rights members mode signatur rechte mitglieder modus einstellungen",
  "new-address": "create mailbox list inbox anlegen verteiler postfach adresse",
  addresses: "mailboxes lists inboxes verteiler postfächer eingänge",
  domains: "dns spf dkim dmarc mx",
  people: "users accounts colleagues benutzer konten kollegen mitarbeiter",
  teams: "groups gruppen",
  statuses: "states stages zustände",
  intake: "received ledger incoming eingang empfangen angekommen",
  outbox: "queue delivery sent bounce warteschlange versand gesendet zustellung",
  audit: "log history protokoll verlauf nachweis",
  glass: "emergency access notzugang notfall",
  views: "filters smart folders ansichten filter ordner",
  "new-view": "filter smart folder save search ansicht suche speichern ordner",
  "saved-replies": "templates canned macros snippets textbausteine vorlagen",
  "sign-out": "log out logout sign out abmelden ausloggen",
};

interface Named {
  id: string;
  name: string;
}

/** What fits: first what is called so, then what is called so elsewhere. */
export function fitting<T extends Named>(typed: string, all: readonly T[]): T[] {
  const wanted = plain(typed);
  const called = all.filter(({ name }) => plain(name).includes(wanted));
  return [...called, ...all.filter((one) => !called.includes(one) && meant(wanted, one))];
}

/** Whether each word begins one of the name, or one of what the command is called elsewhere. */
function meant(wanted: string, { id, name }: Named): boolean {
  const known = plain(`${name} ${WORDS[id] ?? ""}`).split(/[^\p{L}\p{N}-]+/u);
  return wanted.split(/\s+/).every((word) => known.some((one) => one.startsWith(word)));
}

/** Without case and without dots and accents: "Prioritat" finds "Priorität". */
function plain(text: string): string {
  return text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

export const described = Object.keys(WORDS);
