import { defineProbe } from "../../core/probe.ts";

const WELL_KNOWN = "/.well-known/oauth-authorization-server";
/** RFC 8414 5: OpenID's document in the inserted form as well; its suffix form is looked at elsewhere. */
const OPENID = "/.well-known/openid-configuration";

export default defineProbe({
  title: "Server metadata (RFC 8414): OAuth's in both forms of its path, OpenID's in the inserted one",
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
            ...(path === ""
              ? []
              : [{ name: `${who} openid inserted`, sent: `${url.origin}${OPENID}${path}` }]),
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
