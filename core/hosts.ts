import { hostMatches } from "./doors.ts";
import type { Subject } from "./subject.ts";

/** What a person may see in the address bar, and what must stay hidden. */
export type Whose =
  | "the app"
  | "the spoke's backend"
  | "the hub"
  | "the account home"
  | "issuer"
  | "vendor"
  | "another";

/** The five classes of the exposure walk: Cargo's public domain, the spoke's own, the issuer's host, the vendor's, nobody's that was declared. */
export type HostClass = "public" | "spoke" | "backend" | "vendor" | "foreign";

export const CLASS_OF: Readonly<Record<Whose, HostClass>> = {
  "the hub": "public",
  "the account home": "public",
  "the app": "spoke",
  "the spoke's backend": "spoke",
  issuer: "backend",
  vendor: "vendor",
  another: "foreign",
};

export const hostOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;

/** Whose host it is, by the settings alone. Named hosts first: a branded name may lie under a vendor's pattern. */
export const whose = (subject: Subject, host: string): Whose => {
  const { hub } = subject;
  const spoke = "spoke" in subject ? subject.spoke : undefined;
  if (host === hub.publicHost) return "the hub";
  if (host === hostOf(hub.account_home)) return "the account home";
  if (spoke && "app" in spoke && host === hostOf(spoke.app)) return "the app";
  const under = (patterns: readonly string[]) =>
    patterns.some((pattern) => hostMatches(pattern, host.replace(/:\d+$/, "")));
  // where the issuer is known, another host under the same pattern is somebody else's project at the vendor
  if (hub.issuer === undefined ? under(hub.backend_hosts) : host === hostOf(hub.issuer)) return "issuer";
  if (under(hub.vendor_hosts)) return "vendor";
  if (under(hub.backend_hosts)) return "issuer";
  return spoke && "backend" in spoke && host === hostOf(spoke.backend.url)
    ? "the spoke's backend"
    : "another";
};

export const classOf = (subject: Subject, host: string): HostClass => CLASS_OF[whose(subject, host)];

/** A person must never be led to the issuer's host or the vendor's, whatever the way. */
export const mustStayHidden = (subject: Subject, host: string): boolean =>
  ["backend", "vendor"].includes(classOf(subject, host));
