import { blockedBy, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import { hostMatches } from "../../../core/doors.ts";
import { providerEndpoints } from "../../../core/spokes/subjects.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import { discoveryOf, isText } from "../reading.ts";

const MEMBERS = [
  ["authorization", "authorization_endpoint"],
  ["token", "token_endpoint"],
  ["userinfo", "userinfo_endpoint"],
  ["jwks", "jwks_uri"],
] as const;

/** The declared rewrite: the backend's host becomes the public one, everything after it stays byte for byte. */
const rewritten = (url: string, { hub }: ClientSubject): string => {
  const host = /^https:\/\/([^/?#]*)/.exec(url)?.[1];
  return host !== undefined && hub.backend_hosts.some((pattern) => hostMatches(pattern, host))
    ? `https://${hub.publicHost}${url.slice("https://".length + host.length)}`
    : url;
};

export default defineCheck({
  level: "required",
  title: "The spoke's manual endpoints are the discovered ones",
  failureTitle: "A manual endpoint of the spoke is not the discovered one",
  why: "With Auto-discovery OFF nothing corrects a stale URL: what was pasted is what is called.",
  remedy:
    "Spoke team: compare the pasted endpoints with live discovery and paste them again, with the public auth domain as host. Hub operator: advertise the endpoints that are really served.",
  sources: ["S2:verify-every-endpoint", "OIDCD:3"],
  kinds: ["client"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }, subject) => {
    const read = discoveryOf(answer);
    if ("blocked" in read) return read.blocked;
    const manual = providerEndpoints(subject);
    return eachCase(
      MEMBERS,
      ([, member]) => member,
      ([name, member]) => {
        const live = read.document[member];
        if (!isText(live) && name !== "userinfo") {
          return blockedBy("endpoints/discovery-metadata-valid", `discovery has no ${member}`);
        }
        const wanted = isText(live) ? rewritten(live, subject) : "advertised by discovery";
        return wanted === manual[name]
          ? pass
          : fail(`provider.endpoints.${name}`, wanted, manual[name], answer.exchange);
      },
    );
  },
});
