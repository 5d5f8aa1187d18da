import { blockedBy, defineCheck, eachCase, same, unknown } from "../../../core/check.ts";
import { discoveryOf } from "../reading.ts";
import { ending, gotCode, lastHop } from "./walks.ts";

/** It carries the backend's host through the browser: declared by the standard, not an exposure. */
export default defineCheck({
  level: "advisory",
  title: "The answer to the redirect URI names the issuer",
  failureTitle: "The answer to the redirect URI does not name the issuer",
  why: "A spoke that talks to several hubs tells by it which one has answered; without it two can be mixed up.",
  remedy: "Hub operator: add iss, equal to the discovery document's issuer, to every authorization response.",
  sources: ["RFC9207:2", "RFC9700:2.1"],
  threat: ["RFC9700:4.4"],
  kinds: ["client"],
  needs: ["authorize.signin", "authorize.errors", "discovery.effective"],
  judge: ({ authorize: { signin, errors }, discovery }, { hub }) => {
    const read = discoveryOf(discovery.effective);
    if ("blocked" in read) return read.blocked;
    const { issuer } = read.document;
    if (hub.issuer !== undefined && issuer !== hub.issuer) {
      return blockedBy("endpoints/issuer-matches-spoke-setting", `discovery names ${JSON.stringify(issuer)}`);
    }
    const success = signin.fallback ?? signin.walk;
    if (!gotCode(success)) {
      return blockedBy("endpoints/callback-allowlisted", `no code came back: ${ending(success)}`);
    }
    const failures = (errors.attempts ?? []).filter(({ walk }) => walk?.params?.error !== undefined);
    if (failures.length === 0) {
      const because = "no error came back to the redirect URI";
      return unknown(because, "a hub that reports errors there", { evidence: "authorize.errors", because });
    }
    return eachCase(
      [{ name: "success", walk: success }, ...failures],
      ({ name }) => name ?? "error",
      ({ name, walk }) =>
        same(`iss (${name})`, issuer, walk?.params?.iss ?? "absent", lastHop(walk)?.exchange),
    );
  },
});
