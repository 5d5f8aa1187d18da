import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/piece.ts";
import { ending, gotCode, lastHop, reachedPage } from "../authorize/walks.ts";
import { summary } from "../reading.ts";

const unseen = (because: string): Judgement =>
  unknown(because, "a look at the page in a browser", { evidence: "allowlist.entries", because });

/** A page that answers alike for every address says nothing about one of them. */
const asReturn = ({ sent, answer }: Attempt, unlisted: Attempt | undefined): Judgement => {
  const status = answer?.status;
  if (status === undefined) return unseen(`${sent}: ${summary(answer)}`);
  if (status >= 400 && status < 500) {
    return fail(`${answer?.url}`, `${sent} accepted as return address`, summary(answer), answer?.exchange);
  }
  const refused = unlisted?.answer?.status ?? 0;
  return refused >= 400 && refused < 500
    ? pass
    : unseen(`the account home answers ${summary(answer)} for ${sent} and for an address that nobody listed`);
};

const asCallback = ({ sent, walk }: Attempt): Judgement => {
  if (gotCode(walk) || reachedPage(walk)) return pass;
  const first = walk?.hops?.[0];
  return first?.status === 400 || first?.status === 403
    ? fail(
        `${first.url?.split("?")[0]} redirect_uri`,
        `${sent} accepted`,
        ending(walk),
        lastHop(walk)?.exchange,
      )
    : blockedBy("endpoints/authorize-works-on-public-domain", `${sent}: ${ending(walk)}`);
};

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
