import { join, resolve } from "node:path";

/** The project's own folder. */
export const ROOT = join(import.meta.dirname, "..");

/** A path as the person typed it: npm changes the working directory, but says where it was called. */
export const fromCaller = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);
