import { EXIT } from "../core/verdict.ts";
import { UsageError, unknownName } from "./usage-error.ts";

/** Verbs are loaded when they are used: `--help` must not wait for a browser library. */
const VERBS = {
  run: () => import("./verbs/run.ts"),
  plan: () => import("./verbs/plan.ts"),
  explain: () => import("./verbs/explain.ts"),
  federation: () => import("./verbs/federation.ts"),
} as const;

const HELP = `Gates of the Cargo identity federation

  npm start                          gate the pilot against the embedded local federation
  npm start -- run [options]         plan, gather, judge, decide, report
      --spokes FILE                  settings to use instead of ./spokes.yaml
      --spoke ID                     what to gate (default: the pilot)
      --target NAME                  where it is reached (default: local)
      --gate N                       only this gate; repeatable (a partial run decides nothing)
      --check ID                     only this check; repeatable (likewise)
      --world NAME, --fault NAME     target local only: a federation with something wrong in it
      --out DIR                      run folder (default: runs/<run id>)
  npm start -- plan [options]        what a run would look at, and what it lacks
  npm start -- explain CHECK         what a check asks for, why, and how to mend it
  npm start -- federation [options]  start the local federation and leave it up (--fault, --world)

Exit codes: 0 GO, 1 NO-GO, 2 usage or settings, 3 PAUSED, 4 UNKNOWN, 5 HELD, 70 error of the harness.
`;

const main = async (words: readonly string[]): Promise<number> => {
  const [first = "run", ...rest] = words;
  if (["help", "--help", "-h"].includes(first) || rest.includes("--help")) {
    process.stdout.write(HELP);
    return EXIT.GO;
  }
  // Options without a verb mean the main job.
  const [verb, args] = first.startsWith("-") ? ["run", words] : [first, rest];
  if (!Object.hasOwn(VERBS, verb)) throw unknownName("verb", verb, Object.keys(VERBS));
  const { perform } = await VERBS[verb as keyof typeof VERBS]();
  return perform(args);
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT.USAGE;
  } else {
    process.stderr.write(
      `Error of the harness, not of what it tests:\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = EXIT.HARNESS;
  }
}
