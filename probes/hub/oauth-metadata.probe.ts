import { defineProbe } from "../../core/probe.ts";

const WELL_KNOWN = "/.well-known/oauth-authorization-server";

export default defineProbe({
  title: "OAuth server metadata (RFC 8414), in both forms of its path",
  kinds: ["hub"],
  produces: ["discovery.oauth"],
  access: ["public"],
  gather: async ({ subject: { hub }, doors, saw }) => {
    const bases = [
      { who: "public", base: hub.public_url },
      ...(hub.issuer === undefined ? [] : [{ who: "issuer", base: hub.issuer }]),
    ];
    const urls = bases.flatMap(({ who, base }) => {
      const url = URL.parse(base);
      const path = url && url.pathname !== "/" ? url.pathname.replace(/\/$/, "") : "";
      return url
        ? [
            { name: `${who} suffix`, sent: `${base.replace(/\/$/, "")}${WELL_KNOWN}` },
            { name: `${who} inserted`, sent: `${url.origin}${WELL_KNOWN}${path}` },
          ]
        : [];
    });
    const ask = async ({ name, sent }: (typeof urls)[number]) => ({
      name,
      sent,
      answer: (await doors.http.send(sent)).seen,
    });
    saw("discovery.oauth", { attempts: await Promise.all(urls.map(ask)) });
  },
});
