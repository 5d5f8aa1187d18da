import { defineRefusal, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/piece.ts";
import { judgeRefused, opensTo } from "./crossing.ts";

/** What counts is whether the session still stands, whatever the logout was answered. */
const judgeLogout = ({ answer, walk }: Attempt): Judgement => {
  const status = answer?.status;
  if (status === undefined || status >= 500) {
    return unknown(`the logout was answered ${status ?? "nothing"}`, "a run in which it is answered");
  }
  if (walk?.ended === "arrived with a code") return pass;
  const ended = walk?.params?.error ?? walk?.ended;
  return ended === undefined
    ? unknown("whether the session stands was not seen", "a run in which it is seen")
    : fail(
        "the person's own hub session after a client's logout",
        "it still stands",
        ended,
        answer?.exchange,
      );
};

export default defineRefusal({
  level: "advisory",
  title: "A client's access token cannot edit the person, nor end the person's own session at the hub",
  failureTitle: "A client's access token can edit the person or end their own session at the hub",
  why: "A spoke asks for openid, profile and email. A token that is a whole login of the person lets any spoke rewrite their record or throw them out everywhere.",
  remedy:
    "At the hub, accept a client's access token at userinfo alone; let account calls and global logout demand the person's own session.",
  sources: ["RFC9700:2.3", "RFC6749:3.3"],
  threat: ["RFC9700:4.9"],
  kinds: ["client"],
  needs: ["claims.client_token"],
  control: opensTo("client_token", "the client's access token is taken at userinfo"),
  judge: ({ claims: { client_token: seen } }) =>
    eachCase(
      seen.attempts ?? [],
      ({ name }) => name ?? "attempt",
      (attempt) => (attempt.walk === undefined ? judgeRefused(attempt) : judgeLogout(attempt)),
    ),
});
