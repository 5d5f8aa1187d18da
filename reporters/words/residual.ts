import type { Evidence } from "../../core/evidence/index.ts";
import type { Remains } from "../../core/evidence/session.ts";
import type { Report } from "../../core/report.ts";

/** One thing that stood for the person, and how long it stands for them after the global logout. */
export interface Residual {
  readonly what: string;
  /** seconds of access that are left; undefined: not measured, or without an end that can be told */
  readonly seconds: number | undefined;
  /** "0 s", "3597 s", "still accepted, no end told", "not measured" */
  readonly left: string;
  /** how it was measured, or why not */
  readonly how: string;
}

/** Name in the evidence, name for people, and why it may not be there when the journey came so far. */
const EXPECTED: readonly (readonly [string, string, string])[] = [
  ["hub session", "Hub cookie", "the client's secret is not given"],
  ["hub refresh token", "Hub refresh token", "no refresh token came with the hub's tokens"],
  ["hub access token at userinfo", "Hub access token at userinfo", "no access token of the hub's was had"],
  ["spoke refresh token", "Spoke refresh token", "no refresh token of the session is known by its looks"],
  [
    "spoke access token at its auth API",
    "Spoke access token at auth",
    "this backend's doors are not known: attest it",
  ],
  [
    "spoke access token at its data API",
    "Spoke access token at REST",
    "no table is declared to ask for (rls.tables), or this backend's doors are not known",
  ],
];

const since = (after: number | undefined) => (after === undefined ? "" : `, ${after} s after the sign-out`);

const toldOf = (what: string, thing: Remains): Residual => {
  const { worked, works, seconds, how = "tried again", triedAfter, before, after } = thing;
  const status = ({ status: code, error }: NonNullable<Remains["after"]>) =>
    String(code ?? error?.code ?? "no answer");
  if (works === undefined || worked !== true) {
    const because =
      worked === true
        ? "it was not tried again after it"
        : `it was not accepted before the logout either (${before ? status(before) : "not tried"})`;
    return { what, seconds: undefined, left: "not measured", how: `not measured because ${because}` };
  }
  const said = (answer: Remains["after"]) => (answer ? status(answer) : "no answer");
  const measured = `${how}${since(triedAfter)}: ${works ? "accepted" : "refused"} (${said(after)}); accepted before it (${said(before)})`;
  if (!works) return { what, seconds: 0, left: "0 s", how: measured };
  return seconds === undefined
    ? {
        what,
        seconds,
        left: "still accepted, no end told",
        how: `${measured}; nothing in it says when it ends`,
      }
    : { what, seconds, left: `${seconds} s`, how: `${measured}; its exp is so far away` };
};

const unmeasured = (what: string, because: string): Residual => ({
  what,
  seconds: undefined,
  left: "not measured",
  how: `not measured because ${because}`,
});

const otherSpoke = ({
  things = [],
  peer,
  peerBefore,
  peerAfter,
  noPeer,
}: Evidence["session.remains"]): Residual[] => {
  const what = `The other spoke${peer === undefined ? "" : ` (${peer})`}`;
  const silent = `${what}: silent sign-in`;
  if (peer === undefined) return [unmeasured(what, noPeer ?? "no other spoke was tried")];
  const own = things
    .filter(({ name = "" }) => name.startsWith(`${peer}'s `))
    .map((thing) => toldOf(`${what}: ${(thing.name ?? "").slice(peer.length + 3)}`, thing));
  if (peerBefore?.ended !== "signed in" || !peerAfter)
    return [unmeasured(silent, `the sign-in there ended "${peerBefore?.ended}" before the logout`), ...own];
  const asked = (peerAfter.asked ?? []).includes("credentials");
  const how = `a click on its button in the same browser; before it the same click signed in silently`;
  if (asked)
    return [
      { what: silent, seconds: 0, left: "0 s", how: `${how}, after it credentials were asked` },
      ...own,
    ];
  return peerAfter.ended === "signed in"
    ? [
        {
          what: silent,
          seconds: undefined,
          left: "still accepted, no end told",
          how: `${how}, and does so after it`,
        },
        ...own,
      ]
    : [unmeasured(silent, `the click after the logout ended "${peerAfter.ended}"`), ...own];
};

/** What is left of a person's access after the global logout, row by row. Empty where no sign-out was planned. */
export const residualOf = (report: Report): readonly Residual[] => {
  const found = report.evidence[report.readiness.spoke]?.["session.remains"];
  if (!found) return [];
  if (found.is !== "seen") {
    const why = "because" in found ? String(found.because) : "it was not looked at";
    return [...EXPECTED.map(([, what]) => unmeasured(what, why)), unmeasured("The other spoke", why)];
  }
  const seen = found.value as Evidence["session.remains"];
  const { things, unreached } = seen;
  if (things === undefined) {
    const why = unreached ?? "nothing was tried";
    return [...EXPECTED.map(([, what]) => unmeasured(what, why)), unmeasured("The other spoke", why)];
  }
  return [
    ...EXPECTED.map(([name, what, why]) => {
      const thing = things.find((one) => one.name === name);
      return thing
        ? toldOf(what, thing)
        : unmeasured(what, name.startsWith("hub") ? (unreached ?? why) : why);
    }),
    ...otherSpoke(seen),
  ];
};
