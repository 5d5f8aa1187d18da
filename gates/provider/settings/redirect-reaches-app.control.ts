import { blockedBy, defineControl, pass, unknown } from "../../../core/check.ts";
import { hostOf } from "../../../core/hosts.ts";

/** A backend that sends nobody anywhere would refuse every address. */
export default defineControl({
  name: "a login that asks to come back to the app comes back to the app",
  needs: ["entry.redirects"],
  judge: ({ entry: { redirects } }, { spoke }) => {
    const control = redirects.control?.attempts?.[0];
    if (control === undefined) return unknown("the app's own address was not tried", "a new run");
    if (control.walk === undefined) {
      const said = control.answer?.status ?? control.answer?.error?.code ?? "nothing";
      return blockedBy("provider/authorize-request-exact", `the start of a login answered ${said}`);
    }
    return hostOf(control.walk.landed) === hostOf(spoke.app)
      ? pass
      : blockedBy("provider/login-completes", `it led to ${control.walk.landed ?? "nowhere"}`);
  },
});
