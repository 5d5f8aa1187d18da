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

/** A bundle that lies in memory. Throws a usage error when it is none. */
export const openBundle = (place: string, bytes: Uint8Array): RunFiles => {
  try {
    return filesInMap(place, unpack(bytes));
  } catch (error) {
    throw new UsageError(`${place} is no bundle: ${(error as Error).message}.`);
  }
};

/** A run folder, or a bundle of one. */
export const openFiles = (path: string): RunFiles => {
  if (!existsSync(path)) throw new UsageError(`There is no run folder or bundle ${path}.`);
  if (statSync(path).isDirectory()) return filesInFolder(path);
  return openBundle(path, readFileSync(path));
};

/** All files by path, to be packed. */
export const contentOf = ({ paths, read }: RunFiles): FileMap =>
  new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()]));

export const textOf = (files: RunFiles, path: string): string | undefined => {
  const content = files.read(path);
  return content === undefined ? undefined : Buffer.from(content).toString("utf8");
};
