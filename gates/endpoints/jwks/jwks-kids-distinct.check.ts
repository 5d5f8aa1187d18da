import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { isText, keysOf, summary } from "../reading.ts";

export default defineCheck({
  level: "required",
  title: "Every key has a kid of its own",
  failureTitle: "A key has no kid, or two keys share one",
  why: "Rotation is picked up by the kid in the token's header; a missing or doubled kid makes the choice of key a guess.",
  remedy: "Hub operator: give every published key a distinct kid.",
  sources: ["S3:rotation", "OIDCC:10.1"],
  kinds: ["hub"],
  needs: ["jwks.effective"],
  judge: ({ jwks: { effective: answer } }) => {
    const keys = keysOf(answer);
    if (!keys) return blockedBy("endpoints/jwks-answers", `no key set to look at: ${summary(answer)}`);
    if (keys.length === 0) return blockedBy("endpoints/jwks-keys-usable", "the key set is empty");
    const kids = keys.map((key) => key.kid);
    return kids.every(isText) && new Set(kids).size === kids.length
      ? pass
      : fail(
          `${answer.url} kid`,
          "a kid on every key, all distinct",
          kids.map((kid) => kid ?? "absent"),
          answer.exchange,
        );
  },
});
