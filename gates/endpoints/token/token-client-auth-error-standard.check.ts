import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { isDocument, summary } from "../reading.ts";
import { noCode } from "./grants.ts";

export default defineCheck({
  level: "advisory",
  title: "A wrong secret is answered with invalid_client",
  failureTitle: "A wrong secret is not answered with invalid_client",
  why: "A backend that cannot tell a wrong secret from a wrong code hides the true cause from whoever must mend it.",
  remedy:
    "Hub operator: answer failed client authentication with 401 and error invalid_client, with WWW-Authenticate when Basic was used.",
  sources: ["RFC6749:5.2"],
  kinds: ["client"],
  needs: ["token.client_auth"],
  judge: ({ token }, { hub, spoke }) => {
    const answer = token.client_auth.attempts?.find(({ name }) => name === "wrong-secret")?.answer;
    if (!answer) return noCode();
    if (answer.status === undefined || answer.status < 400 || answer.status >= 500) {
      return blockedBy("endpoints/token-client-auth-required", `the wrong secret: ${summary(answer)}`);
    }
    const error = isDocument(answer.json) ? answer.json.error : undefined;
    const challenge = answer.headers?.["www-authenticate"];
    const basic = spoke.client.auth_method === "client_secret_basic";
    const right = answer.status === 401 && error === "invalid_client" && (!basic || challenge !== undefined);
    const wanted = `401 invalid_client${basic ? " with WWW-Authenticate" : ""}`;
    const actual = `${summary(answer)}${basic && !challenge ? " without WWW-Authenticate" : ""}`;
    return right ? pass : fail(`${answer.url ?? hub.endpoints.token}`, wanted, actual, answer.exchange);
  },
});
