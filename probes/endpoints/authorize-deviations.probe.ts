import type { Walk } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import { walkOverHttp } from "../drivers/login-http.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, deviate, sessionOf } from "../oauth/session.ts";
import { type Change, type Deviating, injections, responseTypes } from "./deviations.ts";
import { becameHeader, becameMarkup } from "./injections.ts";
import { askWithoutHash } from "./pkce.ts";

export default defineProbe({
  title: "Authorization requests that must be refused, or answered with care",
  kinds: ["client"],
  produces: ["authorize.response_types", "authorize.pkce", "authorize.injections", "authorize.post"],
  access: ["public", "test person"],
  gather: async ({ subject, doors, saw }) => {
    const { hub } = subject;
    const { endpoint } = await sessionOf(doors, subject);
    const signedIn = async ({ name, change }: Deviating) => {
      const { walk } = await deviate(doors, subject, change);
      return { name, sent: name, walk };
    };
    const stranger = async (change: Change): Promise<Walk> => {
      const request = authorizationRequest(doors, subject, change, endpoint);
      return (await authorizeWith(walkOverHttp(doors, hub), hub, request)).walk;
    };
    const injected = async ({ name, change }: Deviating) => {
      const walk = await stranger(change);
      const hops = walk.hops ?? [];
      return {
        name,
        sent: Object.keys(change).join(", "),
        walk,
        markup: becameMarkup(hops),
        headers: becameHeader(hops),
      };
    };
    const posted = async () => {
      const request = authorizationRequest(doors, subject, {}, endpoint);
      const first = {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(request.params).toString(),
      };
      const { walk } = await authorizeWith(
        walkOverHttp(doors, hub),
        hub,
        { ...request, url: endpoint },
        undefined,
        first,
      );
      saw("authorize.post", walk);
    };
    await Promise.all([
      posted(),
      Promise.all(responseTypes.map(signedIn)).then((attempts) =>
        saw("authorize.response_types", { attempts }),
      ),
      askWithoutHash(doors, subject).then((asked) =>
        saw("authorize.pkce", {
          attempts: asked.map(({ name, deviation: { walk } }) => ({ name, sent: name, walk })),
        }),
      ),
      Promise.all(injections(subject).map(injected)).then((attempts) =>
        saw("authorize.injections", { attempts }),
      ),
    ]);
  },
});
