import { defineRefusal, eachCase } from "../../../core/check.ts";
import { judgeRefused, opensTo } from "./crossing.ts";

export default defineRefusal({
  level: "required",
  title: "A service token of the hub is nobody at the spoke",
  failureTitle: "The spoke takes a service token of the hub",
  why: "What opens everything at the hub opens nothing at a spoke, or whoever runs the hub reads every spoke's data, and a token lost there is lost everywhere.",
  remedy:
    "At the spoke's backend, trust no key of the hub but for id_tokens of a sign-in: keep signing keys, JWT secrets and service keys apart, and never copy the hub's into a list of trusted ones. If a shared legacy secret signs both, rotate it at the spoke.",
  sources: ["S2:GATE-3", "S3:no-shared-secret"],
  threat: ["RFC8725:2.7"],
  kinds: ["client"],
  needs: ["claims.hub_service"],
  control: opensTo(
    "hub_service",
    "the token opens something at the hub, and the spoke answers its own session",
  ),
  judge: ({ claims: { hub_service: seen } }) =>
    eachCase(seen.attempts ?? [], ({ name }) => name ?? "attempt", judgeRefused),
});
