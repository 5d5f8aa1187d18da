import { defineCheck, eachCase } from "../../../core/check.ts";
import { discoveryOf } from "../reading.ts";
import { statements } from "./truthful.ts";

/** A grant that is listed and refused to this client is no lie: a client may be allowed less than the hub can do. */
export default defineCheck({
  level: "advisory",
  title: "What discovery lists is what the hub does",
  failureTitle: "Discovery and the hub's behaviour disagree",
  why: "Backends configure themselves from discovery: what works unlisted is never looked after, what is listed and refused breaks logins.",
  remedy:
    "Hub operator: make the metadata list the algorithms, grants, client authentication and PKCE methods that are in force, and no others.",
  sources: ["OIDCD:3", "RFC8414:2"],
  kinds: ["client"],
  needs: [
    "discovery.effective",
    "authorize.pkce",
    "token.exchange",
    "token.refresh",
    "token.requests",
    "token.client_auth",
    "token.auth_style",
  ],
  judge: ({ discovery, authorize: { pkce }, token }, { spoke }) => {
    const read = discoveryOf(discovery.effective);
    if ("blocked" in read) return read.blocked;
    const { exchange, refresh, requests, client_auth: clientAuth, auth_style: styles } = token;
    const method = spoke.client.auth_method;
    const { document } = read;
    const said = discovery.effective;
    const deeds = { document, said, method, exchange, refresh, requests, clientAuth, styles, pkce };
    return eachCase(
      statements(deeds),
      ({ name }) => name,
      ({ judgement }) => judgement,
    );
  },
});
