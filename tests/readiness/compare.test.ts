import { expect, test } from "vitest";
import { compareSummaries, sectionsOf } from "../../scripts/runs/compare.ts";
import type { Summary } from "../../scripts/runs/summary.ts";

const base: Summary = {
  decision: "GO",
  verdicts: { "endpoints/a (hub)": "pass" },
  metadata: { "discovery.public": { issuer: "i", scopes_supported: ["a", "b"] } },
  kids: ["k1"],
  headers: { "jwks.public, cache-control": "max-age=60" },
  hosts: ["a.example"],
  claims: { "claims.login.hub.claims.sub": "string", "claims.login.hub.claims.orgs": "list of string" },
  latency: { "a.example": 100, "b.example": 400 },
};
const told = (change: Partial<Summary>) =>
  sectionsOf(compareSummaries(base, { ...base, ...change })).flatMap(({ title, lines }) =>
    lines.map((line) => `${title} | ${line}`),
  );

test("the same is nothing, whatever order it was written in", () => {
  expect(told({})).toEqual([]);
  expect(told({ metadata: { "discovery.public": { scopes_supported: ["a", "b"], issuer: "i" } } })).toEqual(
    [],
  );
});

test.each<readonly [Partial<Summary>, readonly string[]]>([
  [{ decision: "NO-GO" }, ["Decision | decision: GO -> NO-GO"]],
  [{ verdicts: { "endpoints/a (hub)": "fail" } }, ["Verdicts | endpoints/a (hub): pass -> fail"]],
  [{ verdicts: {} }, ["Verdicts | endpoints/a (hub): pass -> absent"]],
  [
    { metadata: { "discovery.public": { issuer: "j", scopes_supported: ["a", "b"] } } },
    ["Metadata | discovery.public: issuer: i -> j"],
  ],
  [{ kids: ["k1", "k2"] }, ["JWKS | k2: absent -> there"]],
  [{ headers: {} }, ["Headers | jwks.public, cache-control: max-age=60 -> absent"]],
  [{ hosts: ["b.example"] }, ["Hosts | a.example: there -> absent", "Hosts | b.example: absent -> there"]],
  [
    { claims: { ...base.claims, "claims.login.hub.claims.orgs": "string" } },
    ["Claim shapes | claims.login.hub.claims.orgs: list of string -> string"],
  ],
  // A token that was not seen at all is one line, not one for each of its claims.
  [{ claims: {} }, ["Claim shapes | claims.login.hub.claims: there -> absent"]],
  [
    { latency: { "a.example": 250, "b.example": 400 } },
    ["Latency | a.example: median 100 ms -> median 250 ms"],
  ],
  // Noise: not twice as slow, or by little.
  [{ latency: { "a.example": 190, "b.example": 700 } }, []],
])("only what changed is told: %o", (change, lines) => {
  expect(told(change)).toEqual(lines);
});

test("what a system under test says stays on its line", () => {
  expect(
    told({ headers: { "jwks.public, server": "x\n  GO\u001b[2J" } })
      .join("\n")
      .split("\n"),
  ).toHaveLength(2);
});
