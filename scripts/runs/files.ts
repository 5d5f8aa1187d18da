import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type FileMap, unpack } from "../../core/bundle/tar.ts";
import { UsageError } from "../usage-error.ts";

/** The files of a run, wherever they are kept. Paths with forward slashes, relative to the run. */
export interface RunFiles {
  /** where a person finds it */
  readonly place: string;
  readonly paths: readonly string[];
  readonly read: (path: string) => Uint8Array | undefined;
}

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // A link is judged by what it is, a file that nobody sealed, never by where it leads.
    return entry.isDirectory() ? walk(path) : [path];
  });

export const filesInFolder = (folder: string): RunFiles => ({
  place: folder,
  paths: walk(folder)
    .map((path) => relative(folder, path).split(sep).join("/"))
    .sort(),
  read: (path) => {
    try {
      return readFileSync(join(folder, path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  },
});

const filesInMap = (place: string, map: FileMap): RunFiles => ({
  place,
  paths: [...map.keys()].sort(),
  read: (path) => map.get(path),
});

/** A run folder, or a bundle of one. */
export const openFiles = (path: string): RunFiles => {
  if (!existsSync(path)) throw new UsageError(`There is no run folder or bundle ${path}.`);
  if (statSync(path).isDirectory()) return filesInFolder(path);
  try {
    return filesInMap(path, unpack(readFileSync(path)));
  } catch (error) {
    throw new UsageError(`${path} is no bundle: ${(error as Error).message}.`);
  }
};

export const textOf = (files: RunFiles, path: string): string | undefined => {
  const content = files.read(path);
  return content === undefined ? undefined : Buffer.from(content).toString("utf8");
};
