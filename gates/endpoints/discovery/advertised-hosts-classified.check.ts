import { blockedBy, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import { hostMatches } from "../../../core/doors.ts";
import { discoveryOf, isText } from "../reading.ts";

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
    return eachCase(
      endpoints,
      ([name]) => name,
      ([name, value]) => {
        const host = isText(value) ? URL.parse(value)?.host : undefined;
        const known =
          host === hub.publicHost || hub.backend_hosts.some((pattern) => hostMatches(pattern, host ?? ""));
        const wanted = `${hub.publicHost} or ${hub.backend_hosts.join(" or ")}`;
        return known ? pass : fail(`${answer.url} ${name}`, wanted, value, answer.exchange);
      },
    );
  },
});
