import type { Fault } from "../../core/fault.ts";
import { type Ask, fields, type Reply } from "../../fixtures/federation/site.ts";
import type { World } from "../../fixtures/federation/world.ts";

/** Something that a run does at the federation, seen in the moment in which it is done. */
export interface Moment {
  readonly name: string;
  /** what the journal names by then: before it does, what is done puts right what others may have left */
  readonly effect: string;
  /** `again`: what is spent came from a refresh itself */
  readonly is: (ask: Ask, again: boolean) => boolean;
}

const path = (end: string) => (ask: Ask) => ask.url.pathname.endsWith(end) && ask.method === "POST";
const grant = (name: string) => (ask: Ask) =>
  (ask.url.searchParams.get("grant_type") ?? fields(ask).grant_type) === name && ask.method === "POST";

/** Every phase of Gate 3, and what it changes. */
export const MOMENTS: readonly Moment[] = [
  { name: "login at the hub", effect: "sessions", is: grant("authorization_code") },
  { name: "login at the spoke", effect: "sessions", is: grant("pkce") },
  { name: "refresh", effect: "sessions", is: grant("refresh_token") },
  { name: "rotation", effect: "sessions", is: (ask, again) => again && grant("refresh_token")(ask) },
  { name: "organisation switch", effect: "organisation", is: path("/account/active-org") },
  { name: "removal", effect: "membership", is: path("/operator/remove-member") },
  { name: "grant taken back", effect: "grant", is: path("/operator/revoke-grant") },
  { name: "key rotation", effect: "sessions", is: path("/operator/rotate-key") },
  {
    name: "metadata write",
    effect: "metadata",
    is: (ask) => ask.method === "PUT" && ask.url.pathname.endsWith("/auth/v1/user"),
  },
];

/** A token that a run was given, and where it opens a door. */
export interface Given {
  readonly host: string;
  readonly spoke: boolean;
  readonly token: string;
}

/** Stands beside the federation: says when a moment has come, and keeps the access tokens that were given out. */
export interface Watcher {
  readonly fault: Fault<World>;
  /**
   * Calls `then` when the federation has done it and nobody has had the answer yet, as often as that happens until `then`
   * says that this was it.
   */
  readonly next: (moment: Moment, then: () => boolean) => Promise<void>;
  readonly given: () => readonly Given[];
  readonly forget: () => void;
}

export const createWatcher = (): Watcher => {
  let waiting: { readonly moment: Moment; readonly seen: () => boolean } | undefined;
  let given: Given[] = [];
  let renewed = new Set<string>();
  const after = (reply: Reply, ask: Ask): Reply => {
    const again = renewed.has(fields(ask).refresh_token ?? "");
    if (ask.url.pathname.endsWith("/token") && reply.status === 200) {
      const { access_token: token, refresh_token } = JSON.parse(String(reply.body)) as {
        readonly access_token?: string;
        readonly refresh_token?: string;
      };
      const spoke = ask.url.searchParams.has("grant_type");
      if (token) given.push({ host: ask.url.host, spoke, token });
      if (refresh_token && grant("refresh_token")(ask)) renewed.add(refresh_token);
    }
    if (reply.status < 300 && waiting?.moment.is(ask, again)) {
      if (waiting.seen()) waiting = undefined;
    }
    return reply;
  };
  return {
    fault: {
      why: "somebody watches what runs do",
      breaks: [],
      seenBy: "http",
      apply: (world) => void world.tampers.push({ after }),
    },
    next: (moment, then) =>
      new Promise((done) => {
        waiting = {
          moment,
          seen: () => {
            const was = then();
            if (was) done();
            return was;
          },
        };
      }),
    given: () => given,
    forget: () => {
      given = [];
      renewed = new Set();
    },
  };
};
