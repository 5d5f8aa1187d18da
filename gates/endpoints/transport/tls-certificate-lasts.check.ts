import { blockedBy, defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";

const DAYS = 21;

export default defineCheck({
  level: "advisory",
  title: "Every certificate lasts three weeks and more",
  failureTitle: "A certificate ends within three weeks",
  why: "A certificate that ends soon after the cutover takes the login down with it.",
  remedy: "Whoever runs the host: renew the certificate now, and see why it was not renewed by itself.",
  sources: ["practice"],
  kinds: ["hub", "client", "account-home", "tenant-api"],
  needs: ["tls.hosts"],
  judge: ({ tls }) =>
    eachCase(
      tls.hosts.hosts ?? [],
      ({ host }) => host ?? "host",
      ({ host, authorized, validTo, seenAt }) => {
        const left = (Date.parse(validTo ?? "") - Date.parse(seenAt ?? "")) / 86_400_000;
        if (Number.isNaN(left)) {
          const because = `no certificate of ${host} was seen`;
          return unknown(because, "a host that answers on port 443", { evidence: "tls.hosts", because });
        }
        if (left <= 0 || !authorized) {
          return blockedBy("endpoints/tls-certificate-valid", `the certificate of ${host} cannot be trusted`);
        }
        return left > DAYS ? pass : fail(`${host}:443`, `more than ${DAYS} days left`, `until ${validTo}`);
      },
    ),
});
