import { defineRefusal, eachCase } from "../../../core/check.ts";
import { atUserinfo, judgeRefused, opensTo } from "./crossing.ts";

export default defineRefusal({
  level: "advisory",
  title: "An id_token opens nothing as a bearer, at the hub, at the spoke or at its data",
  failureTitle: "An id_token is taken as a bearer",
  why: "An id_token says who signed in; apps log and store it freely, and nobody can revoke it. Where it works as a bearer, global logout does not end it.",
  remedy:
    "At the side that took it: check `typ` and `aud` of bearer tokens, or that the token is one of your own sessions, and refuse everything else with 401.",
  sources: ["RFC8725:3.11", "RFC9068:4"],
  threat: ["RFC8725:2.8"],
  kinds: ["client"],
  needs: ["claims.id_bearer", "userinfo.refusals"],
  control: opensTo("id_bearer", "access token and session token are taken"),
  judge: ({ claims: { id_bearer: seen }, userinfo }) =>
    eachCase(
      seen.attempts ?? [],
      ({ name }) => name ?? "attempt",
      (attempt) =>
        attempt.name?.startsWith("at the hub's userinfo")
          ? atUserinfo(attempt, userinfo)
          : judgeRefused(attempt),
    ),
});
