import type { Matrix } from "../../core/claims/matrix.ts";
import { HOPS, type Loss, traceWays } from "../../core/claims/path.ts";
import type { Contract, Surface } from "../../core/contract.ts";
import { html, type Markup } from "./markup.ts";
import { said } from "./values.ts";

/** What a claim reaches by each hop, in order. */
const STATIONS: Readonly<Record<(typeof HOPS)[number], string>> = {
  hub: "Hub",
  "hub-to-id-token": "id_token, userinfo",
  "spoke-login": "Spoke session",
  "session-to-rls": "Postgres",
  "rls-to-policy": "Policies",
};

/** Losses that are one thing to set: the same hop, in the same phases, for one claim or several. */
interface Group {
  readonly loss: Loss;
  readonly claims: readonly string[];
  readonly phases: readonly string[];
  readonly set: string;
}

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)];
const withoutName = ({ set, claim }: Loss): string => set.replaceAll(`"${claim}"`, "each");

/** One claim that is lost in the same way after several phases is told once; so are several that need the same. */
const inGroups = (lost: readonly Loss[]): readonly Group[] => {
  const byClaim = Map.groupBy(lost, ({ claim, hop, what, after }) => `${claim} ${hop} ${what} ${after}`);
  const byCause = Map.groupBy(byClaim.values(), (all) => {
    const phases = all.map(({ phase }) => phase).join();
    return all[0] ? `${all[0].hop} ${all[0].what} ${all[0].after} ${phases} ${withoutName(all[0])}` : "";
  });
  return [...byCause.values()].flatMap((alike) => {
    const all = alike.flat();
    const [loss] = all;
    if (!loss) return [];
    const claims = distinct(all.map(({ claim }) => claim));
    const set = claims.length > 1 ? withoutName(loss) : loss.set;
    return [{ loss, claims, phases: distinct(all.map(({ phase }) => phase)), set }];
  });
};

/** The stations of the way, up to the one where it breaks. A way that nobody could look at breaks at an unknown one. */
const drawing = ({ hop, what }: Loss): Markup => {
  const broken = hop === "hidden" ? HOPS.indexOf("spoke-login") : HOPS.indexOf(hop);
  const stateAt = (index: number) => {
    if (index > broken) return { kind: "after", mark: "\u2013", word: "not reached" };
    if (index === broken) return { kind: "lost", mark: "\u2715", word: what };
    return hop === "hidden"
      ? { kind: "hidden", mark: "?", word: "not looked at" }
      : { kind: "well", mark: "\u2713", word: "reached" };
  };
  return html`<ol class="way">${HOPS.map((one, index) => {
    const { kind, mark, word } = stateAt(index);
    return html`<li class="${kind}"><span aria-hidden="true">${mark}</span> ${STATIONS[one]}<span class="sr">: ${word}</span></li>`;
  })}</ol>`;
};

/** Where claims are lost between the hub and a policy, and what to set there; nothing when none is. */
export const claimPaths = (
  contract: Contract,
  matrix: Matrix,
  policies: unknown,
  words: Readonly<Record<Surface, string>>,
): Markup | false => {
  const groups = inGroups(traceWays(contract, matrix, policies));
  return (
    groups.length > 0 &&
    html`<h3>Where claims are lost</h3><ul class="losses">${groups.map(
      ({ loss, claims, phases, set }) =>
        html`<li><p>${claims.map((claim) => html`<code>${claim}</code> `)}<span class="tag bad">${loss.what}</span> after ${phases.join(", ")}${loss.after !== undefined && html`, last right on ${words[loss.after]}`}</p>${drawing(loss)}<p class="note">To set: ${said(set)}</p></li>`,
    )}</ul>`
  );
};
