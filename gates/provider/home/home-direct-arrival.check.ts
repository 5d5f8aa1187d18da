import { defineCheck, fail, pass } from "../../../core/check.ts";
import { isAt, told, unlessSignedIn } from "./places.ts";

export default defineCheck({
  level: "required",
  title: "Whoever comes without a return address lands on the dashboard",
  failureTitle: "Whoever comes without a return address does not land on the dashboard",
  why: "People also open the account home by itself. Without an address to go back to, their own dashboard is the one place that is right.",
  remedy:
    'Account home: after sign-in, without a return address, window.location.assign("/dashboard"). `screens.dashboard` in spokes.yaml says which path that is.',
  sources: ["S1:step-3", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.login"],
  judge: ({ home: { login } }, { spoke }) => {
    const blocked = unlessSignedIn(login);
    if (blocked) return blocked;
    const wanted = `${spoke.app}${spoke.screens.dashboard}`;
    const { right = {} } = login;
    return right.ended === "dashboard" && isAt(right.landed, wanted)
      ? pass
      : fail("after a sign-in without return", wanted, told(right));
  },
});
