import { defineCheck, eachCase } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { judgeReuse } from "./reuse.ts";

export default defineCheck({
  level: "advisory",
  title: "A spent refresh token of the spoke is refused, and its session ends with it",
  failureTitle: "A spent refresh token of the spoke still works, or its session lives on",
  why: "A thief and the owner hold the same refresh token: whoever comes second betrays the theft. A spoke that does not notice keeps both signed in.",
  remedy:
    "At the spoke's backend, turn on detection of compromised refresh tokens (Authentication, Sessions) and keep the reuse interval short; state it as backend.refresh_reuse_seconds. The parent of the active token may give the same child again, nothing older may give anything.",
  sources: ["RFC9700:4.14"],
  threat: ["RFC9700:4.14"],
  kinds: ["client"],
  needs: ["claims.spoke_reuse"],
  judge: ({ claims: { spoke_reuse: seen } }) =>
    seen.unreached === undefined
      ? eachCase(
          seen.cases ?? [],
          ({ name }) => name ?? "case",
          (one) => judgeReuse("spoke", one),
        )
      : hidden("the spoke's refresh tokens", "claims.spoke_reuse", seen.unreached, seen.behind),
});
