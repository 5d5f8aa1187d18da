import { type Case, defineRefusal, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn, loginNamed, notTried } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "A new key of the provider is taken up without a restart",
  failureTitle: "A new key of the provider is not taken up, or signs people out",
  why: "The hub rotates its keys. The day it does, nobody can sign in at a spoke that does not look again, and nobody may lose the session they have.",
  remedy:
    "Spoke backend: fetch the key set again, once, when a token names a kid that is not in it. A wait between two fetches may be as long as backend.jwks_cooldown_seconds.",
  sources: ["S3:JWKS", "OIDCC:10.1.1"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => {
    const judged = eachCase(
      ["rotated key", "signed in before the rotation"],
      (name) => name,
      (name): Judgement => {
        const login = loginNamed(logins, name);
        if (login?.session === undefined) return notTried(name);
        const said = login.landed?.description ?? login.own?.status ?? "no session";
        return letIn(login) ? pass : fail(name, "a session", said, ...ids(login));
      },
    );
    const { waited = 0 } = loginNamed(logins, "rotated key") ?? {};
    const late: Case[] =
      judged.is === "pass" && waited > 0.5
        ? [{ name: `followed after ${Math.round(waited)} s (reported)`, outcome: "pass" }]
        : [];
    return judged.cases ? { ...judged, cases: [...judged.cases, ...late] } : judged;
  },
});
