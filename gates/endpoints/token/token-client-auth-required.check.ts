import { defineRefusal, eachCase, fail, pass } from "../../../core/check.ts";
import { refusedBy, summary } from "../reading.ts";
import { rightSecretAccepted } from "./grants.ts";

export default defineRefusal({
  level: "required",
  title: "No code is redeemed without the client's secret",
  failureTitle: "A code is redeemed without the client's secret",
  why: "Spokes are confidential clients: whoever intercepts a code must not be able to use it.",
  remedy: "Hub operator: register the client as confidential and refuse a missing, empty or wrong secret.",
  sources: ["S2:client-registration", "RFC6749:3.2.1"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.client_auth"],
  control: rightSecretAccepted,
  judge: ({ token }, { hub }) =>
    eachCase(
      token.client_auth.attempts ?? [],
      ({ name }) => name ?? "attempt",
      ({ name, answer }) => {
        const refused = refusedBy(name ?? "attempt", answer);
        if (refused.is === "neither") return refused.judgement;
        return refused.is === "refused"
          ? pass
          : fail(
              `${answer?.url ?? hub.endpoints.token} (${name})`,
              "401 invalid_client",
              summary(answer),
              answer?.exchange,
            );
      },
    ),
});
