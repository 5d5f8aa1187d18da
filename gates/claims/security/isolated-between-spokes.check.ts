import { all, defineRefusal, eachCase, unknown } from "../../../core/check.ts";
import { atUserinfo, judgeRefused, opensTo } from "./crossing.ts";

/** Both directions, at the hub and at the spoke; a border that was looked at from one side alone is not held. */
const DEMANDED = [
  "code redeemed by another client",
  "the other client's code, redeemed by this client",
  "hub's access token at the spoke",
  "the other client's access token at the spoke",
  "session token at the hub",
];
const OF_A_PEER = ["session token at the other spoke", "the other spoke's session token here"];

const THEIR_REFRESH = "the other spoke's refresh token";
/** Nothing is proven by refusing a token that does not work where it belongs. */
const unproven = unknown(
  "the other spoke's refresh token does not work in its own hands",
  "a refresh at the other spoke that works",
  // a spoke rests its refresh on the hub's, and on what that brings
  { check: "claims/hub-refresh-rotates" },
  { check: "claims/id-token-valid" },
  { evidence: "claims.isolation", because: "the other spoke refused its own refresh token" },
);

export default defineRefusal({
  level: "required",
  title:
    "Tokens, codes and refresh tokens are worth nothing at the hub, a spoke or a client that they are not for",
  failureTitle: "A token, code or refresh token is taken where it was not issued for",
  why: "One careless spoke must not become the key to all others, nor to the hub itself.",
  remedy:
    "At the side that took it: accept only tokens under your own key with your own issuer, and never add another's key to the list of trusted ones. At the hub: bind codes and refresh tokens to the client they were issued to, whichever client that is.",
  sources: ["S3:GATE-3", "S3:no-shared-secret", "RFC8725:3.8"],
  threat: ["RFC8725:2.7", "RFC9700:4.10"],
  kinds: ["client"],
  needs: ["claims.isolation", "userinfo.refusals"],
  control: opensTo("isolation", "every token works where it belongs"),
  judge: ({ claims: { isolation }, userinfo }, { peer }) => {
    const attempts = isolation.attempts ?? [];
    const lacks = (names: readonly string[]) =>
      names.filter((name) => !attempts.some((one) => one.name === name));
    const untried = lacks(DEMANDED);
    const untriedThere = peer === undefined ? [] : lacks(OF_A_PEER);
    return all([
      eachCase(
        attempts,
        ({ name }) => name ?? "attempt",
        (attempt) => {
          const judgement =
            attempt.sent === "userinfo" ? atUserinfo(attempt, userinfo) : judgeRefused(attempt);
          const dead = attempt.name?.startsWith(THEIR_REFRESH) && isolation.peer_refresh?.status !== 200;
          return judgement.is === "pass" && dead ? unproven : judgement;
        },
      ),
      ...(untriedThere.length > 0
        ? [
            unknown(
              `not tried: ${untriedThere.join(", ")}`,
              `a sign-in at ${peer?.name ?? "the other spoke"} that works for the test person`,
              // the other spoke lets nobody in whose id_token it cannot trust
              { check: "claims/id-token-valid" },
              { evidence: "claims.isolation", because: "there was no session at the other spoke" },
            ),
          ]
        : []),
      ...(untried.length > 0
        ? [
            unknown(
              `not tried: ${untried.join(", ")}`,
              "a second client (hub.test_client, or a `peer`) that the hub gives codes and tokens",
              { evidence: "claims.isolation", because: "not everything was tried" },
            ),
          ]
        : []),
    ]);
  },
});
