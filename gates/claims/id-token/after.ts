import { blockedBy, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { PhaseSeen, SurfaceSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { hidden } from "../cells.ts";
import type { Still } from "../phases.ts";
import { judgeIdToken, OF_ACCESS, REFRESHED } from "./questions.ts";

type Seen = Evidence["claims.id_token"];
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface TokenCase {
  readonly name: string;
  readonly judge: () => Judgement;
}

/** What its moment held a token against; what stood in the way else. */
const against = (seen: Seen | undefined): { issuer: string; kids: readonly unknown[] } | Judgement => {
  const { issuer, kids } = seen ?? {};
  if (typeof issuer !== "string")
    return blockedBy("endpoints/discovery-answers", "live discovery names no issuer to hold iss against");
  return kids === undefined
    ? blockedBy("endpoints/jwks-answers", "there is no live key set")
    : { issuer, kids };
};

const surfaceCases = (
  phase: Still,
  name: string,
  surface: SurfaceSeen | undefined,
  cases: () => readonly TokenCase[],
): readonly TokenCase[] => {
  const one = (judgement: Judgement, said = name) => [{ name: said, judge: () => judgement }];
  if (surface?.absent !== undefined) return one(pass, `${name}: ${surface.absent}`);
  if (surface?.unreached !== undefined)
    return one(hidden(name, `claims.${phase}`, surface.unreached, surface.behind, surface.give));
  if (surface?.token === undefined)
    return one(unknown(`the ${name} was not seen`, "a run in which it is seen"));
  return cases();
};

/** The id_token that a refresh brought, held against that of its sign-in; none is fine. */
export const refreshedCases = (phase: "refresh" | "rotation", seen: PhaseSeen): readonly TokenCase[] =>
  surfaceCases(phase, `id_token after ${phase}`, seen.surfaces?.hub_id_token, () =>
    REFRESHED.map((question) => ({
      name: `id_token after ${phase}: ${question}`,
      judge: () => {
        const live = against(seen.id_token);
        if ("is" in live) return live;
        if (seen.id_token?.original === undefined)
          return unknown("the id_token of its sign-in was not seen", "a run in which the hub gives one");
        return judgeIdToken(question, seen.id_token, { ...live, what: `id_token after ${phase}` });
      },
    })),
  );

/** The hub's access token, where it is a JWT. `at`: the id_token of the same answer, with issuer and keys of its moment. */
export const accessCases = (phase: Still, seen: PhaseSeen, at: Seen | undefined): readonly TokenCase[] => {
  const surface = seen.surfaces?.hub_access_token;
  return surfaceCases(phase, `access token after ${phase}`, surface, () =>
    OF_ACCESS.map((question) => ({
      name: `access token after ${phase}: ${question}`,
      judge: () => {
        const live = against(at);
        if ("is" in live) return live;
        const { token, claims, exchange, seenAt } = surface ?? {};
        // a surface's claims stand beside its token
        const carried = {
          token: { ...token, ...(isRecord(claims) && { claims }) },
          ...(exchange && { exchange }),
          ...(seenAt && { seenAt }),
        };
        return judgeIdToken(question, carried, { ...live, what: `access token after ${phase}` });
      },
    })),
  );
};
