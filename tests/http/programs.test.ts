import { expect, test } from "vitest";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Hub } from "../../core/subject.ts";
import { keyRotator } from "../../probes/drivers/rotate-key.ts";
import { runProgram } from "../../probes/drivers/run-program.ts";

const how = { folder: import.meta.dirname, timeoutMs: 5000, scrub: (text: string) => text };
const node = (script: string) => [process.execPath, "-e", script];

test("a program runs in its folder, without a shell, to its end", async () => {
  const said = await runProgram([...node("console.log(process.cwd(), process.argv[1])"), "$HOME;id"], how);
  expect(said).toMatchObject({ exit: 0, said: `${import.meta.dirname} $HOME;id\n` });
  expect(await runProgram(node("console.error('no'); process.exit(3)"), how)).toMatchObject({
    exit: 3,
    said: "no\n",
  });
});

test("what cannot be started, and what never ends, are observations", async () => {
  expect(await runProgram(["./no-such-program"], how)).toMatchObject({
    exit: undefined,
    said: expect.stringContaining("ENOENT"),
  });
  const late = await runProgram(node("setInterval(() => {}, 1000)"), { ...how, timeoutMs: 200 });
  expect(late).toMatchObject({ exit: undefined, said: expect.stringContaining("SIGKILL") });
});

test("what it says is cut, redacted and fit for a terminal", async () => {
  const scrub = (text: string) => text.replaceAll("s3cret", "‹secret›");
  const { said } = await runProgram(node("console.log('x'.repeat(9000) + '\\x1b[31m s3cret')"), {
    ...how,
    scrub,
  });
  expect(said.length).toBeLessThanOrEqual(4096);
  expect(said).toMatch(/x ‹secret›\n$/);
});

const words = { org: "", user: "", sub: "", email: "", app: "ai" };
const hub = (operator?: object) => ({ operator }) as unknown as Hub;
const rotating = (exit: number | undefined): Doors =>
  ({ run: async () => ({ exit, said: "rotated", ms: 1 }) }) as unknown as Doors;

test("the hub's key is rotated by a declared program: its end says whether it was done", async () => {
  const declared = hub({ rotate_key: { method: "POST", body: {}, command: ["./rotate", "now"] } });
  const well = await keyRotator(rotating(0), declared)(words);
  expect(well).toMatchObject({ done: true, seen: { method: "RUN", url: "./rotate now", body: "rotated" } });
  expect(well.seen.error).toBeUndefined();
  const badly = await keyRotator(rotating(2), declared)(words);
  expect(badly).toMatchObject({ done: false, seen: { error: { code: "EXIT_2", message: "rotated" } } });
});

test("without a declared way there is none", () => {
  for (const operator of [
    undefined,
    { bearer: "env:X" },
    { rotate_key: { method: "POST", body: {}, url: "https://a.test/" } },
  ]) {
    expect(() => keyRotator(rotating(0), hub(operator))).toThrow(NotGiven);
  }
});
