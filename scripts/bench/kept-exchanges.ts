import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One exchange as a run's archive tells it: redacted, but of the same kind and size. */
export interface Kept {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

interface Pair {
  readonly name: string;
  readonly value: string;
}
interface Entry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Pair[];
    readonly postData?: { readonly text: string };
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly Pair[];
    readonly content: { readonly text: string };
  };
}

const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, "_");
/** What the network itself sets, and what says how a body is packed, is left to who sends it. */
const OWN = /^(?:host|connection|content-length|content-encoding|transfer-encoding|expect|date)$/i;
const named = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(
    pairs.filter(({ name }) => !OWN.test(name)).map(({ name, value }) => [name, ascii(value)]),
  );

/** Every exchange over https of a run that was answered, those of its journeys' probes included, in the order in which they were made. */
export const exchangesIn = (runDir: string): Kept[] =>
  globSync("*/{,journeys/}*.har", { cwd: runDir })
    .toSorted()
    .flatMap((file) => {
      const archive = JSON.parse(readFileSync(join(runDir, file), "utf8"));
      return archive.log.entries as readonly Entry[];
    })
    .filter(({ request, response }) => request.url.startsWith("https://") && response.status >= 200)
    .map(({ request, response }) => ({
      method: request.method,
      url: ascii(request.url),
      headers: named(request.headers),
      body: request.postData?.text,
      answer: {
        status: response.status,
        headers: named(response.headers),
        body: response.content.text,
      },
    }));

const isPage = (value: object): boolean =>
  ("navigation" in value &&
    value.navigation === true &&
    "redirected" in value &&
    value.redirected === false) ||
  ("passwordFields" in value && "status" in value);

const pagesBelow = (value: unknown): number => {
  if (typeof value !== "object" || value === null) return 0;
  const below = Object.values(value).reduce<number>((sum, one) => sum + pagesBelow(one), 0);
  return below + Number(isPage(value));
};

/** How many pages browsers loaded in a run, as its evidence tells. */
export const pageLoadsIn = (runDir: string): number =>
  globSync("*/evidence/*.json", { cwd: runDir }).reduce(
    (sum, file) => sum + pagesBelow(JSON.parse(readFileSync(join(runDir, file), "utf8"))),
    0,
  );
