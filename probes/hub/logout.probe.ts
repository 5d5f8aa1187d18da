import type { Walk } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import { loginDriver } from "../drivers/login.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";

/** Nobody can own a name under `.example`. */
const STRANGER = "https://gates.example";

export default defineProbe({
  title: "Global logout, asked from the app's origin and from a stranger's",
  kinds: ["client"],
  produces: ["logout.own", "logout.foreign", "logout.preflight"],
  access: ["public", "test person"],
  touches: ["user.sessions"],
  // it signs the test person out everywhere
  alone: "after",
  gather: async ({ subject, doors, saw, missed }) => {
    const { hub, spoke } = subject;
    const { user, endpoint } = await sessionOf(doors, subject);
    // the session lies where the sign-in was: on the issuer's host when only that one works
    const { logout, authorization } = hub.endpoints;
    const twin = endpoint === authorization ? undefined : hub.issuer && backendTwin(logout, hub.issuer);
    const url = twin ?? logout;
    const asks = {
      origin: spoke.app,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    };
    saw("logout.preflight", (await doors.http.send(url, { method: "OPTIONS", headers: asks })).seen);
    if (!user) {
      for (const name of ["logout.own", "logout.foreign"] as const)
        missed(name, "no password of a test person was given: there is no session to end");
      return;
    }
    const logoutFrom = async (origin: string) => {
      const browser = loginDriver(doors, hub);
      const correct = () => authorizationRequest(doors, subject, {}, endpoint);
      const still = async (): Promise<Walk> => (await authorizeWith(browser, hub, correct())).walk;
      await authorizeWith(browser, hub, correct(), user);
      const before = await still();
      const headers = { origin, referer: `${origin}/` };
      const { seen } = await browser.sendAcross(url, { method: "POST", headers });
      return { origin, before, answer: seen, after: await still() };
    };
    // a logout that works ends every session of the person: one after the other, the stranger first
    saw("logout.foreign", await logoutFrom(STRANGER));
    saw("logout.own", await logoutFrom(spoke.app));
  },
});
