import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { dig } from "../../../core/contract.ts";
import type { SurfaceSeen } from "../../../core/evidence/claims.ts";
import { hidden } from "../cells.ts";

const TOKENS = ["hub_access_token", "spoke_session"] as const;

const judgeLife = (name: string, { claims, exchange }: SurfaceSeen, most: number): Judgement => {
  const [exp, iat] = [dig(claims, ["exp"]), dig(claims, ["iat"])];
  if (typeof exp !== "number" || typeof iat !== "number") {
    return unknown(`${name} does not say how long it lives`, "a JWT with exp and iat, or an attestation");
  }
  return exp - iat <= most ? pass : fail(`life of ${name}`, `at most ${most} s`, `${exp - iat} s`, exchange);
};
const judgeSize = (name: string, { token, exchange }: SurfaceSeen, most: number): Judgement => {
  if (token?.size === undefined) return unknown(`${name} was not measured`, "a run in which it is seen");
  return token.size <= most
    ? pass
    : fail(`size of ${name}`, `at most ${most} bytes`, `${token.size} bytes`, exchange);
};

export default defineCheck({
  level: "advisory",
  title: "Access tokens are short-lived and small",
  failureTitle: "An access token lives longer, or is larger, than the budget allows",
  why: "Until it expires, a token says what was true when it was made: rights taken away live on in it. A large one breaks proxies and headers when a person has many organisations.",
  remedy:
    "Shorten the life of the failing token (hub: the client's access token; spoke: JWT expiry in the backend's settings) to an hour or less. If it is too large, carry ids instead of objects in orgs and permissions of the active organisation only. The budget is backend.token_budget in spokes.yaml.",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims: { login } }, { spoke }) => {
    const { seconds, bytes } = spoke.backend.token_budget;
    return eachCase(
      TOKENS.flatMap((name) => [
        { name: `life of ${name}`, of: name, judge: (seen: SurfaceSeen) => judgeLife(name, seen, seconds) },
        { name: `size of ${name}`, of: name, judge: (seen: SurfaceSeen) => judgeSize(name, seen, bytes) },
      ]),
      ({ name }) => name,
      ({ of, judge }) => {
        const seen = login.surfaces?.[of];
        return seen === undefined || seen.unreached !== undefined
          ? hidden(`${of} after login`, "claims.login", seen?.unreached, seen?.behind, seen?.give)
          : judge(seen);
      },
    );
  },
});
