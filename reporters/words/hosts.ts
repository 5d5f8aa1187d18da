import { type HostClass as Class, classOf as classIn, type Whose, whose } from "../../core/hosts.ts";
import type { Subject } from "../../core/subject.ts";

/** Who takes part in a login: the person at the browser, or a host of one of the five classes. */
export type HostClass = "browser" | Class;

const WORDS: Readonly<Record<Whose, string>> = {
  "the app": "the spoke's app",
  "the spoke's backend": "the spoke's backend",
  "the hub": "Cargo hub",
  "the account home": "Cargo account home",
  issuer: "issuer's backend host",
  vendor: "vendor host",
  another: "undeclared host",
};

export const urlOf = (text: string | undefined): URL | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined;

export const classOf = (subject: Subject, host: string): HostClass => classIn(subject, host);

/** Whose a host is, in words for a person. */
export const hostWords = (subject: Subject, host: string): string => WORDS[whose(subject, host)];
