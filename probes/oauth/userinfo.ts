import type { Doors, Exchange } from "../../core/doors.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { once } from "../http/shared.ts";
import { grantOf } from "./exchange.ts";

/** The userinfo endpoint on both hosts, asked with the tokens of the shared sign-in. */
export interface Userinfo {
  /** as the public domain answered; undefined when there was no token to ask with */
  readonly here: Exchange | undefined;
  /** as the issuer's host did; undefined when no issuer is known */
  readonly there: Exchange | undefined;
  /** where to go on asking: on the public domain, else where the good token is taken */
  readonly endpoint: string;
}

export const bearer = (doors: Doors, at: string, token: string | undefined): Promise<Exchange> =>
  doors.http.send(at, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

export const userinfoOf = (doors: Doors, subject: ClientSubject): Promise<Userinfo> =>
  once(doors, `userinfo ${subject.id}`, async () => {
    const { hub } = subject;
    const url = hub.endpoints.userinfo;
    const twin = hub.issuer && backendTwin(url, hub.issuer);
    const { access } = (await grantOf(doors, subject)).tokens;
    if (access === undefined) return { here: undefined, there: undefined, endpoint: url };
    const [here, there] = await Promise.all([
      bearer(doors, url, access),
      twin ? bearer(doors, twin, access) : undefined,
    ]);
    const endpoint = twin && here.status !== 200 && there?.status === 200 ? twin : url;
    return { here, there, endpoint };
  });

/** Asks with any token, where a good one is taken. */
export const askUserinfo = async (doors: Doors, subject: ClientSubject, token: string): Promise<Exchange> =>
  bearer(doors, (await userinfoOf(doors, subject)).endpoint, token);
