import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { pack, unpack } from "../../core/bundle/tar.ts";
import { inFolder } from "../support/cli.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const long = `${"folder/".repeat(14)}${"n".repeat(90)}.json`;
const files = new Map([
  ["a.json", bytes("{}")],
  ["empty", bytes("")],
  ["folder/exactly-one-block", bytes("x".repeat(512))],
  [long, bytes("ü and more".repeat(1000))],
]);
/** The archive with one change in its header's bytes, its checksum made right again. */
const changed = (change: (tar: Buffer) => void): Uint8Array => {
  const tar = Buffer.from(gunzipSync(pack(files)));
  change(tar);
  tar.write(" ".repeat(8), 148);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return gzipSync(tar);
};

test("what was packed is unpacked, byte for byte, and packing is the same every time", () => {
  expect(unpack(pack(files))).toEqual(files);
  expect(pack(new Map([...files].reverse()))).toEqual(pack(files));
});

test("any tar reads it", () =>
  inFolder(async (folder) => {
    const file = join(folder, "bundle.tar.gz");
    writeFileSync(file, pack(files));
    const { status, stdout, error } = spawnSync("tar", ["-tzf", file], { encoding: "utf8" });
    if (error) return; // no tar on this machine
    expect(status).toBe(0);
    expect(stdout.trim().split("\n").sort()).toEqual([...files.keys()].sort());
  }));

test("a path that leads out, a link, a cut or a damaged archive is refused in plain words", () => {
  const name = (path: string) => (tar: Buffer) => {
    tar.fill(0, 0, 100);
    tar.write(path, 0);
  };
  expect(() => unpack(changed(name("../../etc/passwd")))).toThrow(/leads out/);
  expect(() => unpack(changed(name("/etc/passwd")))).toThrow(/leads out/);
  expect(() => unpack(changed(name("empty")))).toThrow(/twice/);
  expect(() => unpack(changed((tar) => tar.write("2", 156)))).toThrow(/no plain file/);
  expect(() => unpack(gzipSync(gunzipSync(pack(files)).subarray(0, 700)))).toThrow(/cut|damaged/);
  expect(() => unpack(pack(files).subarray(0, 200))).toThrow(/cut/);
  expect(() => unpack(bytes("hello"))).toThrow(/no.* gzip/);
  const broken = Buffer.from(gunzipSync(pack(files)));
  broken[3] = 0x41;
  expect(() => unpack(gzipSync(broken))).toThrow(/damaged/);
});
