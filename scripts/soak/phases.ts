import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../paths.ts";
import { readSettings } from "../run/settings.ts";
import { lookingDoors } from "./doors.ts";
import { leftovers } from "./leftovers.ts";
import { type Standing, TARGET } from "./standing.ts";
import { type Given, MOMENTS, type Moment, type Watcher } from "./watch.ts";

/** What the run is killed in: all of Gate 3; and the next run, which looks at one thing. */
const WHOLE = ["--gate", "3"];
const NEXT = ["--check", "claims/scope-as-granted"];

const start = (standing: Standing, out: string, asked: readonly string[]) => {
  const args = ["run", "--spokes", standing.spokesFile, "--target", TARGET, "--out", out, ...asked];
  const child = spawn(process.execPath, [join(ROOT, "scripts/gates.ts"), ...args], {
    cwd: ROOT,
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  return { child, ended };
};

/** What the journal of a run names as open, whether it lives or died. */
const written = (pid: number | undefined): readonly string[] =>
  globSync(".cache/undo/*.json", { cwd: ROOT }).flatMap((file) => {
    const journal = JSON.parse(readFileSync(join(ROOT, file), "utf8")) as {
      readonly pid: number;
      readonly open: readonly { readonly what: string }[];
    };
    return journal.pid === pid ? journal.open.map(({ what }) => what) : [];
  });

/** Tokens of the killed run that open a door all the same. */
const stillOpen = async ({ spokesFile }: Standing, given: readonly Given[]): Promise<number> => {
  const settings = readSettings(spokesFile);
  const doors = lookingDoors(settings);
  try {
    const pilot = settings.subjects(TARGET).find((one) => one.kind === "client");
    const userinfo = pilot?.hub.endpoints.userinfo ?? "";
    const asked = given.map(async ({ host, spoke, token }) => {
      const url = spoke ? `https://${host}/auth/v1/user` : userinfo;
      const { status } = await doors.http.send(url, { headers: { authorization: `Bearer ${token}` } });
      return status === 200;
    });
    return (await Promise.all(asked)).filter(Boolean).length;
  } finally {
    await doors.close();
  }
};

const LONGEST_MS = 60_000;

/** One run killed at this moment, and the next one after it. Sentences about what is wrong then. */
const killedAt = async (standing: Standing, watcher: Watcher, moment: Moment, home: string) => {
  const { effect } = moment;
  watcher.forget();
  const out = join(home, "runs", moment.name.replaceAll(" ", "-"));
  const killed = start(standing, `${out}-killed`, WHOLE);
  let named: readonly string[] = [];
  let came = false;
  const seen = watcher.next(moment, () => {
    named = written(killed.child.pid);
    came = named.includes(effect);
    if (came) killed.child.kill("SIGKILL");
    return came;
  });
  const late = setTimeout(() => killed.child.kill("SIGKILL"), LONGEST_MS);
  await Promise.race([seen, killed.ended]);
  await killed.ended;
  clearTimeout(late);
  if (!came) return [`it was never done with "${effect}" in the journal`];
  const given = [...watcher.given()];
  const before = await leftovers(standing);
  const held = await stillOpen(standing, given);
  const next = start(standing, `${out}-next`, NEXT);
  await next.ended;
  const [left, open] = [await leftovers(standing), await stillOpen(standing, given)];
  process.stdout.write(
    `${moment.name}: journal ${[...new Set(named)].join(", ") || "empty"}; killed: ${before.length} changed, ${held} tokens open; after the next run: ${left.length} changed, ${open} tokens open\n`,
  );
  return [
    ...left,
    ...(open > 0 ? [`${open} tokens of the killed run still open doors`] : []),
    ...[killed, next].flatMap(({ child }) => written(child.pid)).map((what) => `still in a journal: ${what}`),
  ];
};

/** Kills a run at every phase of Gate 3, each time followed by one that must find and leave everything as it was. */
export const walkPhases = async (
  standing: Standing,
  watcher: Watcher,
  home: string,
): Promise<readonly string[]> => {
  const bad: string[] = [];
  for (const moment of MOMENTS) {
    for (const wrong of await killedAt(standing, watcher, moment, home)) bad.push(`${moment.name}: ${wrong}`);
  }
  return bad;
};
