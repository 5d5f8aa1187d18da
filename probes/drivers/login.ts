import { randomUUID } from "node:crypto";
import type { TestUser } from "../../core/contract.ts";
import type { Doors, Exchange, Request } from "../../core/doors.ts";
import type { Walk } from "../../core/evidence/piece.ts";
import type { Hub } from "../../core/subject.ts";
import { walkOverHttp } from "./login-http.ts";
import { walkInPage } from "./login-page.ts";
import { sessionBegun } from "./sessions.ts";

export interface Walked {
  /** the address the walk waited for or was sent away to; it was not requested. Holds secrets: memory only. */
  readonly landed: URL | undefined;
  /** the same, fit for evidence */
  readonly walk: Walk;
}

/** One person's browser, whatever drives it: its cookies stay from walk to walk. */
export interface SignIn {
  /**
   * Goes from address to address, signs in and consents where asked, until `until` holds for the next address.
   * `first`: the request that begins it, where that is more than a GET.
   */
  readonly walk: (
    start: string,
    until: (url: URL) => boolean,
    user?: TestUser,
    first?: Request,
  ) => Promise<Walked>;
  /**
   * One request as a page of another site would make it: with the cookies that a browser sends across sites. `through`:
   * by other doors than those it was opened with.
   */
  readonly sendAcross: (url: string, request: Request, through?: Doors) => Promise<Exchange>;
}

/** A fresh browser for this hub, by the driver that its settings name. */
export const loginDriver = (doors: Doors, hub: Hub): SignIn => {
  const { walk, sendAcross } =
    hub.login.driver === "page" ? walkInPage(doors, hub, hub.login) : walkOverHttp(doors, hub);
  const key = `browser ${randomUUID()}`;
  return {
    sendAcross,
    walk: async (start, until, user, first) => {
      // before the sign-in, not after it: a run may die in between
      if (user) {
        sessionBegun(doors, "hub", user.id, key, async (through) => {
          const leaving = { method: "POST", headers: { origin: hub.account_home } };
          return (await sendAcross(hub.endpoints.logout, leaving, through)).status;
        });
      }
      return walk(start, until, user, first);
    },
  };
};
