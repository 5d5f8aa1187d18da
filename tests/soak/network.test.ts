import net from "node:net";
import { expect, test } from "vitest";
import { openNetwork, type Weather } from "../../scripts/soak/network.ts";

const echo = async () => {
  const server = net.createServer((socket) => socket.pipe(socket).on("error", () => {}));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as net.AddressInfo;
  return { address: `127.0.0.1:${port}`, close: () => server.close() };
};

const said = (address: string, texts: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    let back = "";
    const socket = net.connect(Number(address.split(":")[1]), "127.0.0.1", () => {
      for (const text of texts) socket.write(text);
    });
    socket.on("data", (chunk) => {
      back += chunk;
      if (back.length === texts.join("").length) socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(back));
  });

test.each<[Weather, string]>([
  ["fair", "onetwothree"],
  ["late", "onetwothree"],
  ["down", ""],
])("in %s weather a connection brings back %j", async (weather, expected) => {
  const far = await echo();
  const network = await openNetwork(far.address, () => 0.5);
  network.set(weather);
  expect(await said(network.address, ["one", "two", "three"])).toBe(expected);
  await network.close();
  far.close();
});

test("a host that goes down takes its connections with it, and comes back", async () => {
  const far = await echo();
  const network = await openNetwork(far.address, () => 0.5);
  const socket = net.connect(Number(network.address.split(":")[1]), "127.0.0.1");
  const closed = new Promise((resolve) => socket.on("close", resolve).on("error", () => {}));
  await new Promise((resolve) => socket.on("connect", resolve));
  await new Promise((resolve) => {
    socket.once("data", resolve);
    socket.write("hello");
  });
  network.set("down");
  await closed;
  network.set("fair");
  expect(await said(network.address, ["back"])).toBe("back");
  await network.close();
  far.close();
});
