import { hostMatches } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { Hub } from "../../core/subject.ts";
import { effectiveOf, isDocument, noIssuer } from "./effective.ts";

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
  produces: ["discovery.public", "discovery.backend", "discovery.effective"],
  access: ["public"],
  gather: async ({ subject: { hub }, doors, saw }) => {
    const url = hub.endpoints.discovery;
    const look = async (issuer: string | undefined): Promise<Answer> => {
      const twin = issuer === undefined ? undefined : backendTwin(url, issuer);
      return twin ? (await doors.http.send(twin)).seen : noIssuer;
    };
    const early = hub.issuer === undefined ? undefined : look(hub.issuer);
    const here = await doors.http.send(url);
    saw("discovery.public", here.seen);
    const there = await (early ?? look(namedIssuer(here.json, hub)));
    saw("discovery.backend", there);
    saw("discovery.effective", effectiveOf(here.seen, there, isDocument));
  },
});
