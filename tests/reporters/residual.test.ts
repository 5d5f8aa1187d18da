import { expect, test } from "vitest";
import type { Report } from "../../core/report.ts";
import html from "../../reporters/html/html.reporter.ts";
import markdown from "../../reporters/markdown/markdown.reporter.ts";
import { residualOf } from "../../reporters/words/residual.ts";
import { reportOf, SPOKE } from "./sample.ts";

const told = (found: object): Report =>
  reportOf({
    decision: "GO",
    states: ["passed", "passed", "passed", "passed"],
    reasons: [],
    evidence: { [SPOKE]: { "session.remains": found } } as unknown as Report["evidence"],
  });
const seen = (value: object) => told({ is: "seen", value, seenAt: "2026-11-20T09:14:02.120Z" });
const thing = (name: string, worked: boolean, works: boolean, seconds?: number) => ({
  name,
  how: "asked with it",
  triedAfter: 0.2,
  before: { status: worked ? 200 : 401 },
  after: { status: works ? 200 : 401 },
  worked,
  works,
  ...(seconds !== undefined && { seconds }),
});
const rows = (report: Report) => residualOf(report).map(({ what, left }) => `${what}: ${left}`);

const whole = seen({
  things: [
    thing("hub session", true, false, 0),
    thing("hub refresh token", true, true),
    thing("spoke refresh token", false, false, 0),
    thing("spoke access token at its auth API", true, false, 0),
    thing("spoke access token at its data API", true, true, 3597),
    thing("network's refresh token", true, false, 0),
  ],
  peer: "network",
  peerBefore: { ended: "signed in" },
  peerAfter: { ended: "credentials asked", asked: ["credentials"] },
});

test("every thing has its seconds, and what was not measured is not zero", () => {
  expect(rows(whole)).toEqual([
    "Hub cookie: 0 s",
    "Hub refresh token: still accepted, no end told",
    "Hub access token at userinfo: not measured",
    "Spoke refresh token: not measured",
    "Spoke access token at auth: 0 s",
    "Spoke access token at REST: 3597 s",
    "The other spoke (network): silent sign-in: 0 s",
    "The other spoke (network): refresh token: 0 s",
  ]);
  const how = residualOf(whole).map((row) => row.how);
  expect(how[0]).toBe("asked with it, 0.2 s after the sign-out: refused (401); accepted before it (200)");
  expect(how[3]).toBe("not measured because it was not accepted before the logout either (401)");
});

test("a sign-in at the other spoke that goes on silently is never zero", () => {
  const peer = {
    peer: "network",
    peerBefore: { ended: "signed in" },
    peerAfter: { ended: "signed in", asked: [] },
  };
  expect(rows(seen({ things: [], ...peer })).at(-1)).toBe(
    "The other spoke (network): silent sign-in: still accepted, no end told",
  );
  const stuck = { ...peer, peerAfter: { ended: "stuck" } };
  expect(rows(seen({ things: [], ...stuck })).at(-1)).toBe(
    "The other spoke (network): silent sign-in: not measured",
  );
});

test("where nobody came so far each row says why; where no sign-out was planned there is no table", () => {
  for (const report of [
    seen({ unreached: "the login ended stuck" }),
    told({ is: "missed", because: "no password" }),
  ]) {
    expect(residualOf(report)).toHaveLength(7);
    for (const { seconds, how } of residualOf(report)) {
      expect(seconds).toBeUndefined();
      expect(how).toMatch(/^not measured because (the login ended stuck|no password)$/);
    }
  }
  const other = told({ is: "seen", value: { things: [], noPeer: "no second spoke is declared: peer" } });
  expect(residualOf(other).at(-1)?.how).toBe("not measured because no second spoke is declared: peer");
  expect(residualOf({ ...whole, evidence: {} })).toEqual([]);
});

test("the table stands in the page and in the short report", () => {
  expect(html.tell(whole)).toContain('<h2 id="residual">');
  expect(markdown.tell(whole)).toContain("| Spoke access token at REST | 3597 s |");
  expect(markdown.tell({ ...whole, evidence: {} })).not.toContain("Residual access");
});
