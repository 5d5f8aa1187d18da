import { defineRefusal, eachCase } from "../../../core/check.ts";
import { atUserinfo, judgeRefused, opensTo } from "./crossing.ts";

export default defineRefusal({
  level: "required",
  title:
    "Tokens, codes and refresh tokens are worth nothing at the hub, a spoke or a client that they are not for",
  failureTitle: "A token, code or refresh token is taken where it was not issued for",
  why: "One careless spoke must not become the key to all others, nor to the hub itself.",
  remedy:
    "At the side that took it: accept only tokens under your own key with your own issuer, and never add another's key to the list of trusted ones. At the hub: bind codes and refresh tokens to the client they were issued to.",
  sources: ["S3:GATE-3", "S3:no-shared-secret", "RFC8725:3.8"],
  threat: ["RFC8725:2.7", "RFC9700:4.10"],
  kinds: ["client"],
  needs: ["claims.isolation", "userinfo.refusals"],
  control: opensTo("isolation", "every token works where it belongs"),
  judge: ({ claims: { isolation }, userinfo }) =>
    eachCase(
      isolation.attempts ?? [],
      ({ name }) => name ?? "attempt",
      (attempt) => (attempt.sent === "userinfo" ? atUserinfo(attempt, userinfo) : judgeRefused(attempt)),
    ),
});
