import { blockedBy, defineCheck, fail, same } from "../../../core/check.ts";
import { isDocument, summary, unheard } from "../reading.ts";
import { noToken, told } from "./bearer.ts";

export default defineCheck({
  level: "required",
  publicEndpoint: "userinfo",
  title: "Userinfo on the public domain speaks of the user who signed in",
  failureTitle: "Userinfo on the public domain does not speak of the user who signed in",
  why: "A backend that reads userinfo takes its `sub` as the user's identity; another sub is another person.",
  remedy: "Hub operator: serve userinfo under the public domain, with the same sub as in the id_token.",
  sources: ["S2:Gate-1", "OIDCC:5.3.2"],
  kinds: ["client"],
  needs: ["userinfo.bearer"],
  judge: ({ userinfo: { bearer } }, { hub }) => {
    const { answer, sub } = bearer;
    const at = hub.endpoints.userinfo;
    if (!answer) return noToken();
    const silent = unheard(answer, "userinfo.bearer");
    if (silent) return silent;
    if (!told(answer)) return fail(at, "200 with a sub", summary(answer), answer.exchange);
    if (sub === undefined) {
      return blockedBy(
        "endpoints/token-works-on-public-domain",
        "there is no id_token to compare its sub with",
      );
    }
    return same(`${at} sub`, sub, isDocument(answer.json) ? answer.json.sub : undefined, answer.exchange);
  },
});
