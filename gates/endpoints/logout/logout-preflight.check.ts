import { all, defineCheck, fail, pass, unknown } from "../../../core/check.ts";
import { summary, unheard } from "../reading.ts";
import { readable } from "./cors.ts";

export default defineCheck({
  level: "advisory",
  title: "A preflight of the global logout is answered",
  failureTitle: "A preflight of the global logout is not answered",
  why: "A client library that adds a header asks first; without an answer its logout never leaves the browser.",
  remedy:
    "Hub operator: answer OPTIONS at the logout endpoint with status 200 or 204 and the same Access-Control headers as the POST.",
  sources: ["FETCH:cors-preflight-fetch"],
  kinds: ["client"],
  needs: ["logout.preflight"],
  judge: ({ logout: { preflight } }, { hub, spoke }) => {
    const at = `${hub.endpoints.logout} (OPTIONS)`;
    const silent = unheard(preflight, "logout.preflight");
    if (silent) return silent;
    const { status } = preflight;
    if (status === undefined) {
      const because = `${at}: ${summary(preflight)}`;
      return unknown(because, "a hub that answers", { evidence: "logout.preflight", because });
    }
    return all([
      status >= 200 && status < 300 ? pass : fail(at, "200 or 204", summary(preflight), preflight.exchange),
      readable(preflight, spoke.app, at),
    ]);
  },
});
