import { defineRefusal, eachCase, fail, pass } from "../../../core/check.ts";
import { refusedBy, summary } from "../reading.ts";
import { goodTokenAccepted } from "./bearer.ts";

export default defineRefusal({
  level: "required",
  title: "Userinfo answers a good token only",
  failureTitle: "Userinfo answers without a good token",
  why: "Whoever can make up a token can read, and be, any user.",
  remedy:
    "Hub operator: check every bearer token's signature with the hub's own key and the algorithm of that key; never take `alg` from the token, and trust no key of a spoke.",
  sources: ["RFC6750:3.1", "RFC8725:3.1", "OIDCC:5.3.3"],
  threat: ["RFC8725:2.1"],
  kinds: ["client"],
  needs: ["userinfo.refusals"],
  control: goodTokenAccepted,
  judge: ({ userinfo }, { hub }) =>
    eachCase(
      userinfo.refusals.attempts ?? [],
      ({ name }) => name ?? "attempt",
      ({ name = "attempt", answer }) => {
        const refused = refusedBy(name, answer);
        if (refused.is === "neither") return refused.judgement;
        const at = `${answer?.url ?? hub.endpoints.userinfo} (${name})`;
        return refused.is === "refused" ? pass : fail(at, "401", summary(answer), answer?.exchange);
      },
    ),
});
