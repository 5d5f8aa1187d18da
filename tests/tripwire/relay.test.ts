import { Agent } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Asked, Reach, Told } from "../../core/doors.ts";
import { createTrust } from "../../fixtures/federation/trust.ts";
import { dialler } from "../../probes/http/dial.ts";
import { openInbound } from "../../probes/tripwire/listen.ts";
import { createRelay, RELAY_PATH } from "../../probes/tripwire/relay.ts";
import { openRelayed } from "../../probes/tripwire/relayed.ts";

const HOST = "tripwire.cargo-gates.test";
const ORIGIN = `https://${HOST}`;
const TOKEN = "a token of more than twenty-four characters";

let reach: Reach;
let stop: () => Promise<void>;
let outside: Agent;

beforeAll(async () => {
  const trust = await createTrust();
  const identity = await trust.identity(HOST);
  const at = Promise.withResolvers<string>();
  const inbound = openInbound({
    origin: ORIGIN,
    listen: "127.0.0.1:0",
    limit: 64 * 1024 * 1024,
    identity: async () => identity,
    listening: at.resolve,
  });
  await inbound.serve(createRelay(TOKEN));
  reach = {
    resolve: { [`${HOST}:443`]: await at.promise },
    ca: trust.ca,
    declared: [],
    timeoutMs: 5000,
    requestsPerHost: 1000,
    agent: "test",
  };
  outside = new Agent({ connect: dialler({ ...reach, declared: [HOST] }) });
  stop = async () => {
    await outside.destroy();
    await inbound.close();
  };
});
afterAll(() => stop());

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const { statusCode, body } = await outside.request({ origin: ORIGIN, path, method: "GET", headers });
  return { status: statusCode, text: await body.text().catch(() => "broken off") };
};
const attached = async (answer: (asked: Asked) => Promise<Told>, token = TOKEN) => {
  const relayed = openRelayed({ origin: ORIGIN, reach, token: () => token });
  await relayed.serve(answer);
  return relayed;
};

test("while no run is attached nobody gets anything, and the journal says who came", async () => {
  expect(await ask("/x/discovery?code=secret")).toMatchObject({ status: 503 });
  const { text } = await ask(`${RELAY_PATH}journal`, { authorization: `Bearer ${TOKEN}` });
  expect(JSON.parse(text).entries).toContainEqual(
    expect.objectContaining({ method: "GET", path: "/x/discovery", status: 503 }),
  );
  expect(text).not.toContain("secret");
});

test("without the token nothing of the relay's own answers, and a run is told which token to give", async () => {
  for (const path of ["next", "journal", "answers/x"]) {
    expect((await ask(`${RELAY_PATH}${path}`)).status).toBe(401);
    expect((await ask(`${RELAY_PATH}${path}`, { authorization: "Bearer other" })).status).toBe(401);
  }
  await expect(attached(async () => ({ status: 200, headers: {}, body: "" }), "wrong")).rejects.toMatchObject(
    {
      give: "give the token it was started with",
    },
  );
});

test("an attached run answers what comes: side by side, large, and one that it never answers keeps nobody else", async () => {
  const large = Buffer.alloc(20 * 1024 * 1024, 65);
  const relayed = await attached(async ({ url, method, headers }) => {
    if (url.pathname === "/never") return new Promise(() => {});
    if (url.pathname === "/large") return { status: 200, headers: {}, body: large };
    return {
      status: 200,
      headers: { "x-seen": headers["x-sent"] ?? "" },
      body: `${method} ${url.pathname}${url.search}`,
    };
  });
  const never = ask("/never").catch(() => undefined);
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => ask(`/n/${n}?q=${n}`)));
  expect(answers.map(({ text }) => text)).toEqual(answers.map((_, n) => `GET /n/${n}?q=${n}`));
  expect((await ask("/large")).text.length).toBe(large.length);
  // one run at a time: whoever else holds the token waits
  await expect(attached(async () => ({ status: 200, headers: {}, body: "" }))).rejects.toMatchObject({
    give: expect.stringContaining("wait until the other run is done"),
  });
  await relayed.close();
  expect((await ask("/after")).status).toBe(503);
  void never;
});
