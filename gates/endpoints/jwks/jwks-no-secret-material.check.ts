import { all, blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { keysOf, summary } from "../reading.ts";

const NAMES = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const PRIVATE = new RegExp(`"(?:${NAMES.join("|")})"\\s*:`, "g");
const SYMMETRIC = /"kty"\s*:\s*"oct"/i;
/** Both as it came, because a parser hides the first of two equal members, and as it reads: names may be escaped. */
const textsOf = ({ body = "", json }: Answer): string => `${body}\n${JSON.stringify(json) ?? ""}`;

const scan = (answer: Answer, of: string): Judgement => {
  const at = answer.url ?? of;
  if (answer.status === undefined) {
    const because = `${at}: ${summary(answer)}`;
    return unknown(because, "a route to that host", { evidence: of, because });
  }
  const text = textsOf(answer);
  const found = [...new Set((text.match(PRIVATE) ?? []).map((one) => one.replace(/\s*:$/, "")))];
  if (found.length > 0)
    return fail(at, "public members only", `the private members ${found.join(", ")}`, answer.exchange);
  return SYMMETRIC.test(text) ? fail(at, "no symmetric key", 'a key of type "oct"', answer.exchange) : pass;
};
/** The advertised key set is one of the other two as a rule; without an address nobody knows where it would be. */
const ofAdvertised = (answer: Answer, others: readonly Answer[]): readonly Judgement[] => {
  if (answer.url === undefined) {
    return [blockedBy("endpoints/discovery-metadata-valid", "discovery advertises no jwks_uri")];
  }
  return others.some(({ url }) => url === answer.url) ? [] : [scan(answer, "jwks.advertised")];
};

export default defineCheck({
  level: "required",
  title: "The key set holds no secret",
  failureTitle: "The key set publishes secret key material",
  why: "Whoever reads a private or symmetric key can sign in anywhere as anybody.",
  remedy:
    "Hub operator: rotate the key at once, revoke every session, and publish public members only. This cannot be waived.",
  sources: ["S3:no-shared-secret", "RFC7517:9.2", "RFC7518:6"],
  kinds: ["hub"],
  needs: ["jwks.public", "jwks.backend", "jwks.advertised"],
  judge: ({ jwks }) => {
    const found = [
      scan(jwks.public, "jwks.public"),
      scan(jwks.backend, "jwks.backend"),
      ...ofAdvertised(jwks.advertised, [jwks.public, jwks.backend]),
    ];
    if (!keysOf(jwks.public) && !keysOf(jwks.backend) && found.every((one) => one.is === "pass")) {
      return blockedBy("endpoints/jwks-answers", `no key set to look at: ${summary(jwks.public)}`);
    }
    return all(found);
  },
});
