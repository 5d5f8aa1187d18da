import { expect, test } from "vitest";
import { reviewedIn } from "../../scripts/run/reviewed.ts";
import { keptSettings, readSettings } from "../../scripts/run/settings.ts";

const shipped = readSettings(undefined);
const pilot = "cargoworks-ai";

test("a world after the architecture review keeps its decision: who judges the run again reads the same settings", async () => {
  const reviewed = await reviewedIn({ world: "supabase-remedied", target: "local" }, shipped);
  const kept = keptSettings(reviewed.texts, "run");
  const [spoke] = kept.file.spokes.filter(({ id }) => id === pilot);
  expect(spoke?.kind === "client" && spoke.architecture_decision?.mode).toBe("discovery-url");
  expect(kept.digest(pilot, "local")).toBe(reviewed.digest(pilot, "local"));
  expect(reviewed.digestNow(pilot, "local")).toBe(reviewed.digest(pilot, "local"));
  expect(reviewed.digest(pilot, "local")).not.toBe(shipped.digest(pilot, "local"));
  // Comments and everything else stay: the edit is one line.
  const without = reviewed.texts.spokes
    .split("\n")
    .filter((line) => !/^ +architecture_decision: /.test(line));
  expect(without.join("\n")).toBe(shipped.texts.spokes);
});

test("a world that shows nothing of a review leaves the settings as they are", async () => {
  expect(await reviewedIn({ world: "supabase-oidc", target: "local" }, shipped)).toBe(shipped);
  expect(await reviewedIn({ world: undefined, target: "local" }, shipped)).toBe(shipped);
});
