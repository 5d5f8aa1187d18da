import { defineRefusal, eachCase } from "../../../core/check.ts";
import { atUserinfo, judgeRefused, opensTo } from "./crossing.ts";

export default defineRefusal({
  level: "required",
  title: "The spoke's service key is nobody at the hub",
  failureTitle: "The hub takes the spoke's service key",
  why: "A service key passes every policy of its own backend. Where the hub takes it too, every spoke's administrator is the hub's.",
  remedy:
    "At the hub, trust no key of a spoke: keep signing keys and JWT secrets apart for every backend. If a shared legacy secret signs both, rotate it at the spoke first, then here.",
  sources: ["S2:GATE-3", "S3:no-shared-secret"],
  threat: ["RFC8725:2.7"],
  kinds: ["client"],
  needs: ["claims.service_key", "userinfo.refusals"],
  control: opensTo("service_key", "the key opens its own spoke's administration"),
  judge: ({ claims: { service_key: seen }, userinfo }) =>
    eachCase(
      seen.attempts ?? [],
      ({ name }) => name ?? "attempt",
      (attempt) => (attempt.sent === "GET" ? atUserinfo(attempt, userinfo) : judgeRefused(attempt)),
    ),
});
