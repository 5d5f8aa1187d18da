import { blockedBy, defineControl, pass, unknown } from "../../../core/check.ts";
import { told, wentTo } from "./places.ts";

/** A home that follows nothing would refuse the forged ones too. */
export default defineControl<"home.guard", "account-home">({
  name: "a listed return address is followed at the login and offered at the sign-up",
  needs: ["home.guard"],
  judge: ({ home: { guard } }) => {
    const { return: wanted, control = [] } = guard;
    if (wanted === undefined) {
      return unknown("the allowlist has no address that could be tried", "hub.redirect_allowlist");
    }
    const logins = control.filter(({ screen }) => screen === "login");
    const shut = logins.find((place) => !wentTo(place, wanted));
    if (shut || logins.length < 2) {
      return blockedBy("provider/home-return-honoured", `${wanted} was not followed: ${told(shut ?? {})}`);
    }
    const signup = control.find(({ screen }) => screen === "signup");
    return signup?.ended === "form"
      ? pass
      : unknown(
          `the sign-up shows no form for ${wanted}: ${told(signup ?? {})}`,
          "endpoints/home-screens-answer",
          {
            check: "endpoints/home-screens-answer",
          },
        );
  },
});
