/** Rights of a person and of their teams are one. */
import { expect, test } from "vitest";
import type { Right } from "../../api/types.ts";
import { together } from "./holders.ts";

const TEAMS = [
  { id: "1", name: "Support", members: ["anna@acme.example", "ben@acme.example"] },
  { id: "2", name: "Buchhaltung", members: ["cem@acme.example"] },
];

test.each<[string, Right[], Right[], string[]]>([
  ["anna@acme.example", ["manage"], ["read", "write_as", "manage"], ["Support"]],
  ["anna@acme.example", ["own"], ["read", "write_as"], ["Support"]],
  ["cem@acme.example", ["own"], ["own"], []],
  ["dana@acme.example", [], [], []],
])("%s with %j of their own", (user, own, rights, by) => {
  const grants = own.length ? [{ user, rights: own }] : [];
  const team_grants = [
    { team: { id: "1", name: "Support" }, rights: ["read", "write_as"] as Right[] },
  ];
  expect(together({ grants, team_grants }, user, TEAMS)).toEqual({ rights, by });
});
