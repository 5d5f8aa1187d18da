import { globSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** One file found by its ending, with its default export. */
export interface Discovered<T> {
  /** first folder under `root` plus file name without the ending: `endpoints/discovery-answers` */
  readonly id: string;
  /** path relative to `root`, with forward slashes */
  readonly file: string;
  readonly value: T;
}

/**
 * Imports the default export of every `*.<ending>.ts` under `root`, in the order of their ids.
 * There is no registry to edit: a file with the right ending takes part.
 * @throws when two files claim one id or a file has no default export.
 */
export const discover = async <T>(root: string, ending: string): Promise<Discovered<T>[]> => {
  const suffix = `.${ending}.ts`;
  const files = globSync(`**/*${suffix}`, { cwd: root }).map((file) => file.split(sep).join("/"));
  const found = await Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(join(root, file)).href)) as { default?: T };
      if (module.default === undefined) throw new Error(`${file} has no default export`);
      const [room] = file.split("/");
      return { id: `${room}/${basename(file, suffix)}`, file, value: module.default };
    }),
  );
  found.sort((a, b) => (a.id < b.id ? -1 : 1));
  const twin = found.find((one, index) => one.id === found[index + 1]?.id);
  if (twin) throw new Error(`two files claim the id ${twin.id} under ${relative(process.cwd(), root)}`);
  return found;
};
