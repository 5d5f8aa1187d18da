import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { leaksIn } from "../canaries/forms.ts";
import { gates, inFolder } from "../support/cli.ts";

const PASSWORD = "canary-pw-of-alice-5d0e77c1aa92";

/** Loaded before the program: breaks it from aside while it works, as an error in a library would. */
const saboteur = (how: string): string => `
  if (process.argv[1]?.endsWith("gates.ts")) {
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text, ...rest) => {
      if (String(text).includes("federation is up")) {
        process.stderr.write = write;
        const error = () => new Error("broken by " + process.env.GATES_ALICE_PASSWORD);
        ${how}
      }
      return write(text, ...rest);
    };
  }`;

test.for([
  ["thrown where nobody catches", "setImmediate(() => { throw error(); });"],
  ["a promise that nobody waits for", "Promise.reject(error());"],
] as const)("an error %s is exit 70, decides nothing and tells no secret", { timeout: 60_000 }, ([, how]) =>
  inFolder(async (folder) => {
    const file = join(folder, "saboteur.mjs");
    writeFileSync(file, saboteur(how));
    const out = join(folder, "run");
    const { code, stdout, stderr } = await gates(
      ["run", "--check", "endpoints/discovery-answers", "--out", out, "--runs", folder],
      { NODE_OPTIONS: `--import=${pathToFileURL(file).href}`, GATES_ALICE_PASSWORD: PASSWORD },
    );
    expect(stderr).toContain("Error of the harness, not of what it tests");
    expect(stderr).toContain("broken by ");
    expect(code).toBe(70);
    expect(leaksIn("console", stdout + stderr, [{ kind: "password", value: PASSWORD }])).toEqual([]);
    expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8")).state).toBe("running");
    expect(existsSync(join(out, "manifest.json"))).toBe(false);
  }),
);
