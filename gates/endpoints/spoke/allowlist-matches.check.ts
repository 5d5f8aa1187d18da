import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { asCallback, asReturn } from "./allowlist.ts";

export default defineCheck({
  level: "advisory",
  title: "The published allowlist is what the hub and the account home accept",
  failureTitle: "The published allowlist is not what is accepted",
  why: "Spoke teams copy their addresses from the list; one that is listed and refused ends a login with an error.",
  remedy:
    "Cargo admin: bring the list and the settings together: add what is listed, take off the list what is not accepted, and mark what is retired.",
  sources: ["S1:step-5", "S3:redirect-allowlist"],
  kinds: ["client"],
  where: {
    holds: ({ hub, id }) => hub.redirect_allowlist.some(({ spoke }) => spoke === id),
    because: "no entry of the published allowlist is this spoke's",
  },
  needs: ["allowlist.entries"],
  judge: ({ allowlist }, { hub, spoke }) => {
    const attempts = allowlist.entries.attempts ?? [];
    if (attempts.length === 0) {
      const because = "no entry was tried";
      return unknown(because, "a run in which they are tried", { evidence: "allowlist.entries", because });
    }
    const unlisted = attempts.find(({ name }) => name === "unlisted");
    const accepted = attempts
      .filter((one) => one !== unlisted)
      .map((one) => ({
        name: one.name ?? "entry",
        judge: () => (one.walk ? asCallback(one) : asReturn(one, unlisted)),
      }));
    const old = [`${spoke.app}/auth/callback`, `${spoke.app}/auth/silent`];
    const retired = hub.redirect_allowlist
      .filter(({ url }) => old.includes(url))
      .map(({ url, retired }) => ({
        name: `${url} (retired)`,
        judge: () =>
          retired
            ? pass
            : fail("spokes.yaml: hub.redirect_allowlist", `${url} retired`, "listed as accepted"),
      }));
    return eachCase(
      [...accepted, ...retired],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
