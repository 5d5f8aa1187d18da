import { Agent, buildConnector } from "undici";
import { listenSecure } from "../../fixtures/federation/server.ts";
import { html, type Site } from "../../fixtures/federation/site.ts";
import { createTrust } from "../../fixtures/federation/trust.ts";
import type { Kept } from "./kept-exchanges.ts";

/** Stands for every host of a run and knows nothing: the answers that were given, each to the request that got it. */
export interface Stage {
  /** loopback `address:port` */
  readonly address: string;
  /** Asks everything that the run asked, at once as far as four connections a host allow; gives how many were answered. */
  readonly replay: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const PLACE = "x-exchange";

export const openStage = async (exchanges: readonly Kept[]): Promise<Stage> => {
  const site: Site = async ({ headers }) => {
    const kept = exchanges[Number(headers[PLACE] ?? -1)];
    return kept ? kept.answer : html(200, "<!doctype html><title>A page</title><p>A page.</p>");
  };
  const trust = await createTrust();
  const server = await listenSecure(site, (host) => trust.context(host));
  const [host = "", port = ""] = server.address.split(":");
  const connect = buildConnector({ ca: trust.ca });
  const agent = new Agent({
    connections: 4,
    connect: (options, done) =>
      connect({ ...options, hostname: host, port, servername: options.servername || options.hostname }, done),
  });
  const ask = async ({ method, url, headers, body }: Kept, place: number): Promise<void> => {
    const { origin, pathname, search } = new URL(url);
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: method as "GET",
      headers: { ...headers, [PLACE]: String(place) },
      ...(body !== undefined && { body }),
    });
    await answer.body.text();
  };
  return {
    address: server.address,
    replay: async () => (await Promise.all(exchanges.map(ask))).length,
    close: async () => {
      await agent.destroy();
      await server.close();
    },
  };
};
