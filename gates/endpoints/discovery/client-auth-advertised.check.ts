import { defineCheck, fail, pass } from "../../../core/check.ts";
import { discoveryOf } from "../reading.ts";

/** Left out, the list means client_secret_basic (OIDCD 3). */
const DEFAULT: readonly unknown[] = ["client_secret_basic"];

export default defineCheck({
  level: "advisory",
  title: "Discovery advertises the client authentication that the spoke uses",
  failureTitle: "Discovery does not advertise the client authentication that the spoke uses",
  why: "A backend that follows the document sends its secret in a way that the hub may not take.",
  remedy:
    "Hub operator: list the client's registered method in token_endpoint_auth_methods_supported. Spoke team: correct client.auth_method in spokes.yaml when it is stale.",
  sources: ["S2:client-registration", "OIDCC:9", "OIDCD:3"],
  kinds: ["client"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }, { spoke }) => {
    const read = discoveryOf(answer);
    if ("blocked" in read) return read.blocked;
    const methods = read.document.token_endpoint_auth_methods_supported ?? DEFAULT;
    return Array.isArray(methods) && methods.includes(spoke.client.auth_method)
      ? pass
      : fail(
          `${answer.url} token_endpoint_auth_methods_supported`,
          `a list with ${spoke.client.auth_method}`,
          methods,
          answer.exchange,
        );
  },
});
