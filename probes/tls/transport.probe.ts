import type { Doors } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import type { SubjectOf } from "../../core/subject.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { lookAtOldTls, lookAtTls } from "./look.ts";

/** One URL of each host that the subject shows to browsers and backends. */
const fronts = (
  subject: SubjectOf<"hub" | "client" | "account-home" | "tenant-api">,
  doors: Doors,
): readonly string[] => {
  if (subject.kind === "hub") return [subject.hub.endpoints.discovery, `${subject.hub.account_home}/`];
  if (subject.kind === "account-home") return [`${subject.spoke.app}${subject.spoke.screens.login}`];
  if (subject.kind === "tenant-api") {
    const { host, tenants } = subject.spoke;
    const { first, second } = tenants;
    return [first.subdomain, second.subdomain].map((name) => `https://${name}.${host}/api/v1/packages`);
  }
  return [`${subject.spoke.app}/`, spokeStateOf(subject, doors).front];
};

export default defineProbe({
  title: "Certificates, plain http, first https answer",
  kinds: ["hub", "client", "account-home", "tenant-api"],
  produces: ["tls.hosts", "tls.old", "http.plain", "http.secure"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const urls = fronts(subject, doors).map((url) => new URL(url));
    // tokens and keys come from the issuer's host too, though no browser goes there
    const issuer = subject.kind === "hub" ? URL.parse(subject.hub.issuer ?? "") : null;
    const hosts = [...urls, ...(issuer ? [issuer] : [])].map((url) => ({
      host: url.hostname,
      port: Number(url.port || 443),
    }));
    const attempt = async (url: URL) => ({
      name: url.hostname,
      sent: url.href,
      answer: (await doors.http.send(url.href)).seen,
    });
    const plain = (url: URL) => new URL(url.href.replace(/^https:/, "http:"));
    await Promise.all([
      Promise.all(hosts.map(({ host, port }) => lookAtTls(doors.reach, host, port))).then((looks) =>
        saw("tls.hosts", { hosts: looks }),
      ),
      Promise.all(
        hosts.flatMap(({ host, port }) =>
          (["TLSv1", "TLSv1.1"] as const).map((version) => lookAtOldTls(doors.reach, host, version, port)),
        ),
      ).then((looks) => saw("tls.old", { looks })),
      Promise.all(urls.map((url) => attempt(plain(url)))).then((attempts) => saw("http.plain", { attempts })),
      Promise.all(urls.map(attempt)).then((attempts) => saw("http.secure", { attempts })),
    ]);
  },
});
