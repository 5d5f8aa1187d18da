import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { LocalTry } from "../../../core/evidence/entry.ts";

const judgeTry = ({ name = "?", sent, answer = {}, means }: LocalTry): Judgement => {
  const { status, exchange, error, body } = answer;
  const at = `${name} (${sent})`;
  if (means === "on") return fail(at, "refused: the method is off", body || status, exchange);
  if (means === "off") return pass;
  const heard = [status ?? error?.code ?? "nothing", body?.slice(0, 120)].filter(Boolean).join(" ");
  return unknown(
    `${at} was answered ${heard}: that does not say the method is off`,
    "provider/local-auth-off",
  );
};

/** No positive control can exist for a method that is off: only the documented refusal counts, and no other. */
export default defineCheck({
  level: "required",
  title: "Every local sign-in method is refused because it is switched off",
  failureTitle: "A local sign-in method still answers",
  why: "A switch in a dashboard is a promise; what the API does is the fact. A method that answers is a way in that Cargo does not see and cannot revoke.",
  remedy:
    "Spoke: backend dashboard, Authentication, Providers: switch off the method named below; then look for users that it made.",
  sources: ["S0:step-2", "S2:STEP-1"],
  kinds: ["client"],
  needs: ["entry.local_auth"],
  judge: ({ entry: { local_auth } }) =>
    eachCase(local_auth.attempts ?? [], ({ name }) => name ?? "?", judgeTry),
});
