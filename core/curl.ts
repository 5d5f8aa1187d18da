import type { Answer } from "./evidence/piece.ts";
import { plain } from "./redact.ts";

const MASK = /‹([^‹›]*)›/;
const variable = (label: string): string =>
  /^[A-Z][A-Z0-9_]*$/.test(label) ? label : label.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase() || "SECRET";

/** One word for a POSIX shell: everything literal but the masked secrets, which become `"$NAME"`. */
export const shellWord = (text: string): string => {
  const parts = plain(text).split(MASK);
  const quoted = parts.map((part, at) => {
    if (at % 2 === 1) return `"$${variable(part)}"`;
    return part === "" ? "" : `'${part.replaceAll("'", "'\\''")}'`;
  });
  return quoted.join("") || "''";
};

/** What the command needs besides what was sent: where names really lead, and whom to trust. */
export interface CurlReach {
  /** `host:port` to `address:port` */
  readonly resolve?: Readonly<Record<string, string>>;
  /** PEM file of extra certificate authorities */
  readonly caFile?: string;
}

const detour = (url: URL, { resolve = {}, caFile }: CurlReach): string[] => {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const to = resolve[`${url.hostname}:${port}`];
  return [
    ...(to ? ["--connect-to", shellWord(`${url.hostname}:${port}:${to}`)] : []),
    ...(caFile && url.protocol === "https:" ? ["--cacert", shellWord(caFile)] : []),
  ];
};

const header = ([name, value]: readonly [string, string]): string[] => {
  const basic = name.toLowerCase() === "authorization" ? /^Basic ([\s\S]+)$/i.exec(value)?.[1] : undefined;
  return basic ? ["--user", shellWord(basic)] : ["--header", shellWord(`${name}: ${value}`)];
};

/**
 * A command that repeats an exchange as it was made: redirects not followed, secrets as `$NAME`. Undefined when the
 * exchange was no request of the web, or one that curl puts right (two Host headers).
 */
export const curlOf = (answer: Answer, reach: CurlReach = {}): string | undefined => {
  const url = URL.parse(answer.url ?? "");
  if (!answer.url || (url?.protocol !== "https:" && url?.protocol !== "http:")) return undefined;
  const { method = "GET", sent } = answer;
  if (Object.values(sent?.headers ?? {}).some((value) => value.includes("\n"))) return undefined;
  return [
    "curl",
    "--silent",
    "--show-error",
    "--include",
    ...(method === "GET" ? [] : ["--request", method]),
    ...(sent?.target === undefined ? [] : ["--request-target", shellWord(sent.target)]),
    ...detour(url, reach),
    ...Object.entries(sent?.headers ?? {}).flatMap(header),
    ...(sent?.body === undefined ? [] : ["--data-raw", shellWord(sent.body)]),
    // the URL as it was: nothing in it is a pattern, and no path segment is taken out
    "--globoff",
    "--path-as-is",
    shellWord(answer.url),
  ].join(" ");
};

const isAnswer = (value: object): value is Answer => "exchange" in value && "url" in value;

/** The answer with this exchange id, wherever it stands in a value. */
const withId = (value: unknown, id: string): Answer | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if (isAnswer(value) && value.exchange === id) return value;
  for (const inner of Object.values(value)) {
    const found = withId(inner, id);
    if (found) return found;
  }
  return undefined;
};

/** At the end of an address: a version of TLS that our own side speaks only when it is told to. */
const OLD_TLS = / TLSv(1(?:\.1)?)$/;
const onlyTls = (version: string): string[] => [
  `--tlsv${version}`,
  "--tls-max",
  version,
  "--ciphers",
  shellWord("DEFAULT:@SECLEVEL=0"),
];

/** What a failed verdict says about where it was seen. */
interface Seen {
  readonly at?: string;
  readonly exchanges?: readonly string[];
}

/**
 * The command that repeats what a fail rests on: its last exchange, found anywhere in the evidence; without one, the
 * address where it was seen. Undefined when it was not seen over HTTP (a setting, a page in a browser).
 */
export const curlFor = (
  { at, exchanges }: Seen,
  evidence: unknown,
  reach?: CurlReach,
): string | undefined => {
  const answers = (exchanges ?? []).map((id) => withId(evidence, id)).filter((one) => one !== undefined);
  const last = answers.at(-1);
  if (last) return curlOf(last, reach);
  const url = /^https?:\/\/\S+/.exec(at ?? "")?.[0] ?? /^[a-z0-9.-]+:443(?=$| )/.exec(at ?? "")?.[0];
  if (url === undefined) return undefined;
  const address = url.endsWith(":443") ? `https://${url.slice(0, -4)}/` : url;
  const old = OLD_TLS.exec(at ?? "")?.[1];
  const flags = [
    "--include",
    "--verbose",
    ...(old === undefined ? [] : onlyTls(old === "1.1" ? "1.1" : "1.0")),
  ];
  return curlOf({ url: address }, reach)?.replace("--include", flags.join(" "));
};
