import { defineCheck, eachCase } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { judgeReuse } from "./reuse.ts";

export default defineCheck({
  level: "advisory",
  title: "A spent refresh token of the hub is refused, and its family ends with it",
  failureTitle: "A spent refresh token of the hub still works, or its family lives on",
  why: "A thief and the owner hold the same refresh token: whoever comes second betrays the theft. A hub that does not notice keeps both signed in.",
  remedy:
    "At the hub, turn on detection of reuse for refresh tokens: a token older than the parent of the active one is refused with invalid_grant, and every token of its family is revoked. A short window for lost answers is fine; state it as hub.refresh_reuse_seconds.",
  sources: ["RFC9700:4.14"],
  threat: ["RFC9700:4.14"],
  kinds: ["client"],
  needs: ["claims.hub_reuse"],
  judge: ({ claims: { hub_reuse: seen } }) =>
    seen.unreached === undefined
      ? eachCase(
          seen.cases ?? [],
          ({ name }) => name ?? "case",
          (one) => judgeReuse("hub", one),
        )
      : hidden("the hub's refresh tokens", "claims.hub_reuse", seen.unreached, seen.behind),
});
