import { SourceMap, type SourceMapPayload } from "node:module";
import type { Page } from "@playwright/test";
import { parse } from "node-html-parser";
import { type Doors, hostMatches, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Script } from "../../core/evidence/script.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { cleanUrl } from "./clean.ts";
import type { Session } from "./journey.ts";
import { storedBy, within } from "./page.ts";

const READ_MS = 3000;
/** Chunks that scripts name and no page loaded: a login page may lie in one. */
const MOST_CHUNKS = 80;
/** Longest piece of text that is read as a script, in characters. */
const LONGEST = 8_000_000;

interface Text {
  readonly url: string;
  readonly from: "page" | "chunk" | "inline" | "document";
  readonly text: string | undefined;
}

const isScript = (type: string): boolean =>
  type === "" || type === "module" || /(java|ecma)script/i.test(type);

/** Scripts that stand in a document itself, event handlers among them. */
const inlineScripts = (url: string, html: string): Text[] => {
  const root = parse(html, { blockTextElements: { script: true } });
  const blocks = root
    .querySelectorAll("script")
    .filter((one) => !one.hasAttribute("src") && isScript(one.getAttribute("type") ?? ""))
    .map((one) => one.rawText);
  const handlers = root
    .querySelectorAll("*")
    .flatMap((one) => Object.entries(one.attributes).filter(([name]) => /^on[a-z]+$/i.test(name)))
    .map(([, code]) => `function handler(event) { ${code} }`);
  return [...blocks, ...handlers]
    .filter((text) => text.trim() !== "")
    .map((text) => ({ url, from: "inline" as const, text }));
};

/** What the pages of this session were given, each address once. */
const textsOf = async ({ watch }: Session, app: string, doors: Doors): Promise<Text[]> => {
  // a browser lets go of what earlier pages were given
  const again = async (url: string) => {
    const { status, text } = await doors.http.send(url);
    return status === 200 ? text : undefined;
  };
  const wanted = watch
    .since(0)
    .filter(
      ({ hop, url }) =>
        hop.status === 200 &&
        (hop.kind === "script" || (hop.kind === "document" && url.startsWith(`${app}/`))),
    );
  const unique = [...new Map(wanted.map((one) => [one.url, one])).values()];
  return Promise.all(
    unique.map(async ({ request, hop, url }) => {
      const read = async () => (await request.response())?.text();
      const from = hop.kind === "script" ? ("page" as const) : ("document" as const);
      const text = await within(read(), READ_MS, undefined);
      return { url, from, text: text ?? (await again(url)) };
    }),
  );
};

/** The file and line that the script's own source map names; undefined without a map. */
const sourceOf = async (doors: Doors, url: string, code: string) => {
  const named = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  const at = named && URL.parse(named, url);
  if (!at) return undefined;
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(named)?.[1];
  const text = inline
    ? Buffer.from(inline, "base64").toString()
    : at.origin === new URL(url).origin
      ? (await doors.http.send(at.href)).text
      : "";
  try {
    const map = new SourceMap(JSON.parse(text) as SourceMapPayload);
    return (line: number, column: number): string | undefined => {
      const entry = map.findEntry(line - 1, column - 1);
      return "originalSource" in entry ? `${entry.originalSource}:${entry.originalLine + 1}` : undefined;
    };
  } catch {
    return undefined;
  }
};

/** Vendor hosts among what the page keeps in this browser. */
export const hostsKept = async (
  tab: Page,
  { context }: Session,
  { hub }: ClientSubject,
): Promise<{ at: string; text: string }[]> =>
  Object.entries(await storedBy(tab, context)).flatMap(([store, entries]) =>
    Object.entries(entries as Record<string, string>).flatMap(([name, value]) =>
      vendorHostsIn(hub.vendor_hosts, `${name} ${value}`).map((host) => ({
        at: `${store}: ${name.slice(0, 80)}`,
        text: host,
      })),
    ),
  );

/** Whole host names under one of these patterns. `*.example.co` in a message is a pattern, not a host. */
const vendorHostsIn = (patterns: readonly string[], text: string): string[] =>
  [...text.matchAll(/(?<![*\w.-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?![\w-])/gi)]
    .map(([host]) => host.toLowerCase())
    .filter((host) => patterns.some((pattern) => hostMatches(pattern, host)));

export interface ScriptsSeen {
  readonly loaded: Evidence["script.loaded"];
  readonly hosts: Evidence["script.hosts"];
}

/** Reads every script that the app's pages loaded and every chunk that those name, and the app's own documents. */
export const readScripts = async (
  session: Session,
  { spoke, hub }: ClientSubject,
  doors: Doors,
): Promise<ScriptsSeen> => {
  const { readScript, LOCAL_AUTH } = await import("../browser/script-tree.ts").catch((error: unknown) => {
    throw new NotGiven(
      `the parser of scripts does not run here (${String(error).slice(0, 120)})`,
      "npm install",
    );
  });
  const vendorHosts = (text: string): string[] => vendorHostsIn(hub.vendor_hosts, text);
  const texts = await textsOf(session, spoke.app, doors);
  const documents = texts.filter(({ from }) => from === "document");
  const queue: Text[] = [
    ...texts.filter(({ from }) => from === "page"),
    ...documents.flatMap(({ url, text }) => inlineScripts(url, text ?? "")),
  ];
  const known = new Set(texts.map(({ url }) => url));
  const scripts: Script[] = [];
  const found: { at: string; text: string }[] = documents.flatMap(({ url, text }) =>
    [...new Set(vendorHosts(text ?? ""))].map((host) => ({ at: cleanUrl(url), text: host })),
  );
  const seenInline = new Set<string>();
  let chunks = 0;
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { url, from, text } = next;
    if (from === "inline" && (seenInline.has(text ?? "") || !seenInline.add(text ?? ""))) continue;
    const at = { url: cleanUrl(url), from, bytes: Buffer.byteLength(text ?? "") };
    if (text === undefined || text.length > LONGEST) {
      scripts.push({
        ...at,
        calls: [],
        error: text === undefined ? "it could not be read" : "it is too long",
      });
      continue;
    }
    const tree = readScript(text);
    const source = tree.calls.length > 0 ? await sourceOf(doors, url, text) : undefined;
    scripts.push({
      ...at,
      calls: tree.calls.map((call) => {
        const original = source?.(call.line, call.column);
        return { ...call, ...(original !== undefined && { source: original }) };
      }),
      ...(tree.error !== undefined && { error: tree.error }),
    });
    const hosts = new Set(tree.strings.flatMap(vendorHosts));
    found.push(...[...hosts].map((host) => ({ at: at.url, text: host })));
    for (const name of tree.names) {
      const chunk = /^[./]|^https:/.test(name) ? URL.parse(name, url) : null;
      if (chunk?.origin !== spoke.app || known.has(chunk.href) || chunks >= MOST_CHUNKS) continue;
      known.add(chunk.href);
      chunks += 1;
      const { status, text: body } = await doors.http.send(chunk.href);
      if (status === 200) queue.push({ url: chunk.href, from: "chunk", text: body });
    }
  }
  return {
    loaded: { lookedFor: [...LOCAL_AUTH], scripts },
    hosts: { searched: documents.length + scripts.length, found },
  };
};
