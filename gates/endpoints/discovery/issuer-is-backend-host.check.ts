import { defineCheck, fail, pass } from "../../../core/check.ts";
import { hostMatches } from "../../../core/doors.ts";
import { liveIssuer } from "./issuer.ts";

export default defineCheck({
  level: "required",
  title: "The issuer lies on a declared backend host",
  failureTitle: "The issuer does not lie on a declared backend host",
  why: "Spokes trust tokens by their `iss`. An issuer on a host that Cargo did not declare is either a misconfiguration or somebody else.",
  remedy:
    "Hub operator: correct the issuer to an https URL on the backend host, without query, fragment or user information. Cargo admin: if the backend moved, declare its host in hub.backend_hosts.",
  sources: ["S2:RULE-A", "RFC8414:2"],
  threat: ["RFC9700:4.4"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }, { hub }) => {
    const read = liveIssuer(answer);
    if ("blocked" in read) return read.blocked;
    const url = URL.parse(read.issuer);
    const bare = url?.protocol === "https:" && !/^[a-z]+:\/\/[^/]*@|[?#]/i.test(read.issuer);
    // RULE A has a check of its own: the public domain is not judged here twice.
    const known =
      url?.host === hub.publicHost ||
      hub.backend_hosts.some((pattern) => hostMatches(pattern, url?.host ?? ""));
    return bare && known
      ? pass
      : fail(
          `${answer.url} issuer`,
          `an https URL on ${hub.backend_hosts.join(" or ")}, without query, fragment or user information`,
          read.issuer,
          answer.exchange,
        );
  },
});
