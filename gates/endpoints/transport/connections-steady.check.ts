import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";

export default defineCheck({
  level: "advisory",
  title: "No connection dropped before it was answered",
  failureTitle: "Connections dropped before they were answered",
  why: "The gates ask again when a connection drops; a browser in the middle of a sign-in shows an error page.",
  remedy:
    "Whoever runs the host: look for restarts, idle time-outs and limits between edge and origin. Repeat the run to see whether it stays.",
  sources: ["practice"],
  kinds: ["client", "tenant-api"],
  needs: ["steadiness.hosts"],
  judge: ({ steadiness }) =>
    eachCase(
      (steadiness.hosts.hosts ?? []).filter(({ requests = 0 }) => requests > 0),
      ({ host }) => host ?? "host",
      ({ host, requests, dropped }) => {
        if (dropped === undefined) {
          const because = `${host}: nobody counted`;
          return unknown(because, "another run", { evidence: "steadiness.hosts", because });
        }
        return Object.keys(dropped).length === 0
          ? pass
          : fail(`${host}:443`, `${requests} requests, none of them twice`, dropped);
      },
    ),
});
