import { blockedBy, fail, type Judgement, pass } from "../../core/check.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Answer, Walk } from "../../core/evidence/piece.ts";
import { gotCode, reachedPage } from "./authorize/walks.ts";
import { isDocument, keysOf } from "./reading.ts";
import { granted } from "./token/grants.ts";
import { told } from "./userinfo/bearer.ts";

/** Evidence of one endpoint on the public domain and on the issuer's host. */
export interface Twins {
  readonly discovery: { readonly public: Answer; readonly backend: Answer };
  readonly jwks: { readonly public: Answer; readonly backend: Answer };
  readonly authorize: { readonly signin: Evidence["authorize.signin"]; readonly backend: Walk };
  readonly token: {
    readonly exchange: Evidence["token.exchange"];
    readonly backend: Evidence["token.backend"];
  };
  readonly userinfo: {
    readonly bearer: Evidence["userinfo.bearer"];
    readonly backend: Evidence["userinfo.backend"];
  };
}

/** One of the five: whether it works on each host. Undefined: it could not be tried. */
export interface Endpoint {
  readonly name: "discovery" | "jwks" | "authorization" | "token" | "userinfo";
  /** the check that says what is wrong with it on the public domain */
  readonly row: string;
  readonly here: boolean | undefined;
  readonly there: boolean | undefined;
}

const heard = (answer: Answer, works: boolean): boolean | undefined =>
  answer.status === undefined && answer.error === undefined ? undefined : works;
const served = (answer: Answer) => heard(answer, answer.status === 200 && isDocument(answer.json));
const taken = (walk: Walk | undefined): boolean => gotCode(walk) || reachedPage(walk);
const asked = (
  works: (answer: Answer | undefined) => boolean,
  { answer }: { readonly answer?: Answer | undefined },
): boolean | undefined => (answer === undefined ? undefined : works(answer));

export const fiveEndpoints = ({
  discovery,
  jwks,
  authorize,
  token,
  userinfo,
}: Twins): readonly Endpoint[] => [
  {
    name: "discovery",
    row: "endpoints/discovery-answers",
    here: served(discovery.public),
    there: served(discovery.backend),
  },
  {
    name: "jwks",
    row: "endpoints/jwks-answers",
    here: heard(jwks.public, keysOf(jwks.public) !== undefined),
    there: heard(jwks.backend, keysOf(jwks.backend) !== undefined),
  },
  {
    name: "authorization",
    row: "endpoints/authorize-works-on-public-domain",
    here: authorize.signin.walk === undefined ? undefined : taken(authorize.signin.walk),
    there: authorize.backend.hops === undefined ? undefined : taken(authorize.backend),
  },
  {
    name: "token",
    row: "endpoints/token-works-on-public-domain",
    here: asked(granted, token.exchange),
    there: asked(granted, token.backend),
  },
  {
    name: "userinfo",
    row: "endpoints/userinfo-works-on-public-domain",
    here: asked(told, userinfo.bearer),
    there: asked(told, userinfo.backend),
  },
];

export const worksSomewhere = ({ name, row, here, there }: Endpoint, url: string): Judgement => {
  if (here === undefined || there === undefined) {
    return blockedBy(row, `${name} could not be tried on both hosts`);
  }
  return here || there
    ? pass
    : fail(url, "an answer from the public domain or from the issuer's host", "neither works");
};
