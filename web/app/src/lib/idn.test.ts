/** Domains are shown as people write them, never as something they are not. */
import { expect, test } from "vitest";
import { shownAddress } from "./idn.ts";

test.each([
  ["uebel@xn--exmple-cua.org", "uebel@exämple.org"],
  ["info@XN--MLLER-KVA.de", "info@mÜller.de".toLowerCase()],
  ["a@xn--fiqs8s.xn--fiqs8s", "a@中国.中国"],
  ["a@xn--e1afmkfd.xn--p1ai", "a@пример.рф"],
  ["a@xn--80ak6aa92e.com", "a@xn--80ak6aa92e.com"],
  ["a@xn--.de", "a@.de"],
  ["a@xn--99999999.de", "a@xn--99999999.de"],
  ["anna@acme.example", "anna@acme.example"],
  ["xn--exmple-cua.org", "exämple.org"],
])("%s reads %s", (raw, shown) => {
  expect(shownAddress(raw).toLowerCase()).toBe(shown.toLowerCase());
});
