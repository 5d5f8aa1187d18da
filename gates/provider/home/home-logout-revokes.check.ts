import {
  all,
  blockedBy,
  type Case,
  defineCheck,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { isAlive, isDead, type Silent } from "./silent.ts";

const judgeSilent = (after: Silent | undefined, what: string): Judgement => {
  if (after && isDead(after)) return pass;
  if (after && isAlive(after)) return fail(what, "login_required", after.got);
  return unknown(`${what} got ${after?.got ?? "nothing"}: ${after?.said ?? ""}`, "a new run");
};

export default defineCheck({
  level: "required",
  title: "Sign-out ends the shared session and its refresh tokens for every spoke",
  failureTitle: "Something of the session survives the sign-out",
  why: "The account home owns the shared session. Whatever it leaves alive signs the next person at the machine, or whoever copied a cookie, into every app.",
  remedy:
    'Account home: signOut({ scope: "global" }) on the shared backend and wait for its answer. Hub: end the session on the server, not only its cookie, and revoke every refresh token.',
  sources: ["S1:step-5", "S1:TEST-CHECKLIST"],
  threat: ["RFC9700:4.14"],
  kinds: ["account-home"],
  needs: ["home.signout"],
  judge: ({ home: { signout } }, { spoke }) => {
    const { unreached, clicked, before = [], after = [], copyBefore, copyAfter, refresh } = signout;
    if (unreached !== undefined) return blockedBy("provider/home-login-works", unreached);
    if (clicked === undefined) {
      return unknown(`no control named "${spoke.labels.sign_out}" could be clicked`, "`labels.sign_out`");
    }
    const known = before.filter(isAlive);
    if (known.length === 0) {
      return blockedBy(
        "claims/home-session-is-hub-session",
        "no spoke's silent probe knew the session before",
      );
    }
    const judged: { readonly name: string; readonly judgement: Judgement; readonly actual?: unknown }[] =
      known.map(({ spoke: id }) => {
        const now = after.find((one) => one.spoke === id);
        const name = `silent probe of ${id}`;
        return { name, judgement: judgeSilent(now, `${name} after sign-out`), actual: now?.got };
      });
    if (copyBefore && isAlive(copyBefore)) {
      const what = "a browser with a copy of everything that this one kept";
      judged.push({ name: what, judgement: judgeSilent(copyAfter, what), actual: copyAfter?.got });
    }
    const had = refresh?.before?.status === 200;
    judged.push({
      name: `refresh token of ${refresh?.spoke ?? "a spoke"}`,
      judgement: !had
        ? unknown(refresh?.because ?? `it answered ${refresh?.before?.status} before`, "a client's secret")
        : refresh?.after?.status === 200
          ? fail("refresh token after sign-out", "refused", "accepted", refresh.after.exchange)
          : pass,
    });
    const cases = judged.map(({ name, judgement, actual }): Case => {
      const shown = actual === undefined ? {} : { actual };
      return { name, outcome: judgement.is, ...shown, ...judgement };
    });
    const others = before.filter((one) => !isAlive(one));
    const apart = others.map(({ spoke: id, got }): Case => {
      return {
        name: `silent probe of ${id}`,
        outcome: "pass",
        actual: `${got} before sign-out too: not known here`,
      };
    });
    return { ...all(judged.map(({ judgement }) => judgement)), cases: [...cases, ...apart] };
  },
});
