import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";
import { nearMisses } from "./near-misses.ts";

const retired = ({ hub, spoke }: ClientSubject): readonly string[] => [
  ...new Set([
    `${spoke.app}/auth/callback`,
    `${spoke.app}/auth/silent`,
    ...hub.redirect_allowlist.filter((one) => one.retired && one.spoke === spoke.id).map(({ url }) => url),
  ]),
];

/** Where the backend would answer under its vendor's name: as stated, else guessed from the vendor's pattern. */
const vendorCallbacks = ({ hub, spoke }: ClientSubject): readonly { name: string; uri: string }[] => {
  const path = new URL(spoke.callback).pathname;
  const stated = spoke.backend.vendor_host;
  const guessed = hub.vendor_hosts.map((pattern) => pattern.replace(/^\*/, spoke.id));
  return [
    ...(stated ? [{ name: `declared ${stated}`, uri: `https://${stated}${path}` }] : []),
    ...guessed.map((host) => ({ name: `guessed ${host}`, uri: `https://${host}${path}` })),
  ];
};

export default defineProbe({
  title: "Redirect URIs and clients that the hub must not accept",
  kinds: ["client"],
  produces: ["authorize.redirects", "authorize.retired", "authorize.vendor", "authorize.clients"],
  access: ["public", "test person"],
  gather: async ({ subject, doors, saw }) => {
    const { browser, user, endpoint } = await sessionOf(doors, subject);
    const attempt = async (name: string, sent: string, change: Record<string, string>) => {
      const request = authorizationRequest(doors, subject, change, endpoint);
      const { walk } = await authorizeWith(browser, subject.hub, request, user);
      return { name, sent, walk };
    };
    const redirect = ({ name, uri }: { readonly name: string; readonly uri: string }) =>
      attempt(name, uri, { redirect_uri: uri });
    const client = `cargo-gates-unknown-${subject.id}`;
    const [redirects, old, vendor, unknown] = await Promise.all([
      Promise.all(nearMisses(subject.spoke.callback).map(redirect)),
      Promise.all(retired(subject).map((uri) => redirect({ name: new URL(uri).pathname, uri }))),
      Promise.all(vendorCallbacks(subject).map(redirect)),
      Promise.all([attempt("unknown-client", client, { client_id: client })]),
    ]);
    saw("authorize.redirects", { attempts: redirects });
    saw("authorize.retired", { attempts: old });
    saw("authorize.vendor", { attempts: vendor });
    saw("authorize.clients", { attempts: unknown });
  },
});
