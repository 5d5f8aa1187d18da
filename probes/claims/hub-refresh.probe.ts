import type { Doors, Exchange } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { askToken, type ClientAuth, declaredAuth, grantOf, tokensIn } from "../oauth/exchange.ts";
import { entitledUser } from "./entitled.ts";
import { Obstructed, orObstacle } from "./obstacle.ts";
import { type Person, personOf } from "./person.ts";
import { afterWindow } from "./phase.ts";
import { reuseCase } from "./reuse.ts";
import { secondClient } from "./second-client.ts";

/** Somebody who signs in for each token family anew: a reuse ends the family, and some hubs keep one a session. */
type SignedInAnew = () => Person;

const reused = async (
  subject: ClientSubject,
  doors: Doors,
  anew: SignedInAnew,
): Promise<Evidence["claims.hub_reuse"]> => {
  const { endpoint } = await grantOf(doors, subject);
  const auth = declaredAuth(doors, subject);
  const window = subject.hub.refresh_reuse_seconds;
  const spend = async (token: string): Promise<{ exchange: Exchange; next: string | undefined }> => {
    const exchange = await askToken(doors, endpoint, subject.spoke.client.id, auth, {
      grant_type: "refresh_token",
      refresh_token: token,
    });
    return { exchange, next: tokensIn(exchange, "").refresh };
  };
  const start = async () => (await anew().atHub()).refresh;
  const behind = "claims/hub-refresh-rotates";
  const pause = () => afterWindow(window);
  const cases = await Promise.all([
    ...(window > 0 ? [reuseCase({ name: "window", generations: 1, start, spend, behind })] : []),
    reuseCase({ name: "parent", generations: 1, start, spend, behind, pause }),
    reuseCase({ name: "grandparent", generations: 2, start, spend, behind, pause }),
  ]);
  return { window_seconds: window, cases };
};

/** A fresh refresh token for every caller: the right one, and those who must not be given anything. */
const bound = async (
  subject: ClientSubject,
  doors: Doors,
  anew: SignedInAnew,
): Promise<Evidence["claims.hub_binding"]> => {
  const { endpoint } = await grantOf(doors, subject);
  const own = subject.spoke.client.id;
  const other = secondClient(doors, subject, anew().user);
  const wrong = { how: subject.spoke.client.auth_method, secret: `wrong-${crypto.randomUUID()}` } as const;
  const callers: readonly { readonly name: string; readonly client: string; readonly auth: ClientAuth }[] = [
    { name: "its own client", client: own, auth: declaredAuth(doors, subject) },
    ...(other ? [{ name: "another client", client: other.id, auth: other.auth }] : []),
    { name: "without a secret", client: own, auth: { how: "none" } },
    { name: "with a wrong secret", client: own, auth: wrong },
  ];
  const known = other?.atHome();
  const tried = await Promise.all(
    callers.map(async ({ name, client, auth }) => {
      const { refresh } = await anew().atHub();
      if (refresh === undefined) {
        throw new Obstructed("the hub gave no refresh token", "claims/hub-refresh-rotates");
      }
      const { seen } = await askToken(doors, endpoint, client, auth, {
        grant_type: "refresh_token",
        refresh_token: refresh,
      });
      return { name, answer: seen };
    }),
  );
  const theirs = known ? [{ name: "the other client's own sign-in", answer: (await known).seen }] : [];
  return { controls: [...tried.slice(0, 1), ...theirs], attempts: tried.slice(1) };
};

/** Refresh tokens of the hub where they must be worth nothing: spent, or in other hands. */
export default defineProbe({
  title: "refresh tokens of the hub, spent and in other hands",
  kinds: ["client"],
  produces: ["claims.hub_reuse", "claims.hub_binding"],
  access: ["test person", "client secret", "second client"],
  gather: async ({ subject, doors, saw }) => {
    const user = entitledUser(doors, subject);
    const anew = () => personOf(doors, subject, user);
    const [reuse, binding] = await Promise.all([
      orObstacle(() => reused(subject, doors, anew)),
      orObstacle(() => bound(subject, doors, anew)),
    ]);
    saw("claims.hub_reuse", reuse);
    saw("claims.hub_binding", binding);
  },
});
