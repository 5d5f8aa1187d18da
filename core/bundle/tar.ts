import { gunzipSync, gzipSync } from "node:zlib";

const BLOCK = 512;
/** A bundle is evidence of one run: more than this is no bundle. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Files by their path, forward slashes. */
export type FileMap = ReadonlyMap<string, Uint8Array>;

const text = new TextEncoder();
const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;
const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, "0")}\0`;

/** ustar keeps a path in two fields: up to 155 bytes of folders and up to 100 bytes of name. */
const splitPath = (path: string): { readonly prefix: string; readonly name: string } => {
  const size = (part: string) => text.encode(part).length;
  if (size(path) <= 100) return { prefix: "", name: path };
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (size(prefix) <= 155 && size(name) <= 100) return { prefix, name };
  }
  throw new Error(`the path is too long for a bundle: ${path}`);
};

const header = (path: string, size: number): Uint8Array => {
  const { prefix, name } = splitPath(path);
  const block = new Uint8Array(BLOCK);
  const put = (at: number, value: string) => block.set(text.encode(value), at);
  put(0, name);
  put(100, octal(0o644, 8));
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(size, 12));
  // No time of packing: the same run gives the same bytes, whoever packs it.
  put(136, octal(0, 12));
  put(148, " ".repeat(8));
  put(156, "0");
  put(257, "ustar\x0000");
  put(345, prefix);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
};

/** A gzipped ustar archive with the files in the order of their paths: the same files give the same bytes. */
export const pack = (files: FileMap): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? new Uint8Array();
    parts.push(header(path, content.length), content, new Uint8Array(padding(content.length)));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return gzipSync(Buffer.concat(parts), { level: 9 });
};

const ours = (path: string): boolean =>
  path !== "" && !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes("..");

const field = (block: Uint8Array, from: number, length: number): string => {
  const bytes = block.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
};

const checksumHolds = (block: Uint8Array): boolean => {
  const stated = Number.parseInt(field(block, 148, 8).trim(), 8);
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  return stated === sum;
};

/** Reads what `pack` wrote, into memory only. Throws, in words for a person, for anything else. */
export const unpack = (archive: Uint8Array): FileMap => {
  let bytes: Buffer;
  try {
    bytes = gunzipSync(archive, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new Error(`it is not a gzipped archive, or it was cut: ${(error as Error).message}`);
  }
  const files = new Map<string, Uint8Array>();
  let at = 0;
  for (; at + BLOCK <= bytes.length; ) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) return files;
    if (!checksumHolds(block)) throw new Error("a header inside the archive is damaged");
    const prefix = field(block, 345, 155);
    const path = `${prefix === "" ? "" : `${prefix}/`}${field(block, 0, 100)}`;
    const size = Number.parseInt(field(block, 124, 12), 8);
    const kind = field(block, 156, 1);
    if (kind !== "0" && kind !== "") throw new Error(`${path} is no plain file`);
    if (!ours(path)) throw new Error("a path inside the archive leads out of it");
    if (files.has(path)) throw new Error(`${path} is there twice`);
    const start = at + BLOCK;
    if (!(size >= 0) || start + size > bytes.length) throw new Error("the archive was cut");
    files.set(path, Uint8Array.from(bytes.subarray(start, start + size)));
    at = start + size + padding(size);
  }
  throw new Error("the archive was cut");
};
