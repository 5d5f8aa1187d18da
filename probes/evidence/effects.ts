import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Effect, Effects } from "../../core/doors.ts";
import { writeWhole } from "./disk-store.ts";

/** What one run has made at a target and not undone yet, as it stands on disk. */
interface Written {
  readonly run: string;
  readonly target: string;
  readonly machine: string;
  readonly pid: number;
  readonly open: readonly Effect[];
}

const isWritten = (value: unknown): value is Written =>
  typeof value === "object" && value !== null && Array.isArray((value as Partial<Written>).open);

/** A process that may not be signalled is alive all the same. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const readAll = (folder: string): { readonly file: string; readonly written: Written }[] => {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return []; // nobody has written anything here yet
  }
  return names.flatMap((name) => {
    const file = join(folder, name);
    try {
      const written: unknown = JSON.parse(readFileSync(file, "utf8"));
      return isWritten(written) ? [{ file, written }] : [];
    } catch {
      return []; // another run has taken it away in this very moment
    }
  });
};

/** The journal of a run's effects: one file a run in `folder`, written before each effect and gone when all are undone. */
export const diskEffects = (folder: string, run: string, target: string): Effects => {
  const open = new Map<symbol, Effect>();
  const mine = join(folder, `${run}.json`);
  const write = (file: string, written: Written): void => {
    if (written.open.length === 0) rmSync(file, { force: true });
    else writeWhole(file, `${JSON.stringify(written)}\n`);
  };
  const save = () =>
    write(mine, { run, target, machine: hostname(), pid: process.pid, open: [...open.values()] });
  return {
    begin: (effect) => {
      const key = Symbol();
      open.set(key, effect);
      save();
      return () => {
        if (open.delete(key)) save();
      };
    },
    left: (spoke) =>
      readAll(folder)
        .filter(
          ({ file, written: { target: at, machine, pid } }) =>
            file !== mine && at === target && machine === hostname() && !isAlive(pid),
        )
        .flatMap(({ file, written }) =>
          written.open
            .filter((effect) => effect.spoke === spoke)
            .map((effect) => ({
              ...effect,
              run: written.run,
              done: () => {
                const now = readAll(folder).find((one) => one.file === file)?.written;
                const same = (one: Effect) => one.what === effect.what && one.name === effect.name;
                if (now) write(file, { ...now, open: now.open.filter((one) => !same(one)) });
              },
            })),
        ),
  };
};
