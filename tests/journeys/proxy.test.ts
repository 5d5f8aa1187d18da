import { createServer, get, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import type { Reach } from "../../core/doors.ts";
import { openProxy } from "../../probes/browser/proxy.ts";

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
};
const site = createServer((ask, answer) => void answer.end(`${ask.method} ${ask.headers.host} ${ask.url}`));
const port = await listen(site);
afterAll(() => void site.close());

const reach: Reach = {
  resolve: {
    "app.example:80": `127.0.0.1:${port}`,
    "app.example:443": `127.0.0.1:${port}`,
    "half.example:443": "127.0.0.1:1",
  },
  ca: undefined,
  declared: ["app.example", "half.example"],
  timeoutMs: 1000,
  requestsPerHost: 10,
  agent: "test",
};

/** The first line of the answer to CONNECT, then what comes back through the tunnel. */
const tunnel = (proxy: string, authority: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port: at } = new URL(proxy);
    const socket = connect(Number(at), hostname, () => socket.write(`CONNECT ${authority} HTTP/1.1\r\n\r\n`));
    let text = "";
    socket
      .setEncoding("utf8")
      .on("error", reject)
      .on("end", () => resolve(text));
    socket.on("data", (part: string) => {
      if (text === "" && part.startsWith("HTTP/1.1 200"))
        socket.write("GET /x HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\n\r\n");
      text += part;
    });
  });

test("a declared name is dialled where the target says, and listed once", async () => {
  const proxy = await openProxy(reach);
  expect(await tunnel(proxy.server, "app.example:443")).toContain("GET app.example /x");
  await tunnel(proxy.server, "APP.example:443");
  expect(proxy.dialled()).toEqual([{ host: "app.example", port: 443, how: "tunnel" }]);
  proxy.close();
});

test("an undeclared host is refused and listed; a host that is overridden elsewhere never leads to the real network", async () => {
  const proxy = await openProxy(reach);
  expect(await tunnel(proxy.server, "evil.example:443")).toMatch(/^HTTP\/1\.1 502 UNDECLARED_HOST/);
  expect(await tunnel(proxy.server, "half.example:80")).toMatch(/^HTTP\/1\.1 502 NO_ROUTE/);
  expect(proxy.dialled().map(({ host, refused }) => [host, refused !== undefined])).toEqual([
    ["evil.example", true],
    ["half.example", true],
  ]);
  proxy.close();
});

test("plain http goes through in absolute form, or is refused", async () => {
  const proxy = await openProxy(reach);
  const { hostname, port: at } = new URL(proxy.server);
  const ask = (url: string) =>
    new Promise<string>((resolve, reject) => {
      const asked = request(
        { host: hostname, port: at, path: url, headers: { host: new URL(url).host } },
        (answer) => {
          let text = `${answer.statusCode} `;
          answer
            .setEncoding("utf8")
            .on("data", (part) => (text += part))
            .on("end", () => resolve(text));
        },
      );
      asked.on("error", reject).end();
    });
  expect(await ask("http://app.example/a?b")).toBe("200 GET app.example /a?b");
  expect(await ask("http://evil.example/")).toMatch(/^502/);
  expect(proxy.dialled().map(({ how }) => how)).toEqual(["plain", "plain"]);
  proxy.close();
});

test("closing ends every connection", async () => {
  const proxy = await openProxy(reach);
  await tunnel(proxy.server, "app.example:443");
  proxy.close();
  await expect(
    new Promise((resolve, reject) => get(proxy.server, resolve).on("error", reject)),
  ).rejects.toThrow();
});
