import { fail, type Judgement, pass, unknown } from "../../core/check.ts";
import type { Login } from "../../core/evidence/browser.ts";
import type { Remains } from "../../core/evidence/session.ts";

/** What must be dead; the rest is measured and told. */
export const DEAD = ["hub session", "hub refresh token"];

/** The click after a global logout, at this spoke or at another. */
export const judgeClick = ({ asked = [], ended, said }: Login, where: string): Judgement => {
  if (asked.includes("credentials")) return pass;
  if (ended === "signed in")
    return fail(`the next click ${where}`, "a question for credentials", "signed in, silently");
  return unknown(
    `the next click ${where} ended "${ended ?? "unseen"}"${said ? `: ${said}` : ""}`,
    "a new run",
  );
};

/** One thing that stood for the person: refused now, and accepted before. */
export const judgeThing = (
  name: string,
  thing: Remains | undefined,
  unreached: string | undefined,
): Judgement => {
  if (thing?.works === undefined)
    return unknown(unreached ?? `no ${name} was had to try`, "the client's secret", {
      check: "endpoints/token-works-on-public-domain",
    });
  if (thing.worked !== true)
    return unknown(`the ${name} was not accepted before the logout either`, "a new run");
  return thing.works ? fail(`${name} after the logout`, "refused", "accepted", thing.after?.exchange) : pass;
};
