import { NotGiven } from "../../core/doors.ts";
import type { HostGame } from "../../core/evidence/tenant.ts";
import { defineProbe } from "../../core/probe.ts";
import { type Caller, callerName, HOMES, otherHome } from "../../core/tenant/callers.ts";
import { inPool } from "../http/pool.ts";
import { gamesFor } from "./host-games.ts";
import { bearer, tenantKit } from "./kit.ts";
import { marksOf, showsIn } from "./marks.ts";

const AT_ONCE = 4;

export default defineProbe({
  title: "Which tenant a request with an odd Host gets",
  kinds: ["tenant-api"],
  produces: ["tenant.hosts"],
  access: ["tenant tokens"],
  gather: async ({ subject, doors, saw }) => {
    const { spoke } = subject;
    const kit = tenantKit(doors, subject);
    const marks = marksOf(spoke);
    const all = HOMES.flatMap((home) => {
      const mine = spoke.tenants[home].subdomain;
      const theirs = spoke.tenants[otherHome(home)].subdomain;
      // the root token shows which tenant is chosen; one that holds in a tenant, whether two layers choose alike
      const callers: Caller[] = [{ is: "root" }];
      if (home === "first") callers.push({ is: "cma", level: "owner", home });
      return gamesFor(mine, theirs, spoke.host).flatMap((game) =>
        callers.map((caller) => ({ game, caller, mine })),
      );
    });
    const games = await inPool(all, AT_ONCE, async ({ game, caller, mine }): Promise<HostGame> => {
      const about = {
        name: game.name,
        sent: game.sent,
        caller: callerName(caller, spoke),
        at: mine,
        api: "rest",
        // a token that holds in one tenant shows nothing of another, however it is asked
        may: [...(caller.is === "root" || spoke.cma_scope === "installation" ? game.may : [mine])],
      };
      let authorization: string;
      try {
        authorization = bearer(kit.tokenOf(caller));
      } catch (error) {
        if (!(error instanceof NotGiven)) throw error;
        return { ...about, unreached: error.message };
      }
      const exchanges = await doors.http.wire(`${mine}.${spoke.host}`, game.requests(authorization));
      const last = exchanges.at(-1);
      return last ? { ...about, answer: last.seen, shows: showsIn(last, marks, game.sent) } : about;
    });
    saw("tenant.hosts", { games });
  },
});
