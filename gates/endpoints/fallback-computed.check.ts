import { all, type Case, defineCheck } from "../../core/check.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { Hub } from "../../core/subject.ts";
import { type Endpoint, fiveEndpoints, worksSomewhere } from "./fallback.ts";

/** What a spoke may use until the public domain works: its address, where the issuer is known. */
const temporary = (name: Endpoint["name"], { endpoints, issuer }: Hub) => {
  const at = issuer === undefined ? undefined : backendTwin(endpoints[name], issuer);
  return { because: "works on the issuer's host only: a temporary setting", ...(at !== undefined && { at }) };
};

export default defineCheck({
  level: "required",
  title: "Each of the five endpoints works on one host at least",
  failureTitle: "An endpoint works on no host",
  why: "Where only the issuer's host works, a spoke may use that URL for a time; where none does, there is no way in.",
  remedy:
    "Hub operator: bring the endpoint up. Spoke team: until the public domain works, use the temporary URL shown.",
  sources: ["S2:Gate-1", "S3:Gate-1"],
  kinds: ["client"],
  needs: [
    "discovery.public",
    "discovery.backend",
    "jwks.public",
    "jwks.backend",
    "authorize.signin",
    "authorize.backend",
    "token.exchange",
    "token.backend",
    "userinfo.bearer",
    "userinfo.backend",
  ],
  judge: (given, { hub }) => {
    const judged = fiveEndpoints(given).map((endpoint) => ({
      endpoint,
      judgement: worksSomewhere(endpoint, hub.endpoints[endpoint.name]),
    }));
    const cases = judged.map(
      ({ endpoint: { name, here }, judgement }): Case => ({
        name,
        outcome: judgement.is,
        ...(judgement.is === "pass" && !here && temporary(name, hub)),
        ...(judgement.is === "unknown" && { because: judgement.because }),
        ...(judgement.is === "fail" && {
          at: judgement.at,
          expected: judgement.expected,
          actual: judgement.actual,
        }),
      }),
    );
    return { ...all(judged.map(({ judgement }) => judgement)), cases };
  },
});
