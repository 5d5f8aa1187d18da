import { existsSync, readFileSync } from "node:fs";
import { publicJwk, readPublicKey, thumbprintOf } from "../../core/bundle/keys.ts";
import { plain } from "../../core/redact.ts";
import { fromCaller } from "../paths.ts";
import { openToolbox } from "../run/toolbox.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { type Verified, verify } from "../runs/verify.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- verify BUNDLE [--trust KEY] [--max-age HOURS]";
const THUMBPRINT = /^[\w-]{43}$/;

/** A key as a person names it: its thumbprint, or a file with its public JWK or PEM. */
const trusted = (written: string): string => {
  const file = fromCaller(written);
  if (!existsSync(file)) {
    if (THUMBPRINT.test(written)) return written;
    throw new UsageError(`--trust "${written}" is neither a thumbprint of 43 characters nor a key file.`);
  }
  try {
    return thumbprintOf(publicJwk(readPublicKey(readFileSync(file, "utf8"))));
  } catch (error) {
    throw new UsageError(`--trust ${file}: ${(error as Error).message}.`);
  }
};

const hoursOf = (written: string | undefined): number | undefined => {
  if (written === undefined) return undefined;
  const hours = Number(written.replace(/h$/, ""));
  if (written !== "" && Number.isFinite(hours) && hours > 0) return hours;
  throw new UsageError(`--max-age "${written}" is no number of hours.`);
};

const MOST = 12;

const listed = (all: readonly string[]): string[] => [
  ...all.slice(0, MOST).map((one) => `  - ${one}`),
  ...(all.length > MOST ? [`  and ${all.length - MOST} more`] : []),
];

const tell = ({ integrity, problems, changes }: Verified, trust: readonly string[]): string => {
  const { manifest, statement, keys } = integrity;
  const about = manifest
    ? `${manifest.decision ?? "no decision (a part only)"}: ${manifest.spoke} on target ${manifest.target}, run ${manifest.run}, sealed ${manifest.sealedAt}`
    : "no run can be recognised";
  const whose = statement?.predicate.signing.ephemeral
    ? `key ${keys.join(", ")}: made for this run alone. It proves that nothing was changed since, not who ran it.`
    : trust.length > 0
      ? `key ${keys.join(", ")}${keys.some((key) => trust.includes(key)) ? ": trusted" : ""}`
      : `key ${keys.join(", ")}: not compared with any that you trust (--trust KEY)`;
  const rest =
    changes.length > 0
      ? [
          `Judged again with other rules than it was made with, ${changes.length} verdicts differ (npm start -- judge tells them all).`,
        ]
      : [];
  return problems.length === 0
    ? [
        "It stands up: signature, every file and every verdict, judged again from the evidence.",
        `  ${about}`,
        `  ${whose}`,
        ...rest,
        "",
      ].join("\n")
    : ["It does not stand up:", ...listed(problems), `  (it claims ${about})`, ...rest, ""].join("\n");
};

/** Checks a bundle or a run folder, offline. 0: it stands up. 1: it does not, and why. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    trust: { type: "string", multiple: true },
    "max-age": { type: "string" },
    runs: { type: "string" },
  });
  const [run] = wordsUpTo(words, 1, USAGE);
  const trust = (values.trust ?? []).map(trusted);
  const demands = { trust, maxAgeHours: hoursOf(values["max-age"]), now: new Date() };
  const path = runPath(run, runsFolder(values.runs));
  const verified = verify(openFiles(path), await openToolbox(), demands);
  process.stdout.write(plain(tell(verified, trust)));
  return verified.problems.length === 0 ? 0 : 1;
};
