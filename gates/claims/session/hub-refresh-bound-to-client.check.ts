import { all, blockedBy, defineRefusal, eachCase, unknown } from "../../../core/check.ts";
import { judgeRefused, opensTo } from "../security/crossing.ts";

const DEMANDED = ["another client", "without a secret", "with a wrong secret"];

export default defineRefusal({
  level: "required",
  title: "A refresh token of the hub works for its own client alone, and only with its secret",
  failureTitle: "A refresh token of the hub works for another client, or without the client's secret",
  why: "A refresh token found in one spoke's logs must not open another one's door, nor any door without the secret.",
  remedy:
    "At the hub, compare the client that presents a refresh token with the one it was issued to, after authenticating it, and answer invalid_grant or invalid_client.",
  sources: ["RFC6749:6", "RFC9700:4.14"],
  threat: ["RFC9700:4.14"],
  kinds: ["client"],
  needs: ["claims.hub_binding", "token.client_auth"],
  control: opensTo(
    "hub_binding",
    "the token's own client is given new tokens, and the other client is known",
  ),
  judge: ({ claims: { hub_binding: seen }, token }) => {
    const open = token.client_auth.attempts?.some(({ answer }) => answer?.status === 200);
    if (token.client_auth.attempts === undefined) {
      return blockedBy(
        "endpoints/token-client-auth-required",
        "whether clients must authenticate was not seen",
      );
    }
    const attempts = seen.attempts ?? [];
    const untried = DEMANDED.filter((name) => !attempts.some((one) => one.name === name));
    return all([
      eachCase(
        attempts,
        ({ name }) => name ?? "attempt",
        (attempt) =>
          open && attempt.name !== "another client"
            ? blockedBy(
                "endpoints/token-client-auth-required",
                "the token endpoint asks no client for its secret",
              )
            : judgeRefused(attempt),
      ),
      ...(untried.length > 0
        ? [unknown(`not tried: ${untried.join(", ")}`, "a `peer` or hub.test_client in spokes.yaml")]
        : []),
    ]);
  },
});
