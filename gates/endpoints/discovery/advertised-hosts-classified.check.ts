import { blockedBy, type Case, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import { hostMatches } from "../../../core/doors.ts";
import { discoveryOf, isText } from "../reading.ts";

const hostOf = (value: unknown): string | undefined => (isText(value) ? URL.parse(value)?.host : undefined);

export default defineCheck({
  level: "advisory",
  title: "Every advertised endpoint is on the public domain or the backend host",
  failureTitle: "Discovery advertises an endpoint on a foreign host",
  why: "Codes and secrets are sent to what the document names; a foreign host in it receives them.",
  remedy: "Hub operator: advertise endpoints on the public auth domain, or on the declared backend host.",
  sources: ["S2:verify-every-endpoint"],
  threat: ["RFC9700:4.4"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }, { hub }) => {
    const read = discoveryOf(answer);
    if ("blocked" in read) return read.blocked;
    const endpoints = Object.entries(read.document).filter(([name]) => /(?:_endpoint|^jwks_uri)$/.test(name));
    if (endpoints.length === 0) {
      return blockedBy("endpoints/discovery-metadata-valid", "discovery advertises no endpoint");
    }
    const onBackend = endpoints.filter(([, value]) => hostOf(value) !== hub.publicHost).length;
    const judged = eachCase(
      endpoints,
      ([name, value]) => `${name}: ${hostOf(value) === hub.publicHost ? "public domain" : hostOf(value)}`,
      ([name, value]) => {
        const host = hostOf(value);
        const known =
          host === hub.publicHost || hub.backend_hosts.some((pattern) => hostMatches(pattern, host ?? ""));
        const wanted = `${hub.publicHost} or ${hub.backend_hosts.join(" or ")}`;
        return known ? pass : fail(`${answer.url} ${name}`, wanted, value, answer.exchange);
      },
    );
    const count = `${onBackend} of ${endpoints.length} endpoints are not on the public domain`;
    const told: Case = { name: count, outcome: "pass" };
    return { ...judged, cases: [told, ...(judged.cases ?? [])] };
  },
});
