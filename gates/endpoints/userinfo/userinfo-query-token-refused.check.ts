import { defineRefusal, fail, pass } from "../../../core/check.ts";
import { refusedBy, summary } from "../reading.ts";
import { goodTokenAccepted, noToken } from "./bearer.ts";

export default defineRefusal({
  level: "advisory",
  title: "Userinfo takes no token from the address",
  failureTitle: "Userinfo takes a token from the address",
  why: "Addresses are kept in logs, histories and referrers; a token there is a token in many hands.",
  remedy: "Hub operator: read the access token from the Authorization header only.",
  sources: ["RFC9700:4.3.2", "RFC6750:2.3"],
  threat: ["RFC9700:4.3.2"],
  kinds: ["client"],
  needs: ["userinfo.query"],
  control: goodTokenAccepted,
  judge: ({ userinfo: { query } }, { hub }) => {
    const { answer } = query;
    if (!answer) return noToken();
    const at = `${hub.endpoints.userinfo} (access_token in the query)`;
    const refused = refusedBy("a token in the query", answer);
    if (refused.is === "neither") return refused.judgement;
    return refused.is === "refused" ? pass : fail(at, "400 or 401", summary(answer), answer.exchange);
  },
});
