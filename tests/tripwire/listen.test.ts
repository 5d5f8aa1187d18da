import { expect, test, vi } from "vitest";
import { openInbound } from "../../probes/tripwire/listen.ts";

const nothing = async () => ({ status: 204, headers: {}, body: "" });

test("a way in that is closed while it is being opened listens to nobody afterwards", async () => {
  const identity = Promise.withResolvers<undefined>();
  const listening: string[] = [];
  const inbound = openInbound({
    origin: "https://tripwire.test",
    listen: "127.0.0.1:0",
    identity: () => identity.promise,
    listening: (address) => void listening.push(address),
  });
  const serving = inbound.serve(nothing);
  await inbound.close();
  identity.resolve(undefined);
  await expect(serving).rejects.toThrow("the run is at its end");
  await expect(inbound.serve(nothing)).rejects.toThrow("the run is at its end");
  expect(listening).toEqual([]);
});

const listeners = (): number =>
  process.getActiveResourcesInfo().filter((one) => one === "TCPServerWrap").length;

test("a way in that is closed in the very moment in which it begins to listen is shut again", async () => {
  const before = listeners();
  const inbound = openInbound({
    origin: "https://tripwire.test",
    listen: "127.0.0.1:0",
    identity: async () => undefined,
  });
  const serving = inbound.serve(nothing);
  await Promise.resolve();
  const closing = inbound.close();
  await expect(serving).rejects.toThrow("the run is at its end");
  await closing;
  await vi.waitFor(() => expect(listeners()).toBeLessThanOrEqual(before));
});
