import { randomBytes } from "node:crypto";
import { type Doors, hostMatches, NotGiven } from "../../core/doors.ts";
import type { Subject } from "../../core/subject.ts";
import { taintUrl } from "../http/secrets.ts";

/** Where test people's mails are read. */
export interface Inbox {
  /** an address that nobody had before */
  readonly newAddress: () => string;
  /** every link to a declared host in the mails of this address so far; they are secrets: memory only */
  readonly links: (address: string) => Promise<readonly string[]>;
  /** the first link that is not among those known before; undefined when none came in time */
  readonly nextLink: (
    address: string,
    known: readonly string[],
    timeoutMs: number,
  ) => Promise<string | undefined>;
}

const LINK = /https:\/\/[^\s"'<>\\()[\]{}]+/g;
/** What a person reads: text of a mail, with the few signs that HTML writes differently in addresses. */
const linksIn = (text: string): string[] =>
  (text.replaceAll("&amp;", "&").replaceAll("&#38;", "&").match(LINK) ?? []).map((link) =>
    link.replace(/[.,;:!?]+$/, ""),
  );

const textsIn = (json: unknown, depth = 0): string[] => {
  if (typeof json === "string") return [json];
  if (typeof json !== "object" || json === null || depth > 20) return [];
  return Object.values(json).flatMap((value) => textsIn(value, depth + 1));
};

const POLL_MS = 100;

/** The inbox that the target names. Throws NotGiven where there is none, or its token is not given. */
export const inboxOf = (doors: Doors, { target }: Pick<Subject, "target">): Inbox => {
  const { inbox } = target;
  if (!inbox) {
    throw new NotGiven(
      `the target ${target.name} names no inbox where mails are read`,
      `declare targets.${target.name}.inbox in spokes.yaml, or attest the row`,
    );
  }
  const headers = {
    accept: "application/json, text/plain",
    ...(inbox.bearer !== undefined && { authorization: `Bearer ${doors.secret(inbox.bearer)}` }),
  };
  const declared = (link: string): boolean => {
    const host = URL.parse(link)?.hostname ?? "";
    return doors.reach.declared.some((pattern) => hostMatches(pattern, host));
  };
  const links: Inbox["links"] = async (address) => {
    const words: Readonly<Record<string, string>> = { email: address, name: address.split("@")[0] ?? "" };
    const url = inbox.url.replace(/\{(email|name)\}/g, (_all, word: string) =>
      encodeURIComponent(words[word] ?? ""),
    );
    const { status, text, json } = await doors.http.send(url, { headers });
    if (status === 404) return [];
    if (status === undefined || status >= 300) {
      throw new NotGiven(
        `the inbox answered ${status ?? "nothing"}`,
        `look at targets.${target.name}.inbox: its url and bearer`,
      );
    }
    const texts = json === undefined ? [text] : textsIn(json);
    const found = [...new Set(texts.flatMap(linksIn).filter(declared))];
    for (const link of found) {
      taintUrl(link, doors.taint);
      doors.taint(link, "link of a mail");
    }
    return found;
  };
  return {
    newAddress: () => inbox.address.replace("{random}", randomBytes(8).toString("hex")),
    links,
    nextLink: async (address, known, timeoutMs) => {
      const end = performance.now() + timeoutMs;
      for (let wait = POLL_MS; ; wait = Math.min(2 * wait, 2000)) {
        const link = (await links(address)).find((one) => !known.includes(one));
        if (link !== undefined || performance.now() + wait > end) return link;
        await new Promise((resume) => setTimeout(resume, wait));
      }
    },
  };
};
