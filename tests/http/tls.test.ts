import { expect, test } from "vitest";
import { createTaint } from "../../core/redact.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { defineFault } from "../../fixtures/federation/world.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { lookAtTls } from "../../probes/tls/look.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench } from "../support/try-world.ts";

const APP = "cargoworks.ai";

/** What one host shows, and what a request to it comes to, in a federation with this certificate. */
const look = async (how: object, trusted = true) => {
  const { settings, trust } = await bench();
  const fault = defineFault({
    why: "test",
    breaks: [],
    seenBy: "http",
    apply: (world) => void world.tls.set(APP, how),
  });
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: "local",
    spoke: "cargoworks-ai",
    secret: settings.secret,
    trust,
    faults: [fault],
  });
  const known = reachOf(settings.file, "local", "test", settings.relative, federation);
  const reach = trusted ? known : { ...known, ca: undefined };
  const doors = openDoors({ reach, env: {}, taint: createTaint(), say: () => {} });
  try {
    const [seen, answer] = await Promise.all([lookAtTls(reach, APP), doors.http.send(`https://${APP}/`)]);
    return { seen, error: answer.seen.error?.code };
  } finally {
    await doors.close();
    await federation.close();
  }
};

test("a good certificate is trusted by the target's own authority", async () => {
  const { seen, error } = await look({});
  expect([seen.authorized, error]).toEqual([true, undefined]);
  expect(seen).toMatchObject({ host: APP, protocol: expect.stringMatching(/^TLSv1\.[23]$/) });
  expect(seen.names).toContain(APP);
});

test.for([
  ["expired", { notBefore: new Date("2020-01-01"), notAfter: new Date("2020-02-01") }, "CERT_HAS_EXPIRED"],
  ["for another host", { names: ["other.test"] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
] as const)("a certificate that is %s is seen and refused", async ([, how, code]) => {
  const { seen, error } = await look(how);
  expect(seen).toMatchObject({ authorized: false, code });
  expect(error).toBe(code);
});

test("without the target's authority its certificates are worth nothing", async () => {
  const { seen, error } = await look({}, false);
  expect(seen.authorized).toBe(false);
  expect(error).toBeDefined();
});
