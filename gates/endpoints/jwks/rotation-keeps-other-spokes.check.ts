import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { ending, gotCode } from "../authorize/walks.ts";
import { granted } from "../token/grants.ts";
import { stillTaken } from "./rotation.ts";

export default defineCheck({
  level: "advisory",
  title: "A rotation of the signing key signs nobody out at another spoke either",
  failureTitle: "A rotation of the signing key signs people out at another spoke",
  why: "Both keys verify during the overlap, so no surface has to sign anybody out together with another. One that does makes every rotation an outage.",
  remedy:
    "Hub operator: a rotation changes the key that signs and nothing else: leave sessions and refresh tokens of every client as they are.",
  sources: ["S3:Rotation-is-non-disruptive"],
  kinds: ["client"],
  needs: ["jwks.rotation"],
  judge: ({ jwks: { rotation } }, { hub, peer }) => {
    const { unreached, other, walk } = rotation;
    if (unreached !== undefined || !walk) {
      return blockedBy("endpoints/rotation-overlap", unreached ?? "there was no rotation");
    }
    if (!other) return unknown("no other spoke was tried", "a spoke's `peer`");
    if (other.because !== undefined || !other.walk) {
      const because = `nobody was signed in at ${other.spoke} before the rotation: ${other.because}`;
      const works = ["endpoints/authorize-works-on-public-domain", "endpoints/token-works-on-public-domain"];
      return unknown(
        because,
        `the client secret of ${peer?.id ?? other.spoke}`,
        ...works.map((check) => ({ check })),
      );
    }
    const cases: readonly (readonly [string, Judgement])[] = [
      [`the refresh token of ${other.spoke} is taken`, stillTaken(other.refresh, granted, "token")],
      [
        `nobody is signed out at ${other.spoke}`,
        gotCode(other.walk)
          ? pass
          : fail(hub.endpoints.authorization, "a code without credentials", ending(other.walk)),
      ],
    ];
    return eachCase(
      cases,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
  },
});
