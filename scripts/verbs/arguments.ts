import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "../../core/nearest.ts";
import { UsageError } from "../usage-error.ts";

type Known = NonNullable<ParseArgsConfig["options"]>;

/** `--trust -abc`: a value may begin with a dash (one thumbprint in 64 does), as long as it names no option. */
const withDashedValues = (args: readonly string[], options: Known): string[] => {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    const next = args[at + 1];
    const takesText = word.startsWith("--") && options[word.slice(2)]?.type === "string";
    const named = Object.hasOwn(options, next?.replace(/^--/, "").split("=")[0] ?? "");
    if (takesText && next?.startsWith("-") && !named) {
      joined.push(`${word}=${next}`);
      at++;
    } else joined.push(word);
  }
  return joined;
};

/** Options and plain words of a verb. A misspelt option is answered with the nearest one. */
export const readArguments = <const O extends Known>(args: readonly string[], options: O) => {
  try {
    const { values, positionals } = parseArgs({
      args: withDashedValues(args, options),
      options,
      strict: true,
      allowPositionals: true,
    });
    return { values, words: positionals };
  } catch (error) {
    const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
    const odd = args.find(
      (word) => word.startsWith("--") && !Object.hasOwn(options, word.slice(2).split("=")[0] ?? ""),
    );
    const near = odd ? nearest(odd.slice(2), Object.keys(options), 1)[0] : undefined;
    throw new UsageError(
      [`${said}.`, near && `Did you mean --${near}?`, "All options: npm start -- --help"]
        .filter(Boolean)
        .join(" "),
    );
  }
};

/** No more words than the verb takes. */
export const wordsUpTo = (words: readonly string[], most: number, usage: string): readonly string[] => {
  if (words.length > most) throw new UsageError(`Too many words: ${usage}`);
  return words;
};
