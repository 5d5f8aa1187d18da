import { expect, test } from "vitest";
import { parse } from "yaml";
import { architectureDecision } from "../../core/spokes/client-schema.ts";
import { ACCEPTABLE } from "../../core/tripwire/mode-names.ts";
import { storedRows } from "../../core/tripwire/stored.ts";
import { wireFor } from "../../core/tripwire/wire.ts";
import html from "../../reporters/html/html.reporter.ts";
import markdown from "../../reporters/markdown/markdown.reporter.ts";
import { decisionYaml } from "../../reporters/words/decision-yaml.ts";

import { full } from "./sample-full.ts";
import { spokeSubject as pilot } from "./sample-subjects.ts";

const at = { target: "staging", decidedAt: "2026-11-20T12:00:00.000Z" };

test.each(ACCEPTABLE)(
  "the entry for %s is refused as it is printed, and taken when it is filled in",
  (mode) => {
    const { architecture_decision: entry } = parse(decisionYaml(mode, at) ?? "");
    expect(architectureDecision.safeParse(entry).success).toBe(false);
    const filled = {
      ...entry,
      owner: "identity team",
      reason: "reviewed on the board",
      link: "https://example.com/decisions/12",
    };
    expect(architectureDecision.parse(filled)).toMatchObject({
      target: "staging",
      mode,
      until: "2027-05-19",
    });
  },
);

test("no entry is printed for what no review can accept", () => {
  for (const mode of ["manual", "mixed", undefined] as const) expect(decisionYaml(mode, at)).toBeUndefined();
});

const stored = { authorization: "https://t.example/a", scopes: ["openid"], pkce: true };

test("field by field: kept, dropped, changed, and what nobody entered", () => {
  const registered = {
    providers: [
      {
        identifier: pilot.spoke.provider.id,
        kind: "oauth2",
        authorization: pilot.hub.endpoints.authorization,
        discovery: "https://auth.cargo.ac/d",
      },
    ],
  };
  const registration = { poisoned: [], sent: stored, read: { ...stored, scopes: ["openid", "email"] } };
  const rows = storedRows(pilot, registered, { registrations: [registration] });
  const fates = Object.fromEntries(
    rows.map(({ setting, real, clone }) => [setting, [real.fate, clone.fate]]),
  );
  expect(fates).toMatchObject({
    kind: ["changed", undefined],
    "authorization endpoint": ["kept", "kept"],
    "token endpoint": ["dropped", undefined],
    scopes: ["dropped", "changed"],
    PKCE: ["dropped", "kept"],
  });
  const discovery = rows.find(({ setting }) => setting === "discovery address");
  expect(discovery?.real).toEqual({ entered: undefined, read: "https://auth.cargo.ac/d", fate: undefined });
});

test("without readback nothing is called dropped", () => {
  const rows = storedRows(pilot, undefined, { registrations: [{ poisoned: [], sent: stored }] });
  expect(rows.flatMap(({ real, clone }) => [real.fate, clone.fate]).filter(Boolean)).toEqual([]);
});

test("the wire of a setting is what came while it alone was poisoned", () => {
  const touches = ["discovery", "poisoned token", "poisoned token"].map((at) => ({ at, phase: "callback" }));
  const login = { name: "manual", session: true, own: { status: 200 }, start: { exchange: "x1" } };
  const registrations = [{ poisoned: [] }, { poisoned: ["token"], touches, logins: [login] }];
  expect(wireFor({ registrations }, "token")).toEqual([
    {
      where: "only token poisoned",
      registered: undefined,
      came: [
        { phase: "callback", at: "discovery", times: 1 },
        { phase: "callback", at: "poisoned token", times: 2 },
      ],
      logins: [{ name: "manual", letIn: true, exchanges: ["x1"] }],
    },
  ]);
});

test("the pack is told in the page and in the text, and nowhere but where Gate 2 is paused", () => {
  for (const told of [html.tell(full), markdown.tell(full)]) {
    expect(told).toContain("For the architecture review");
    expect(told).toContain("dropped");
    expect(told).toContain("changed");
    expect(told).toMatch(/poisoned token|requests came to the token URL of the discovery document/);
  }
  const gates = full.readiness.gates.map((one) => ({ ...one, status: "passed" as const }));
  const going = { ...full, readiness: { ...full.readiness, gates } };
  for (const told of [html.tell(going), markdown.tell(going)]) {
    expect(told).not.toContain("For the architecture review");
  }
});
