import { blockedBy, defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/piece.ts";
import { isDocument, summary } from "../reading.ts";
import { granted, noCode } from "./grants.ts";

/** By the request's name; RFC 6749 5.2. */
const WANTED: Readonly<Record<string, string>> = {
  unknown: "unsupported_grant_type",
  "no-grant-type": "invalid_request",
  "no-code": "invalid_request",
  "no-such-code": "invalid_grant",
};
const wantedFor = ({ name }: Attempt): string | undefined => WANTED[name ?? ""];

export default defineCheck({
  level: "advisory",
  title: "The token endpoint says what is wrong with a request",
  failureTitle: "The token endpoint does not say in the standard way what is wrong with a request",
  why: "Client libraries decide by the error's name whether to sign in again, to try again or to report a mistake of their own.",
  remedy: "Hub operator: answer 400 with JSON and invalid_request, invalid_grant or unsupported_grant_type.",
  sources: ["RFC6749:5.2"],
  kinds: ["client"],
  needs: ["token.requests", "token.client_auth"],
  judge: ({ token: { requests, client_auth } }, { hub }) => {
    const { control } = client_auth;
    if (!control) return noCode();
    if (!granted(control)) return blockedBy("endpoints/token-works-on-public-domain", summary(control));
    return eachCase(
      (requests.attempts ?? []).filter((attempt) => wantedFor(attempt) !== undefined),
      ({ name }) => name ?? "request",
      (attempt) => {
        const { name, answer } = attempt;
        const { status, json, headers, exchange } = answer ?? {};
        if (granted(answer)) return blockedBy("endpoints/token-grants-closed", `${name}: ${summary(answer)}`);
        if (status === undefined || status >= 500 || status === 429) {
          return unknown(`${name}: ${summary(answer)}`, "a token endpoint that answers this request");
        }
        const wanted = wantedFor(attempt);
        const error = isDocument(json) ? json.error : undefined;
        const said = /\bjson\b/i.test(headers?.["content-type"] ?? "") && error === wanted;
        const at = `${answer?.url ?? hub.endpoints.token} (${name})`;
        return status === 400 && said ? pass : fail(at, `400 ${wanted} as JSON`, summary(answer), exchange);
      },
    );
  },
});
