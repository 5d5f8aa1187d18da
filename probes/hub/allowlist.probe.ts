import { defineProbe } from "../../core/probe.ts";
import { loginDriver } from "../drivers/login.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";

/** Nobody can own a name under `.example`. */
const UNLISTED = "https://gates.example";

export default defineProbe({
  title: "The published allowlist, entry by entry",
  kinds: ["client"],
  produces: ["allowlist.entries"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const { hub, spoke } = subject;
    const entries = hub.redirect_allowlist.filter((one) => one.spoke === spoke.id && !one.retired);
    const callback = async (url: string) => {
      const { endpoint } = await sessionOf(doors, subject);
      const request = authorizationRequest(doors, subject, { redirect_uri: url }, endpoint);
      const { walk } = await authorizeWith(loginDriver(doors, hub), hub, request);
      return { name: url, sent: url, walk };
    };
    const home = async (name: string, url: string) => {
      const page = `${hub.account_home}/login?return=${encodeURIComponent(url)}`;
      return { name, sent: url, answer: (await doors.http.send(page)).seen };
    };
    const attempts = await Promise.all([
      ...entries.map(({ url }) => (url === spoke.callback ? callback(url) : home(url, url))),
      home("unlisted", UNLISTED),
    ]);
    saw("allowlist.entries", { attempts });
  },
});
