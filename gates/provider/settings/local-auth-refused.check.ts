import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/piece.ts";

/** Refused because it is off: the documented codes and words of Supabase Auth. */
const OFF = /_(provider|users?)_disabled$|^(provider|otp|anonymous_provider)_disabled$/;
const OFF_WORDS = /\b(not enabled|is disabled|are disabled)\b|^unsupported (phone )?provider\b/i;
/** What only a method that is on says. */
const ON = new Set([
  "invalid_credentials",
  "user_not_found",
  "weak_password",
  "user_already_exists",
  "email_exists",
  "email_not_confirmed",
  "phone_not_confirmed",
]);

const judgeTry = ({ name = "?", sent, answer = {} }: Attempt): Judgement => {
  const { status, exchange, json, error } = answer;
  const { error_code, code, msg, message } = (json ?? {}) as Record<string, unknown>;
  const said = [error_code, code].find((one) => typeof one === "string") as string | undefined;
  const words = [msg, message].find((one) => typeof one === "string") as string | undefined;
  const at = `${name} (${sent})`;
  const refused = status !== undefined && status >= 400 && status < 500;
  if (status !== undefined && status < 400) return fail(at, "refused: the method is off", status, exchange);
  if (refused && ![401, 404, 429].includes(status)) {
    if (said !== undefined && ON.has(said)) return fail(at, "refused: the method is off", said, exchange);
    if ((said !== undefined && OFF.test(said)) || (words !== undefined && OFF_WORDS.test(words))) return pass;
  }
  const heard = [status ?? error?.code ?? "nothing", said, words].filter(Boolean).join(" ");
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
