import { hostMatches } from "../../core/doors.ts";
import type { Subject } from "../../core/subject.ts";

/** Whose a host is: the person's browser, the spoke's app and backend, Cargo's, the vendor's, or nobody's we know. */
export type HostClass = "browser" | "app" | "spoke" | "hub" | "home" | "vendor" | "foreign";

export const CLASS_WORDS: Readonly<Record<HostClass, string>> = {
  browser: "the person",
  app: "the spoke's app",
  spoke: "the spoke's backend",
  hub: "Cargo hub",
  home: "Cargo account home",
  vendor: "vendor host",
  foreign: "undeclared host",
};

export const urlOf = (text: string | undefined): URL | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
const hostOf = (text: string | undefined): string | undefined => urlOf(text)?.host;

export const classOf = (subject: Subject, host: string): HostClass => {
  const { hub } = subject;
  const name = host.replace(/:\d+$/, "");
  if (name === hub.publicHost) return "hub";
  if (host === hostOf(hub.account_home)) return "home";
  if (subject.kind === "client" && host === hostOf(subject.spoke.backend.url)) return "spoke";
  if ("spoke" in subject && "app" in subject.spoke && host === hostOf(subject.spoke.app)) return "app";
  const vendor = [...hub.vendor_hosts, ...hub.backend_hosts].some((pattern) => hostMatches(pattern, name));
  return vendor || host === hostOf(hub.issuer) ? "vendor" : "foreign";
};
