import { hostMatches } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { Hub } from "../../core/subject.ts";

/** The issuer that a document names, if it lies on a host that the hub may have. */
const namedIssuer = (document: unknown, hub: Hub): string | undefined => {
  const issuer = (document as { issuer?: unknown } | null | undefined)?.issuer;
  const host = typeof issuer === "string" ? URL.parse(issuer)?.hostname : undefined;
  return host !== undefined && hub.backend_hosts.some((pattern) => hostMatches(pattern, host))
    ? String(issuer)
    : undefined;
};

export default defineProbe({
  title: "Discovery documents of both hosts",
  kinds: ["hub"],
  produces: ["discovery.public", "discovery.backend"],
  access: ["public"],
  gather: async ({ subject: { hub }, doors, saw, missed }) => {
    const url = hub.endpoints.discovery;
    const look = async (issuer: string) => {
      const twin = backendTwin(url, issuer);
      if (twin) saw("discovery.backend", (await doors.http.send(twin)).seen);
    };
    const early = hub.issuer === undefined ? undefined : look(hub.issuer);
    const exchange = await doors.http.send(url);
    saw("discovery.public", exchange.seen);
    await early;
    if (early) return;
    const issuer = namedIssuer(exchange.json, hub);
    if (issuer) await look(issuer);
    else
      missed("discovery.backend", "the issuer is not stated in spokes.yaml and the live one cannot be used");
  },
});
