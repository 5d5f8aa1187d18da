import { blockedBy, defineControl, pass } from "../../../core/check.ts";

/** The door that is knocked at opens for its own token. */
export default defineControl({
  name: "the spoke's own token is taken",
  needs: ["provider.bearers"],
  judge: ({ provider: { bearers } }) => {
    const answer = bearers.control?.find(({ at }) => at === "auth")?.answer;
    if (answer?.status === 200) return pass;
    const said = answer?.status ?? answer?.error?.code ?? "nothing";
    return blockedBy("provider/login-completes", `the spoke's own token was answered ${said}`);
  },
});
