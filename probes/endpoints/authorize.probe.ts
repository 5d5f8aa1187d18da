import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import { walkOverHttp } from "../drivers/login-http.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";

/** What needs no session needs no browser either: redirects and the first page say it. */
export default defineProbe({
  title: "Sign-in at the authorization endpoint, and what it says when asked wrongly",
  kinds: ["client"],
  produces: ["authorize.signin", "authorize.errors", "authorize.backend"],
  access: ["public", "test person"],
  gather: async ({ subject, doors, saw }) => {
    const { hub } = subject;
    const signin = async () => {
      const { asked, walk, fallback, user } = await sessionOf(doors, subject);
      const { client_id, redirect_uri, state, scope } = asked.params;
      const sent = { client_id, redirect_uri, state, scope };
      saw("authorize.signin", { sent, ...(user && { user: user.id }), walk, ...(fallback && { fallback }) });
    };
    const wrongly = async (name: string, change: Record<string, string>) => {
      const { endpoint } = await sessionOf(doors, subject);
      const request = authorizationRequest(doors, subject, change, endpoint);
      const { walk } = await authorizeWith(walkOverHttp(doors, hub), hub, request);
      return { name, sent: JSON.stringify(change), state: request.state, walk };
    };
    const backend = async () => {
      const request = authorizationRequest(doors, subject);
      const twin = hub.issuer && backendTwin(request.url, hub.issuer);
      if (!twin) return saw("authorize.backend", {});
      const { walk } = await authorizeWith(walkOverHttp(doors, hub), hub, { ...request, url: twin });
      saw("authorize.backend", walk);
    };
    await Promise.all([
      signin(),
      backend(),
      Promise.all([
        wrongly("unsupported-response-type", { response_type: "cargo-gates" }),
        wrongly("silent-without-session", { prompt: "none" }),
      ]).then((attempts) => saw("authorize.errors", { attempts })),
    ]);
  },
});
