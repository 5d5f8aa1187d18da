import { defineRefusal, unknown } from "../../../core/check.ts";
import { summary } from "../reading.ts";
import { noCode, noTokens, rightSecretAccepted } from "./grants.ts";

export default defineRefusal({
  level: "advisory",
  title: "The token endpoint takes POST only",
  failureTitle: "The token endpoint gives tokens by GET",
  why: "A GET puts the code, and with some clients the secret, into addresses that proxies and logs keep.",
  remedy: "Hub operator: answer GET at the token endpoint with 405.",
  sources: ["RFC6749:3.2"],
  kinds: ["client"],
  needs: ["token.get"],
  control: rightSecretAccepted,
  judge: ({ token: { get } }, { spoke }) => {
    const { sent, answer } = get;
    if (!answer) return noCode();
    if (answer.status === 401 && sent !== spoke.client.auth_method) {
      const because = `GET was tried with ${sent}, which is not this client's way: ${summary(answer)}`;
      return unknown(because, "a client that authenticates with client_secret_basic");
    }
    return noTokens("GET", answer, "405");
  },
});
