import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Screen } from "../../../core/evidence/home.ts";

/** What must stand on a screen for it to be one. */
const lacks = ({ name, fields = [], signOutShown }: Screen): string | undefined => {
  if (name === "dashboard") return signOutShown === true ? undefined : "a sign-out control";
  if (name === "reset") return fields.length > 0 ? undefined : "a field";
  return fields.includes("password") ? undefined : "a password field";
};

export default defineCheck({
  level: "required",
  title: "Login, sign-up, reset and dashboard are there, each a screen of its own",
  failureTitle: "A screen of the account home is missing",
  why: "The account home is the one place where credentials live: every app sends its users there for exactly these screens.",
  remedy:
    "Account home: build the screen that is named, at its path. A page that answers every path alike is not a screen: answer unknown paths differently.",
  sources: ["S1:step-0", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.screens"],
  judge: ({ home }, { spoke }) => {
    const screens = home.screens.screens ?? [];
    const random = screens.find(({ name }) => name === "random");
    const stays = random?.landed !== undefined && random.landed === `${spoke.app}${random.path}`;
    return eachCase(
      Object.entries(spoke.screens),
      ([name, path]) => `${name} at ${path}`,
      ([name, path]): Judgement => {
        const at = `${spoke.app}${path}`;
        const screen = screens.find((one) => one.name === name);
        if (!screen || screen.ended === "error") {
          const because = `${at} was not loaded: ${screen?.error ?? "nobody looked"}`;
          return unknown(because, "a run in which it is reached", { evidence: "home.screens", because });
        }
        const { status = 200, said } = screen;
        if (status >= 400) return fail(at, "an answer below 400", status);
        const lacking = lacks(screen);
        if (lacking !== undefined) return fail(at, lacking, said);
        if (!random || random.said === undefined) {
          return unknown("no random path was looked at to compare with", "a new run");
        }
        return stays && random.said === said ? fail(at, "another page than at a random path", said) : pass;
      },
    );
  },
});
