import { hostMatches } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** What a person may see in the address bar, and what must stay hidden. */
export type Whose =
  | "the app"
  | "the spoke's backend"
  | "the hub"
  | "the account home"
  | "issuer"
  | "vendor"
  | "another";

export const hostOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;

/** Whose host it is, by the settings alone. Named hosts first: a branded name may lie under a vendor's pattern. */
export const whose = ({ hub, spoke }: ClientSubject, host: string): Whose => {
  if (host === hostOf(spoke.app)) return "the app";
  if (host === hub.publicHost) return "the hub";
  if (host === hostOf(hub.account_home)) return "the account home";
  const name = host.replace(/:\d+$/, "");
  if (host === hostOf(hub.issuer) || hub.backend_hosts.some((pattern) => hostMatches(pattern, name)))
    return "issuer";
  if (hub.vendor_hosts.some((pattern) => hostMatches(pattern, name))) return "vendor";
  return host === hostOf(spoke.backend.url) ? "the spoke's backend" : "another";
};

export const mustStayHidden = (subject: ClientSubject, host: string): boolean =>
  ["issuer", "vendor"].includes(whose(subject, host));
