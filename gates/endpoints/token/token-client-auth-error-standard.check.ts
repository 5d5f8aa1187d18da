import { blockedBy, defineRefusal, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { isDocument, summary } from "../reading.ts";
import { handsOut, noCode, noTokens, rightSecretAccepted } from "./grants.ts";

const WAYS: Readonly<Record<string, string>> = {
  both: "the secret in header and body at once",
  query: "the secret in the address",
};

const wrongSecret = (answer: Answer | undefined, basic: boolean): Judgement => {
  if (!answer) return noCode();
  if (answer.status === undefined || answer.status < 400 || answer.status >= 500) {
    return blockedBy("endpoints/token-client-auth-required", `the wrong secret: ${summary(answer)}`);
  }
  const error = isDocument(answer.json) ? answer.json.error : undefined;
  const challenge = answer.headers?.["www-authenticate"];
  const right = answer.status === 401 && error === "invalid_client" && (!basic || challenge !== undefined);
  const wanted = `401 invalid_client${basic ? " with WWW-Authenticate" : ""}`;
  const actual = `${summary(answer)}${basic && !challenge ? " without WWW-Authenticate" : ""}`;
  return right ? pass : fail(`${answer.url} (wrong secret)`, wanted, actual, answer.exchange);
};

/** That two ways at once and the address are taken gives nobody in: it lets secrets leak into logs. */
export default defineRefusal({
  level: "advisory",
  title: "Wrong client authentication is refused in the standard way",
  failureTitle: "Wrong client authentication is not refused in the standard way",
  why: "A backend that cannot tell a wrong secret from a wrong code hides the true cause; a secret that may stand in an address ends in logs.",
  remedy:
    "Hub operator: answer failed client authentication with 401 and error invalid_client, with WWW-Authenticate when Basic was used; take the secret from one place, header or body.",
  sources: ["RFC6749:5.2", "RFC6749:2.3.1"],
  kinds: ["client"],
  needs: ["token.client_auth", "token.auth_style"],
  control: rightSecretAccepted,
  judge: ({ token: { client_auth, auth_style } }, { spoke }) => {
    const wrong = client_auth.attempts?.find(({ name }) => name === "wrong-secret")?.answer;
    if (wrong && handsOut(wrong)) {
      return blockedBy("endpoints/token-client-auth-required", `the wrong secret: ${summary(wrong)}`);
    }
    const odd = (auth_style.attempts ?? []).filter(({ name = "" }) => Object.hasOwn(WAYS, name));
    const judged = [
      {
        name: "wrong secret",
        judgement: wrongSecret(wrong, spoke.client.auth_method === "client_secret_basic"),
      },
      ...odd.map(({ name = "", answer }) => ({
        name: WAYS[name] ?? name,
        judgement: noTokens(WAYS[name] ?? name, answer, "400 invalid_request"),
      })),
      ...(odd.length === 0 ? [{ name: "two ways at once", judgement: noCode() }] : []),
    ];
    return eachCase(
      judged,
      ({ name }) => name,
      ({ judgement }) => judgement,
    );
  },
});
