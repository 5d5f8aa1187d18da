/** One redirect URI that is almost the registered one. */
export interface NearMiss {
  readonly name: string;
  readonly uri: string;
}

/** Redirect URIs that a hub must not take for the registered one. Only `.example` hosts, which nobody owns. */
export const nearMisses = (registered: string): readonly NearMiss[] => {
  const { host, hostname, pathname, origin } = new URL(registered);
  const last = pathname.lastIndexOf("/") + 1;
  const at = (path: string, where = origin) => `${where}${path}`;
  const encodedLast = (percent: string) =>
    `${pathname.slice(0, last)}${percent}${pathname.charCodeAt(last).toString(16)}${pathname.slice(last + 1)}`;
  const misses: Readonly<Record<string, string>> = {
    "trailing-slash": `${registered}/`,
    "extra-path": `${registered}/extra`,
    "parent-path": at(pathname.slice(0, last - 1)),
    "origin-only": origin,
    query: `${registered}?next=/`,
    "empty-query": `${registered}?`,
    fragment: `${registered}#fragment`,
    "other-port": `https://${hostname}:8443${pathname}`,
    "default-port-written": `https://${hostname}:443${pathname}`,
    "http-scheme": `http://${host}${pathname}`,
    "custom-scheme": `cargo-gates://${host}${pathname}`,
    "path-case": at(pathname.replace(/[a-z](?=[^a-z]*$)/i, (letter) => letter.toUpperCase())),
    "host-case": at(pathname, `https://${host.toUpperCase()}`),
    "other-host": at(pathname, "https://gates.example"),
    "host-as-prefix": at(pathname, `https://${host}.gates.example`),
    "host-as-suffix": at(pathname, `https://gates-${host}`),
    subdomain: at(pathname, `https://gates.${host}`),
    "trailing-dot-host": at(pathname, `https://${hostname}.`),
    userinfo: at(pathname, `https://gates@${host}`),
    "host-as-userinfo": at(pathname, `https://${host}@gates.example`),
    backslash: `https://gates.example\\@${host}${pathname}`,
    "protocol-relative": `//${host}${pathname}`,
    encoded: at(encodedLast("%")),
    "double-encoded": at(encodedLast("%25")),
    "path-traversal": at(`${pathname.slice(0, last)}x/../${pathname.slice(last)}`),
    "encoded-traversal": at(`${pathname.slice(0, last)}x/%2e%2e/${pathname.slice(last)}`),
    "double-slash": at(`${pathname.slice(0, last)}/${pathname.slice(last)}`),
    "look-alike": at(pathname, `https://${host.replace("a", "а")}`),
    "line-break": `${registered}\r\nX-Gates: 1`,
    "leading-space": ` ${registered}`,
    "wildcard-path": at(`${pathname.slice(0, last)}*`),
  };
  return Object.entries(misses)
    .filter(([, uri]) => uri !== registered)
    .map(([name, uri]) => ({ name, uri }));
};
