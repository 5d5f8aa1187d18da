import { request } from "node:http";
import { type ConnectionOptions, connect } from "node:tls";
import { expect, test } from "vitest";
import type { Federation } from "../../fixtures/federation/start.ts";
import type { HostTls } from "../../fixtures/federation/tls.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { authorizeUrl, bend, browser, file, pkce, start } from "./hub-support.ts";

const HOST = "auth.cargo.ac";
const DAY = 86_400_000;
const within = async <T>(
  turn: (world: World) => void,
  see: (federation: Federation) => Promise<T>,
): Promise<T> => {
  const federation = await start(bend(turn));
  try {
    return await see(federation);
  } finally {
    await federation.close();
  }
};

/** The protocol of a handshake, or the code it failed with. */
const shake = (federation: Federation, options: ConnectionOptions = {}): Promise<string> => {
  const [host, port] = String(federation.resolve[`${HOST}:443`]).split(":");
  return new Promise((done) => {
    const socket = connect({
      host,
      port: Number(port),
      servername: HOST,
      ca: federation.ca,
      ...options,
    } as object);
    socket.once("secureConnect", () => {
      done(String(socket.getProtocol()));
      socket.destroy();
    });
    socket.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  });
};
const withTls = (how: HostTls) => (world: World) => void world.tls.set(HOST, how);

test.for<[string, HostTls, string]>([
  ["a right host", {}, "TLSv1.3"],
  [
    "an expired certificate",
    { notBefore: new Date(Date.now() - 9 * DAY), notAfter: new Date(Date.now() - DAY) },
    "CERT_HAS_EXPIRED",
  ],
  ["another host's name", { names: ["cargo.example"] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["a self-signed certificate", { selfSigned: true }, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["nothing that listens", { refused: true }, "ECONNREFUSED"],
  ["TLS 1.2 at most", { maxVersion: "TLSv1.2" }, "TLSv1.2"],
])("the handshake shows %s", async ([, how, code]) => {
  expect(await within(withTls(how), (federation) => shake(federation))).toBe(code);
});

test("old TLS is refused, and spoken where the world says so", async () => {
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  expect(
    await within(
      () => {},
      (federation) => shake(federation, old),
    ),
  ).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
  expect(await within(withTls({ minVersion: "TLSv1" }), (federation) => shake(federation, old))).toBe(
    "TLSv1.1",
  );
});

test("port 80 leads to the same https URL and drops code and state", async () => {
  const location = await within(
    () => {},
    (federation) =>
      new Promise((done, failed) => {
        const [host, port] = String(federation.resolve[`${HOST}:80`]).split(":");
        request({ host, port, path: "/a%2Fb?x=1&code=abc&state=def", headers: { host: HOST } }, (answer) => {
          answer.resume();
          done([answer.statusCode, answer.headers.location]);
        })
          .once("error", failed)
          .end();
      }),
  );
  expect(location).toEqual([308, "https://auth.cargo.ac/a%2Fb?x=1"]);
});

test("tampers change the question, answer in place of the site, or change its answer; hanging ones end with the world", async () => {
  const path = new URL(file.hub.public_url).pathname;
  const tamper = (world: World): void => {
    world.tampers.push(
      { host: HOST, path: `${path}/hangs`, before: () => new Promise(() => {}) },
      { host: HOST, path: `${path}/cut`, before: () => ({ status: 0, headers: {}, body: "" }) },
      {
        host: HOST,
        path: `${path}/moved`,
        ask: (ask) => ({ ...ask, url: new URL(`${path}${file.hub.endpoints.discovery}`, ask.url) }),
      },
      {
        host: HOST,
        after: (reply) => ({ ...reply, headers: { ...reply.headers, "strict-transport-security": [] } }),
      },
    );
  };
  const seen = await within(tamper, async (federation) => {
    const who = browser(federation);
    const hanging = who.send(`${file.hub.public_url}/hangs`).catch(() => "ended");
    const cut = await who
      .send(`${file.hub.public_url}/cut`)
      .catch((error: NodeJS.ErrnoException) => error.code);
    const moved = await who.send(`${file.hub.public_url}/moved`);
    const answered = [cut, moved.json.issuer, "strict-transport-security" in moved.headers];
    return { answered, hanging };
  });
  expect(seen.answered).toEqual(["UND_ERR_SOCKET", "https://hubref.supabase.co/auth/v1", false]);
  expect(await seen.hanging).toBe("ended");
});

test("an error page shows what was sent as text", async () => {
  const page = await within(
    () => {},
    async (federation) => {
      const who = browser(federation);
      const url = authorizeUrl(pkce().challenge, {
        scope: "openid <script>alert(1)</script>",
        prompt: "<img src=x>",
      });
      const refused = await who.send(url.replace("client_id=", "client_id=x"), {
        headers: { accept: "text/html" },
      });
      await who.close();
      return refused;
    },
  );
  expect([page.status, /<(script|img)/.test(page.text)]).toEqual([400, false]);
});
