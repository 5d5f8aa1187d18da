import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";

export default defineCheck({
  level: "required",
  title: "Every host shows a certificate that can be trusted",
  failureTitle: "A host shows a certificate that cannot be trusted",
  why: "A certificate that does not chain, does not name the host or is out of date stops browsers and backends alike.",
  remedy:
    "Whoever runs the host (hub operator or spoke team): install a certificate with its full chain that names this host and is in date.",
  sources: ["S2:branded-domain", "RFC9325:6"],
  kinds: ["hub", "client", "account-home", "tenant-api"],
  needs: ["tls.hosts"],
  judge: ({ tls }) =>
    eachCase(
      tls.hosts.hosts ?? [],
      ({ host }) => host ?? "host",
      ({ host, authorized, code, names, validFrom, validTo, error }) => {
        if (authorized === true) return pass;
        if (authorized === false) {
          return fail(`${host}:443`, "chain, host name and dates in order", {
            code,
            names,
            validFrom,
            validTo,
          });
        }
        const because = `no handshake with ${host}: ${error?.code ?? "not seen"}`;
        return unknown(because, "a host that answers on port 443", { evidence: "tls.hosts", because });
      },
    ),
});
