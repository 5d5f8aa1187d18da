import { expect, test } from "vitest";
import type { Fault } from "../../core/fault.ts";
import { hangUp, html, json, type Reply } from "../../fixtures/federation/site.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { startWatch } from "../support/own-time.ts";
import { bench, tryWorld } from "../support/try-world.ts";

/** The whole hub, on both hosts, answers like this. */
const everything = (apply: (world: World) => void): Fault<World> => ({
  why: "the whole hub is broken",
  breaks: [],
  seenBy: "http",
  apply,
});
const both = ({ at }: World) => [at.publicHost, at.backendHost];
const answering = (answer: () => Reply | Promise<Reply>) =>
  everything((world) => {
    for (const host of both(world)) world.tampers.push({ host, before: answer });
  });

const broken: Readonly<Record<string, Fault<World>>> = {
  "is down": everything((world) => {
    for (const host of both(world)) world.tls.set(host, { refused: true });
  }),
  "hangs up": answering(() => hangUp),
  "never answers": answering(() => new Promise<Reply>(() => {})),
  "answers 200 HTML to everything": answering(() => html(200, "<!doctype html><title>Welcome</title>")),
  "answers {} to everything": answering(() => json(200, {})),
  "answers [] to everything": answering(() => json(200, [])),
  "answers null to everything": answering(() => json(200, null)),
  "answers 500 to everything": answering(() => html(500, "")),
  "answers 10 MB of noise": answering(() => html(200, "x".repeat(10_000_000))),
  "answers JSON nested a hundred thousand deep": answering(() => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  })),
  "redirects to itself for ever": answering(() => ({ status: 302, headers: { location: "?" }, body: "" })),
  "has a certificate of somebody else": everything((world) => {
    for (const host of both(world)) world.tls.set(host, { names: ["somebody.example"] });
  }),
  "has an expired certificate": everything((world) => {
    for (const host of both(world)) world.tls.set(host, { notAfter: new Date(Date.now() - 86_400_000) });
  }),
};

/** Checks that talk to the hub must not pass while it is in ruins; those about the spoke alone may. */
const { toolbox } = await bench();
const restsOnHub = (id: string) => {
  const check = toolbox.checks.find((one) => one.id === id)?.value;
  return (
    check?.needs.some((name) => /^(discovery|jwks|token|userinfo|authorize|claims)\./.test(name)) ?? false
  );
};

test.each(Object.entries(broken))(
  "a hub that %s: nothing passes, nothing crashes, the run ends",
  async (how, fault) => {
    const watch = startWatch();
    const { verdicts, harnessErrors } = await tryWorld([fault], {
      timeoutMs: 500,
      // its hundred logins wait for servers that are told to be slow; nothing of that is about the hub
      without: (name) => name.startsWith("tripwire."),
    });
    expect(harnessErrors).toEqual([]);
    const passed = verdicts.filter(
      ({ check, outcome, level }) => outcome === "pass" && level === "required" && restsOnHub(check),
    );
    // An empty object is an answer in JSON; that nothing stands in it is for other checks to say.
    const answers = how === "answers {} to everything" ? ["endpoints/discovery-answers"] : [];
    expect(passed.map(({ check }) => check)).toEqual(answers);
    for (const { outcome, because, resolvedBy, at } of verdicts) {
      if (outcome === "unknown") expect(`${because} ${resolvedBy}`.length).toBeGreaterThan(20);
      if (outcome === "fail") expect(at).toBeTruthy();
    }
    // Time-outs of half a second: whatever waits in a row must stay far below a minute at the default of ten.
    expect(watch.stop()).toBeLessThan(4000);
  },
);
