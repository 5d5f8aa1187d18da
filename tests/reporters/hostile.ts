import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { reportOf } from "./sample.ts";
import { alice } from "./sample-subjects.ts";

/** Texts that a system under test could answer with, each made for one way of being shown. */
export const HOSTILE = {
  script: `</pre></style></title><script>window.__pwned=1;alert(1)</script><img src=x onerror="window.__pwned=2" class="injected">`,
  attribute: `" autofocus onfocus="window.__pwned=3" class="injected" data-x='\`><svg/onload=window.__pwned=4>`,
  link: "javascript:window.__pwned=5",
  fetch: `<link rel=stylesheet href=https://evil.test/a.css><iframe src=https://evil.test></iframe><base href=https://evil.test>`,
  ansi: "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\u001b[H \u009b31m \u0000 \u0008 \r overwrite",
  direction: "safe\u202egnp.exe \u2066isolated\u2069 \u200bzero \ufeffmark \u2028line",
  xml: "]]> <!-- --> <![CDATA[ &entity; \u000b \ufffe \uffff \ud800 lone",
  markdown:
    "```\n# heading\n[x](javascript:alert(1)) @everyone <b>bold</b> | cell | ![](https://evil.test/p.png) https://evil.test\n- item",
  huge: `${"A".repeat(1_000_000)}</script><script>window.__pwned=6</script>`,
} as const;

const every = Object.values(HOSTILE);
const all = every.slice(0, -1).join(" ");
let deep: unknown = "bottom";
for (let level = 0; level < 20_000; level++) deep = [deep];

const verdict = (check: string, over: Partial<Verdict>): Verdict => ({
  spoke: "cargoworks-ai",
  check,
  gate: 1,
  level: "required",
  outcome: "fail",
  at: all,
  ...over,
});

/** A report in which everything that comes from outside is hostile. */
export const hostileReport = (): Report => {
  const base = reportOf({
    decision: "NO-GO",
    states: ["failed", "failed", "failed", "failed"],
    reasons: every,
    harnessErrors: every,
  });
  const verdicts: readonly Verdict[] = [
    ...every.map((text, index) =>
      verdict(`endpoints/hostile-${index}`, {
        at: text,
        expected: text,
        actual: `${text} `,
        exchanges: [all],
      }),
    ),
    verdict("endpoints/objects", { expected: { [all]: all }, actual: { [all]: [all, null, deep] } }),
    verdict("endpoints/deep", { expected: deep, actual: "shallow" }),
    verdict("endpoints/email", {
      expected: alice.email,
      actual: `mailto:${encodeURIComponent(alice.email.toUpperCase())}`,
    }),
    verdict("endpoints/cases", {
      expected: HOSTILE.huge,
      actual: undefined,
      cases: every.map((text) => ({
        name: text,
        outcome: "fail" as const,
        at: text,
        expected: text,
        actual: all,
        exchanges: [text],
      })),
    }),
    ...every.map((text, index) =>
      verdict(`claims/hostile-${index}`, {
        gate: 3,
        outcome: "unknown",
        because: text,
        resolvedBy: text,
        cause: [{ evidence: text, because: text }, { control: text, because: text }, { threw: text }],
        harnessError: text,
      }),
    ),
    verdict("provider/aside", { gate: 2, level: "advisory", expected: all, actual: HOSTILE.script }),
    verdict("provider/apart", { gate: 2, outcome: "not-applicable", because: all }),
  ];
  const seen = (value: unknown) => ({ is: "seen", value, seenAt: all });
  return {
    ...base,
    readiness: {
      ...base.readiness,
      run: all,
      target: all,
      ruleset: all,
      settingsDigest: all,
      verdicts,
      startedAt: all,
      decidedAt: all,
    },
    checks: {},
    evidence: {
      "cargoworks-ai": {
        "browser.login": seen({
          hops: every.map((text) => ({
            method: text,
            url: `https://evil.test/${encodeURI("<script>")}?${"x"}#`,
            kind: "document",
            navigation: true,
            failed: text,
          })),
        }),
        "claims.login": seen({
          user: "alice",
          surfaces: {
            spoke_session: { claims: { username: HOSTILE.script, orgs: deep } },
            hub_id_token: { unreached: HOSTILE.attribute },
          },
        }),
        [HOSTILE.script]: { is: "missed", because: all, cause: every },
      },
    } as unknown as Report["evidence"],
    screenshots: [
      { path: "javascript:alert(1)", caption: all },
      { path: "../../etc/x.png", caption: all },
      { path: "x.png", caption: HOSTILE.attribute, data: `data:text/html,${HOSTILE.script}` },
    ],
    excused: [
      {
        spoke: "cargoworks-ai",
        check: "endpoints/hostile-0",
        by: "waiver",
        owner: all,
        reason: all,
        link: HOSTILE.link,
        until: all,
      },
    ],
  };
};
