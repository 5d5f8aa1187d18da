import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { people } from "../../scripts/doctor/declared.ts";
import { tried, works } from "../../scripts/doctor/finding.ts";
import { shippedText } from "../settings/shipped.ts";
import { gates, inFolder } from "../support/cli.ts";

const inOrgs = (id: string, app_access: string[], ...orgs: string[]) => ({
  id,
  active_org: orgs[0],
  truth: { app_access },
  organisations: Object.fromEntries(orgs.map((org) => [org, {}])),
});
const PEOPLE = [
  inOrgs("alice", ["mine"], "acme"),
  inOrgs("bob", [], "globex"),
  inOrgs("carol", ["mine"], "globex", "acme"),
];

test("what was not given is no fault; what throws or hangs is one, told by its name", async () => {
  const poor = async () => {
    throw new NotGiven("the secret env:X was not given", "set X");
  };
  expect(await tried("a", 1000, poor)).toEqual({
    name: "a",
    state: "not given",
    said: "the secret env:X was not given",
    todo: "set X",
  });
  const broken = async () => {
    throw new Error("refused\nwith a stack");
  };
  expect(await tried("b", 1000, broken)).toMatchObject({ name: "b", state: "wrong", said: "refused" });
  expect(await tried("c", 20, () => new Promise(() => {}))).toMatchObject({
    state: "wrong",
    said: expect.stringContaining("no answer within"),
  });
  expect(await tried("d", 1000, async () => works("d", "fine"))).toMatchObject({ state: "works" });
});

test("a complete target: everything works, exit 0", async () => {
  const { code, stdout } = await gates(["doctor"]);
  expect(stdout).toContain("Everything that a run needs is there.");
  expect(stdout).toMatch(/ok {2}hub login \(http\) +alice signed in, a code came back/);
  expect(stdout).toMatch(/ok {2}test people +alice is entitled, carol is switching, bob is unentitled/);
  expect(stdout).toMatch(/ok {2}RLS probe +cargo_gate_probe answers alice/);
  expect(stdout).toMatch(/ok {2}organisation switch +carol was switched to globex/);
  expect(stdout).toMatch(/ok {2}provider admin +1 custom providers, custom:cargo-ac among them/);
  expect(code).toBe(0);
});

test("a half-configured target: what is missing, and what to do about it, in one page", () =>
  inFolder(async (folder) => {
    const file = join(folder, "spokes.yaml");
    const half = shippedText()
      .replace("probe: cargo_gate_probe\n", "")
      .replace("account/active-org\n", "account/active-organisation\n")
      .replace("auth/v1/admin/users }", "auth/v1/admin/nothing }")
      .replace(/ {4}restarts:\n {6}cargoworks-ai:\n.*\n.*\n/, "")
      .replace(/ {4}restore_member:\n.*\n/, "");
    writeFileSync(file, half);
    const { code, stdout } = await gates(["doctor", "--spokes", file]);
    expect(stdout).toMatch(/\? {2}RLS probe +rls\.probe is not set\n +-> install contract\/sql/);
    expect(stdout).toMatch(/NO {2}organisation switch +the hub answered 404\n +-> see hub\.org_switch/);
    expect(stdout).toMatch(/- {2}hub operator +nothing harmless to try with; not declared: restore_member/);
    expect(stdout).toContain("2 things are wrong, 2 not given");
    expect(stdout).toMatch(
      /\? {2}backend restart +targets\.local\.restarts\.cargoworks-ai is not declared\n +-> declare/,
    );
    expect(stdout).toMatch(/NO {2}hub service token +\S+ answered 404\n +-> see hub\.service/);
    expect(code).toBe(1);
  }));

test("whom the contract has for a spoke: nobody with its key is wrong, a part that is missing is named", () => {
  const of = (key: string, users: Record<string, string>) =>
    people({ contract: { users: PEOPLE }, spoke: { key, users } } as unknown as ClientSubject);
  expect(of("another", {})).toMatchObject({ state: "wrong", todo: expect.stringContaining("see key") });
  expect(of("mine", {})).toMatchObject({
    state: "not given",
    said: "alice is entitled, carol is switching; nobody is unentitled (of 3)",
  });
  expect(of("mine", { unentitled: "bob" })).toMatchObject({ state: "works" });
});
