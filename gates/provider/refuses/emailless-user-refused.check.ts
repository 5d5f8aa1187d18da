import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An identity without e-mail is not let in",
  failureTitle: "An identity without e-mail is provisioned",
  why: '"Allow users without email" must be OFF: accounts are found by e-mail, and one without can never be reached or merged.',
  remedy: 'Spoke: provider form, switch "Allow users without email" OFF.',
  sources: ["S0:step-3", "S2:STEP-2"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["no email"]),
});
