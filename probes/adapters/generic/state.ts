import { type Doors, NotGiven } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { SpokeState } from "../spoke-state.ts";
import { openIdLogin, textIn } from "./login.ts";

/** Any backend: only what the browser shows is seen, the rest is asked of a person (attestations). */
export const genericState = (subject: ClientSubject, doors: Doors): SpokeState => {
  const { spoke } = subject;
  const unsaid = (what: string) => (): never => {
    throw new NotGiven(
      `the backend of ${spoke.id} has no known way to tell ${what}`,
      "attest it in spokes.yaml",
    );
  };
  return {
    sessionIn: () => undefined,
    holds: () => undefined,
    endsSession: () => undefined,
    tellsOfSession: () => false,
    handedOn: () => [],
    looksLikeAdminKey: () => false,
    told: () => undefined,
    askedWho: "who the bearer is",
    whoAmI: unsaid("who a token belongs to"),
    // the answer of its userinfo
    idIn: (json) => textIn(json, "sub"),
    identityIn: () => undefined,
    renew: unsaid("whether a session can be renewed"),
    end: unsaid("how a session is ended"),
    usersWith: unsaid("which users it keeps"),
    startUrl: unsaid("where a login starts"),
    front: `${spoke.backend.url}/`,
    alive: unsaid("whether its API is live"),
    doors: unsaid("what a bearer opens"),
    methods: unsaid("which ways in are switched on"),
    localTries: unsaid("how its own sign-in methods are tried"),
    login: () => openIdLogin(subject, doors),
    accounts: unsaid("which accounts it keeps"),
    api: unsaid("how its app signs in and reads its rows"),
  };
};
