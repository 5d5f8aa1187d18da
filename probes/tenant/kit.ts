import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { Question } from "../../core/evidence/tenant.ts";
import type { SubjectOf } from "../../core/subject.ts";
import {
  type Api,
  BY_BASIC,
  type Caller,
  callerName,
  tokenPath,
  tokenRef,
} from "../../core/tenant/callers.ts";
import type { Asking } from "./forms.ts";
import { type Mark, showsIn } from "./marks.ts";

export type TenantSubject = SubjectOf<"tenant-api">;

/** A question with its answer's secrets still in it. */
export interface Asked {
  readonly seen: Question;
  readonly exchange?: Exchange;
}

export const basic = (token: string): string => `Basic ${Buffer.from(`token:${token}`).toString("base64")}`;
export const bearer = (token: string): string => `Bearer ${token}`;

/** What one question is: who asks for what, over which API, in which words. */
export interface Ask {
  readonly caller: Caller;
  /** subdomain */
  readonly at: string;
  readonly api: Api;
  readonly operation?: string;
  readonly asking: Asking;
  /** the token as Composer sends it, whatever the API */
  readonly asBasic?: boolean;
  /** instead of the caller's token: the header that this gives, which may say that it was not given */
  readonly authorization?: () => string;
  /** instead of the caller's name */
  readonly named?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that echoes the address tells it unescaped. */
const unescaped = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Asks the tenants of one registry, each caller with their own token. */
export const tenantKit = (doors: Doors, { id, spoke }: TenantSubject) => {
  /** The caller's token. Throws NotGiven, with where to name it. */
  const tokenOf = (caller: Caller): string => {
    const ref = tokenRef(caller, spoke);
    if (ref !== undefined) return doors.secret(ref);
    throw new NotGiven(
      `spokes.yaml names no token for ${callerName(caller, spoke)}`,
      `name one under ${tokenPath(caller)} of ${id}`,
    );
  };

  const send = (at: string, { method, path, body }: Asking, headers: Record<string, string>) =>
    doors.http.send(`https://${at === "" ? "" : `${at}.`}${spoke.host}${path}`, {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });

  const ask = async (
    { caller, at, api, operation, asking, asBasic, authorization, named, headers }: Ask,
    marks: readonly Mark[] = [],
  ): Promise<Asked> => {
    const about: Question = {
      caller: named ?? `${callerName(caller, spoke)}${asBasic ? BY_BASIC : ""}`,
      at,
      api,
      ...(operation !== undefined && { operation }),
    };
    let own: string | undefined;
    try {
      if (authorization) own = authorization();
      else if (caller.is !== "nobody") {
        own = (api === "composer" || asBasic ? basic : bearer)(tokenOf(caller));
      }
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      return { seen: { ...about, unreached: error.message } };
    }
    const exchange = await send(at, asking, {
      ...(own !== undefined && { authorization: own }),
      ...headers,
    });
    // whose token it is, the caller knows
    const home = "home" in caller ? spoke.tenants[caller.home].subdomain : "";
    const asked = [asking.path, unescaped(asking.path), asking.body ?? "", at, home];
    const question = [...asked, ...Object.values(headers ?? {})].join("\n");
    return {
      seen: { ...about, answer: exchange.seen, shows: showsIn(exchange, marks, question) },
      exchange,
    };
  };

  return { ask, tokenOf };
};

export type TenantKit = ReturnType<typeof tenantKit>;

/** The first of these callers whose token is given. */
export const firstGiven = (kit: TenantKit, callers: readonly Caller[]): Caller | undefined =>
  callers.find((caller) => {
    try {
      return kit.tokenOf(caller).length > 0;
    } catch (error) {
      if (error instanceof NotGiven) return false;
      throw error;
    }
  });
