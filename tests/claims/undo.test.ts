import { expect, test } from "vitest";
import type { Doors } from "../../core/doors.ts";
import type { Evidence, Name } from "../../core/evidence/index.ts";
import { gather } from "../../core/gather.ts";
import { createTaint } from "../../core/redact.ts";
import { memoryStore } from "../../core/store.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench, PILOT } from "../support/try-world.ts";

const { settings, all, toolbox, trust } = await bench();
const subjects = all.filter(({ id }) => id === PILOT);

/** Doors of a run that dies right after the answer to this request: nothing gets out any more. */
const dying = (doors: Doors, last: (url: string, method: string) => boolean): Doors => {
  let dead = false;
  return {
    ...doors,
    http: {
      send: async (url, request) => {
        if (dead) throw new Error("the run was killed");
        const exchange = await doors.http.send(url, request);
        dead = last(url, request?.method ?? "GET");
        return exchange;
      },
    },
  };
};

const inFederation = async (
  work: (
    run: <N extends Name>(
      probe: string,
      piece: N,
      last?: Parameters<typeof dying>[1],
    ) => Promise<Evidence[N] | undefined>,
  ) => Promise<void>,
) => {
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: "local",
    spoke: PILOT,
    secret: settings.secret,
    trust,
  });
  const taint = createTaint();
  const reach = {
    ...reachOf(settings.file, "local", "test", settings.relative, federation),
    timeoutMs: 8000,
  };
  const opened: ReturnType<typeof openDoors>[] = [];
  try {
    await work(async (probe, piece, last) => {
      const doors = openDoors({ reach, env: process.env, taint, say: () => {} });
      opened.push(doors);
      const store = memoryStore(taint.scrub);
      await gather({
        tasks: [{ spoke: PILOT, gatherer: probe, by: "probe", wanted: [piece] }],
        probes: toolbox.probes,
        subjects,
        doors: last ? dying(doors, last) : doors,
        sink: store,
        read: store.read,
        now: () => new Date(),
      });
      const found = store.read(PILOT, piece);
      return found?.is === "seen" ? (found.value as never) : undefined;
    });
  } finally {
    await Promise.all(opened.map((doors) => doors.close()));
    await federation.close();
  }
};

const claimsIn = (seen: Evidence["claims.login"] | undefined): Record<string, unknown> =>
  Object(seen?.surfaces?.spoke_session?.claims);

test("a run that dies in another organisation is put right by the next", () =>
  inFederation(async (run) => {
    const killed = await run("claims/switch", "claims.switch", (url) => url.endsWith("/account/active-org"));
    expect(killed).toBeUndefined();
    const next = await run("claims/switch", "claims.switch");
    expect(claimsIn(next?.before).active_org).toBe(next?.from);
    expect(claimsIn(next).active_org).toBe(next?.to);
    expect(next?.change?.restored?.status).toBe(200);
  }));

test("a run that dies after taking a member out leaves nobody out", () =>
  inFederation(async (run) => {
    await run("claims/membership", "claims.removal", (url) => url.endsWith("/remove-member"));
    const next = await run("claims/membership", "claims.removal");
    expect(claimsIn(next?.before).orgs).toContainEqual(expect.objectContaining({ id: next?.org }));
    expect(next?.change?.restored?.status).toBe(200);
  }));

test("a run that dies after revoking a grant leaves the grant given", () =>
  inFederation(async (run) => {
    await run("claims/membership", "claims.grant", (url) => url.endsWith("/revoke-grant"));
    const next = await run("claims/membership", "claims.grant");
    expect(claimsIn(next?.before).app_access).toContain(next?.app);
    expect(claimsIn(next?.after).app_access).not.toContain(next?.app);
  }));

test("a run that dies after writing forged metadata leaves none behind", () =>
  inFederation(async (run) => {
    await run("claims/user-edit", "claims.user_edit", (_url, method) => method === "PUT");
    const next = await run("claims/user-edit", "claims.user_edit");
    expect(JSON.stringify(claimsIn(next?.before))).not.toContain("forged");
    expect(JSON.stringify(claimsIn(next?.after))).toContain("forged");
    const after = await run("claims/user-edit", "claims.user_edit");
    expect(JSON.stringify(claimsIn(after?.before))).not.toContain("forged");
  }));
