import { defineProbe } from "../../core/probe.ts";
import type { SubjectOf } from "../../core/subject.ts";
import { lookAtTls } from "./look.ts";

/** One URL of each host that the subject shows to browsers and backends. */
const fronts = (subject: SubjectOf<"hub" | "client" | "account-home">): readonly string[] => {
  if (subject.kind === "hub") return [subject.hub.endpoints.discovery, `${subject.hub.account_home}/`];
  if (subject.kind === "account-home") return [`${subject.spoke.app}${subject.spoke.screens.login}`];
  const { app, backend } = subject.spoke;
  return [`${app}/`, `${backend.url}${backend.auth_path}/health`];
};

export default defineProbe({
  title: "Certificates, plain http, first https answer",
  kinds: ["hub", "client", "account-home"],
  produces: ["tls.hosts", "http.plain", "http.secure"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const urls = fronts(subject).map((url) => new URL(url));
    const attempt = async (url: URL) => ({
      name: url.hostname,
      sent: url.href,
      answer: (await doors.http.send(url.href)).seen,
    });
    const plain = (url: URL) => new URL(url.href.replace(/^https:/, "http:"));
    await Promise.all([
      Promise.all(urls.map((url) => lookAtTls(doors.reach, url.hostname, Number(url.port || 443)))).then(
        (hosts) => saw("tls.hosts", { hosts }),
      ),
      Promise.all(urls.map((url) => attempt(plain(url)))).then((attempts) => saw("http.plain", { attempts })),
      Promise.all(urls.map(attempt)).then((attempts) => saw("http.secure", { attempts })),
    ]);
  },
});
