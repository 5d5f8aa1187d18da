import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { createTaint } from "../../core/redact.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { isTripwire, OWN_DOMAIN } from "../../core/tripwire/fields.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { providerAdminOf } from "../../probes/adapters/provider-admin.ts";
import { spokeStateOf } from "../../probes/adapters/spoke-state.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { everybody } from "../../probes/tripwire/leftovers.ts";
import { ROOT } from "../../scripts/paths.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { inFolder, startGates } from "../support/cli.ts";
import { bench, PILOT } from "../support/try-world.ts";

const TRIPWIRE = "tripwire.cargo-gates.test";
const CHECKS = ["provider/issuer-honoured", "provider/email-change-keeps-identity"];

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
const journal = () => {
  try {
    return readdirSync(join(ROOT, ".cache/undo")).map((name) =>
      readFileSync(join(ROOT, ".cache/undo", name), "utf8"),
    );
  } catch {
    return [];
  }
};

test("what a run that was killed has left is found and taken away by the next", { timeout: 60_000 }, () =>
  inFolder(async (folder) => {
    const { settings, all, trust } = await bench();
    const at = `there-${folder.slice(-6)}`;
    let cameBack = 0;
    let onSignedIn = (): void => {};
    const federation = await startFederation({
      file: settings.file,
      contract: settings.contract,
      target: "local",
      spoke: PILOT,
      secret: settings.secret,
      trust,
      faults: [
        {
          why: "",
          breaks: [],
          seenBy: "http",
          apply: (world) =>
            world.tampers.push({
              host: new URL(world.at.api).host,
              path: /\/callback$/,
              after: (reply) => {
                if (++cameBack === 3) onSignedIn();
                return reply;
              },
            }),
        },
      ],
    });
    const neighbour = await federation.welcome(TRIPWIRE);
    const listen = `127.0.0.1:${await freePort()}`;
    neighbour.answersAt(listen);
    // the same federation as any target that is somewhere else: reached by names, an authority and a certificate
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write("ca.pem", federation.ca);
    write("tripwire.pem", neighbour.cert);
    write("tripwire-key.pem", neighbour.key);
    const file = parse(readFileSync(join(ROOT, "spokes.yaml"), "utf8"));
    const { issuer } = file.targets.local;
    file.targets[at] = {
      issuer,
      // the backends reach the tripwire by that name; the harness never does
      resolve: Object.fromEntries(
        Object.entries(federation.resolve).filter(([name]) => !name.startsWith(TRIPWIRE)),
      ),
      ca_file: "./ca.pem",
      allow_writes: true,
      tripwire: {
        public_url: `https://${TRIPWIRE}`,
        listen,
        cert_file: "./tripwire.pem",
        key_file: "./tripwire-key.pem",
      },
    };
    write("spokes.yaml", stringify(file));
    const run = (out: string) =>
      startGates(
        [
          "run",
          ...["--spokes", join(folder, "spokes.yaml"), "--target", at, "--out", join(folder, out)],
          ...CHECKS.flatMap((check) => ["--check", check]),
        ],
        process.env as Record<string, string>,
      );
    const reach = reachOf(settings.file, "local", "test", settings.relative, federation);
    const doors = openDoors({ reach, env: process.env, taint: createTaint(), say: () => {} });
    const pilot = all.find(({ id }) => id === PILOT) as ClientSubject;
    const left = async () => {
      const { all: providers = [] } = await providerAdminOf(pilot, doors).list();
      const users = await spokeStateOf(pilot, doors).accounts().of(everybody(pilot));
      return {
        providers: providers.map(({ read }) => String(read.identifier)).filter(isTripwire),
        users: users.filter(({ email }) => email?.endsWith(OWN_DOMAIN)).length,
      };
    };
    try {
      const killed = run("killed");
      const reached = new Promise<string>((resolve) => {
        onSignedIn = () => resolve("signed in");
      });
      const ended = killed.ended.then(({ stdout, stderr }) => `${stdout}${stderr}`);
      expect(await Promise.race([reached, ended])).toBe("signed in");
      killed.child.kill("SIGKILL");
      await killed.ended;
      const before = await left();
      expect(before.providers).not.toEqual([]);
      expect(before.users).toBeGreaterThan(0);
      const ofIt = () => journal().filter((text) => before.providers.some((name) => text.includes(name)));
      expect(ofIt()).toHaveLength(1);

      const { code, stdout, stderr } = await run("next").ended;
      expect(stdout + stderr).toContain("exit code 0");
      expect(code).toBe(0);
      expect(await left()).toEqual({ providers: [], users: 0 });
      expect(ofIt()).toEqual([]);
      const seen = JSON.parse(
        readFileSync(join(folder, "next", PILOT, "evidence", "tripwire.settings.json"), "utf8"),
      );
      const undone = seen.seen.value.undone.map(({ name }: { name: string }) => name);
      expect(undone).toEqual(expect.arrayContaining(before.providers));
    } finally {
      await doors.close();
      await federation.close();
    }
  }),
);
