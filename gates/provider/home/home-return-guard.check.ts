import { defineRefusal, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/home-returns.ts";
import listedIsFollowed from "./listed-is-followed.control.ts";
import { told, wentTo } from "./places.ts";

const BY_ITS_FAMILY = "judged by the first of its family";

const judgeOne = (attempt: Attempt, wanted: string, at: string): Judgement => {
  const { ended, form, left = [], opened, offered = [], beside, skipped } = attempt;
  const harmless = beside === true && left.length === 1 && wentTo(attempt, wanted);
  if (ended === "left" && !harmless) return fail(`${at}?${form}`, "not followed", told(attempt));
  if (offered.length > 0) return fail(`${at}?${form}`, "no link to it", offered[0]);
  if ((opened ?? 0) > 0) return fail(`${at}?${form}`, "no other tab", `${opened} opened`);
  if (skipped !== undefined && !skipped.startsWith(BY_ITS_FAMILY)) {
    return unknown(`${at}?${form}: ${skipped}`, "allow_writes of the target, an attestation, or a new run");
  }
  return ended === undefined || ended === "error"
    ? unknown(`${at}?${form}: ${attempt.error ?? "not tried"}`, "a new run")
    : pass;
};

/**
 * A family is judged by every form of it that was tried. "Not followed" is what the screen did: it said no, or went on
 * without the address and landed at home once somebody was signed in.
 */
export default defineRefusal({
  level: "required",
  title: "A return address that is not on the allowlist is never followed",
  failureTitle: "A return address that is not on the allowlist is followed",
  why: "Whoever can choose where the account home sends people chooses which page asks them for their password next, and receives the code that hands them over.",
  remedy:
    "Account home: compare `return` byte for byte with the allowlist, on every entry and again right before leaving. No prefix, no origin, no pattern, nothing decoded twice.",
  sources: ["S1:step-1", "S1:TEST-CHECKLIST"],
  threat: ["RFC9700:4.11"],
  kinds: ["account-home"],
  needs: ["home.guard"],
  control: listedIsFollowed,
  judge: ({ home: { guard } }, { spoke }) => {
    const { return: wanted = "", attempts = [] } = guard;
    const groups = Map.groupBy(attempts, ({ screen, signedIn, family }) => {
      return `${screen}${signedIn ? ", signed in" : ""}: ${family}`;
    });
    return eachCase(
      groups,
      ([name, all]) => {
        const ended = all.filter(({ skipped }) => skipped === undefined).length;
        const rest = ended < all.length ? `, ${ended} to their end` : "";
        return `${name} (${all.length} ${all.length === 1 ? "form" : "forms"}${rest})`;
      },
      ([, all]): Judgement => {
        const judged = all.map((one) => {
          const path = Object.entries(spoke.screens).find(([name]) => name === one.screen)?.[1];
          return judgeOne(one, wanted, `${spoke.app}${path}`);
        });
        const tried = all.some(({ skipped }) => skipped === undefined);
        return (
          judged.find(({ is }) => is === "fail") ??
          judged.find(({ is }) => is === "unknown") ??
          (tried ? pass : unknown(`no form of it was tried to its end`, "allow_writes of the target"))
        );
      },
    );
  },
});
