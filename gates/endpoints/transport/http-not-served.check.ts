import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { notAsked, summary } from "../reading.ts";

/** Hanging up, and a status that says: not over http. */
const HUNG_UP = ["ECONNREFUSED", "ECONNRESET", "UND_ERR_SOCKET"];
const REFUSED = [403, 421, 426];

/** The same URL on https. A port written out is no other URL; anything else is compared byte for byte. */
const isSecureTwin = (location: string | undefined, sent: string): boolean => {
  const to = URL.parse(location ?? "", sent);
  return to?.href === new URL(sent.replace(/^http:/, "https:")).href;
};

export default defineCheck({
  level: "required",
  title: "Plain http leads to https and nowhere else",
  failureTitle: "A host answers over plain http",
  why: "Codes, state and cookies that travel in the clear can be read and used by anybody on the way.",
  remedy:
    "Whoever runs the host: refuse port 80, or redirect to the same URL on https. Serve nothing else there.",
  sources: ["RFC9700:2.6", "RFC6749:3.1"],
  threat: ["RFC9700:4.3"],
  kinds: ["hub", "client", "account-home", "tenant-api"],
  needs: ["http.plain"],
  judge: ({ http }) =>
    eachCase(
      http.plain.attempts ?? [],
      ({ name }) => name ?? "host",
      ({ name, sent, answer }) => {
        if (!answer || notAsked(answer)) {
          const because = answer?.error?.message ?? `${name} was not asked`;
          return unknown(because, `a route to port 80 of ${name}`, { evidence: "http.plain", because });
        }
        if (HUNG_UP.includes(answer.error?.code ?? "")) return pass;
        const { status } = answer;
        if (status === undefined) {
          const because = `http://${name}: ${summary(answer)}`;
          return unknown(because, "a host that refuses or redirects", { evidence: "http.plain", because });
        }
        if (REFUSED.includes(status)) return pass;
        const to = answer.headers?.location;
        const redirect = [301, 302, 303, 307, 308].includes(status);
        if (sent !== undefined && redirect && isSecureTwin(to, sent)) return pass;
        const wanted = `refused, or a redirect to ${sent?.replace(/^http:/, "https:")}`;
        const actual = redirect ? `${status} to ${to ?? "nowhere"}` : `status ${status}`;
        return fail(`http://${name}`, wanted, actual, answer.exchange);
      },
    ),
});
