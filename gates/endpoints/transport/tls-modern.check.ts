import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";

const MODERN = ["TLSv1.2", "TLSv1.3"];
/** What says that the other side refused: its own alert, or hanging up on that version alone. */
const REFUSED = /ALERT|^ECONNRESET$|^EPIPE$/;

export default defineCheck({
  level: "advisory",
  title: "Every host speaks TLS 1.2 or 1.3 and refuses what is older",
  failureTitle: "A host speaks an outdated version of TLS",
  why: "TLS 1.0 and 1.1 are broken and forbidden; whoever sits on the way can push a browser down to them.",
  remedy: "Whoever runs the host: switch TLS 1.0 and 1.1 off, and 1.2 or 1.3 on.",
  sources: ["RFC9325:3.1.1", "RFC8996"],
  kinds: ["hub", "client", "account-home", "tenant-api"],
  needs: ["tls.hosts", "tls.old"],
  judge: ({ tls }) => {
    const reached = new Set(
      (tls.hosts.hosts ?? []).filter(({ protocol }) => protocol !== undefined).map(({ host }) => host),
    );
    if ((tls.old.looks ?? []).length === 0) {
      const because = "no host was asked for an old version of TLS";
      return unknown(because, "a run in which they are asked", { evidence: "tls.old", because });
    }
    const things = [
      ...(tls.hosts.hosts ?? []).map(({ host, protocol, error }) => ({
        name: `${host} today`,
        judge: (): Judgement => {
          if (protocol === undefined) {
            const because = `no handshake with ${host}: ${error?.code ?? "not seen"}`;
            return blockedBy("endpoints/tls-certificate-valid", because);
          }
          return MODERN.includes(protocol)
            ? pass
            : fail(`${host}:443 ${protocol}`, MODERN.join(" or "), protocol);
        },
      })),
      ...(tls.old.looks ?? []).map(({ host, version, protocol, error }) => ({
        name: `${host} ${version}`,
        judge: (): Judgement => {
          if (protocol !== undefined)
            return fail(`${host}:443 ${version}`, `${version} refused`, `${protocol} spoken`);
          if (reached.has(host) && REFUSED.test(error?.code ?? "")) return pass;
          const because = `${host} ${version}: ${error?.code ?? "not seen"} is not a refusal of that host`;
          return unknown(because, `a handshake with ${host} from a machine whose TLS speaks ${version}`, {
            evidence: "tls.old",
            because,
          });
        },
      })),
    ];
    return eachCase(
      things,
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
