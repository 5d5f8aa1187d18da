import { blockedBy, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";

/**
 * What the settings report; that the methods are really refused is another question. Not `disable_signup`: on
 * Supabase Auth it stops just-in-time provisioning too.
 */
export default defineCheck({
  level: "required",
  title: "The backend reports every local and social sign-in method as off",
  failureTitle: "The backend still reports a sign-in method of its own",
  why: "The backend keeps the data but must stop authenticating people itself. Every method that is on is a way in that Cargo does not see and cannot revoke.",
  remedy:
    "Spoke: backend dashboard, Authentication, Providers: turn off e-mail, phone, anonymous and every social provider. Leave sign-ups allowed: switching them off also stops the first login through Cargo.",
  sources: ["S0:step-2", "S2:STEP-1"],
  kinds: ["client"],
  needs: ["entry.methods"],
  judge: ({ entry: { methods: seen } }) => {
    const { answer = {}, methods } = seen;
    if (methods === undefined) {
      const said = answer.status ?? answer.error?.code ?? "nothing";
      return blockedBy("endpoints/branded-backend-is-live", `the backend's settings answered ${said}`);
    }
    return eachCase(
      methods.filter(({ kind }) => kind === "sign-in"),
      ({ name = "?" }) => name,
      ({ name, on }) => (on === false ? pass : fail(`the method ${name}`, "off", on, answer.exchange)),
    );
  },
});
