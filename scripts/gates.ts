import { EXIT } from "../core/verdict.ts";
import { tellCrash, watchForCrashes } from "./crash.ts";
import { unknownName } from "./usage-error.ts";

/** Verbs are loaded when they are used: `--help` must not wait for a browser library. */
const VERBS = {
  run: () => import("./verbs/run.ts"),
  plan: () => import("./verbs/plan.ts"),
  decide: () => import("./verbs/decide.ts"),
  "can-i-cutover": () => import("./verbs/decide.ts"),
  promote: () => import("./verbs/promote.ts"),
  waive: () => import("./verbs/waive.ts"),
  baseline: () => import("./verbs/baseline.ts"),
  judge: () => import("./verbs/judge.ts"),
  diff: () => import("./verbs/diff.ts"),
  report: () => import("./verbs/report.ts"),
  fleet: () => import("./verbs/fleet.ts"),
  bundle: () => import("./verbs/bundle.ts"),
  verify: () => import("./verbs/verify.ts"),
  agreement: () => import("./verbs/agreement.ts"),
  merge: () => import("./verbs/merge.ts"),
  init: () => import("./verbs/init.ts"),
  doctor: () => import("./verbs/doctor.ts"),
  config: () => import("./verbs/config.ts"),
  explain: () => import("./verbs/explain.ts"),
  tripwire: () => import("./verbs/tripwire.ts"),
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
      --bundle FILE                  a sealed run that is handed in: the pilot's or a dependency's GO,
                                     staging's evidence for production; repeatable (decide takes it too)
      --all                          every spoke of the file, the hub seen once; worst decision decides
      --no-hold                      with --all: judge the others although the pilot has no GO
      --shard 1/3                    with --all: only this part of the spokes (join the parts with merge)
  npm start -- plan [options]        what a run would look at, and what it lacks

  npm start -- decide                can we cut over? From the newest complete run, in seconds
      --spoke ID, --target NAME      (default: the pilot, local); also called can-i-cutover
      --run RUN                      decide on this run
  npm start -- promote               after a GO: write the Target configuration as the Permanent one
  npm start -- baseline approve RUN  make a run the reference (--by WHO --why WHY)
  npm start -- waive CHECK           a waiver to fill in, for a check that failed (--spoke, --target)

  RUN is a folder, a bundle, the id of a run in runs/, or latest (--runs DIR: another folder of runs).
  npm start -- judge RUN             judge its evidence again with today's checks: what changed and why
  npm start -- diff RUN RUN          what changed between two runs, and nothing else (--decisions: only those)
  npm start -- report RUN            tell its reports again (--out DIR; --show-personal: test users unmasked)
  npm start -- fleet                 all spokes by all gates in one page, from the newest runs (--out DIR)
  npm start -- bundle RUN --out DIR  pack it into one signed file
  npm start -- merge RUN RUN --out D  join the parts of a sharded run (--all --shard)
  npm run agreement -- SYSTEM=RUN    record a run on a system that is known, and write docs/agreement.md
  npm start -- verify BUNDLE         offline: signature, every file, judged again (--trust KEY, --max-age H)

  npm start -- init SPOKE            write an entry for a new spoke, from live discovery (--target)
  npm start -- doctor                try what a run needs, each thing alone (--spoke, default: the pilot; --target)
  npm start -- config [SPOKE]        its provider form and client registration, with the live issuer
                                     (default: the pilot; --target)
  npm start -- explain CHECK         what a check asks for, why, and how to mend it
  npm start -- tripwire serve        a relay for the tripwire, where a spoke's backend can reach it
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

/** What a system under test keeps open must not keep a run that is over: by now everything is written and told. */
const LONGEST_FAREWELL_MS = 5000;

watchForCrashes();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = tellCrash(error);
}
setTimeout(() => process.exit(), LONGEST_FAREWELL_MS).unref();
