import { createServer, type IncomingMessage, request as plainRequest, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Reach } from "../../core/doors.ts";
import { routeTo } from "../http/route.ts";

/** One host that the browser wanted to reach, the first time it did. */
export interface Dialled {
  readonly host: string;
  readonly port: number;
  /** "tunnel" for https and wss, "plain" for http */
  readonly how: "tunnel" | "plain";
  /** why it was not let through */
  readonly refused?: string;
}

export interface BrowserProxy {
  /** for Playwright's `proxy.server` */
  readonly server: string;
  /** every host the browser dialled, in order, each once */
  readonly dialled: () => readonly Dialled[];
  /** From now on nothing gets through, and what is open is torn down: a network that is gone. */
  readonly cut: () => void;
  readonly close: () => void;
}

const splitAuthority = (authority: string): { host: string; port: number } | undefined => {
  const colon = authority.lastIndexOf(":");
  const port = Number(authority.slice(colon + 1));
  const host = authority.slice(0, colon).replace(/^\[|\]$/g, "");
  return colon > 0 && Number.isInteger(port) ? { host: host.toLowerCase(), port } : undefined;
};

/**
 * A proxy on loopback for one browser context: it maps names as the target says, lists every host that is dialled and
 * refuses hosts that nobody declared. It never looks into a tunnel.
 */
export const openProxy = async (reach: Reach): Promise<BrowserProxy> => {
  const seen = new Map<string, Dialled>();
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  let gone = false;
  const dial = (how: Dialled["how"], host: string, port: number) => {
    if (gone) return "the connection was cut";
    const route = routeTo(reach, host, port);
    const key = `${how} ${host}:${port}`;
    if (!seen.has(key))
      seen.set(key, { host, port, how, ...("code" in route && { refused: route.message }) });
    return "code" in route ? route.code : route.to;
  };

  const forward = (ask: IncomingMessage, answer: ServerResponse) => {
    const url = URL.canParse(ask.url ?? "") ? new URL(ask.url ?? "") : undefined;
    if (!url) return void answer.writeHead(400).end();
    const way = dial("plain", url.hostname, Number(url.port || 80));
    if (typeof way === "string") return void answer.writeHead(502).end(way);
    const onward = plainRequest(
      { ...way, method: ask.method, path: url.pathname + url.search, headers: ask.headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on("error", () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    ask.pipe(onward);
  };
  const tunnel = (ask: IncomingMessage, client: Duplex, head: Buffer) => {
    keep(client);
    const to = splitAuthority(ask.url ?? "");
    const way = to ? dial("tunnel", to.host, to.port) : "no authority";
    if (typeof way === "string") return void client.end(`HTTP/1.1 502 ${way}\r\n\r\n`);
    const onward: Socket = connect(way.port, way.host, () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      onward.pipe(client);
      client.pipe(onward);
    });
    onward.setNoDelay(true);
    keep(onward);
    onward.on("close", () => client.destroy());
    client.on("close", () => onward.destroy());
  };

  const server = createServer(forward);
  server.on("connect", tunnel);
  server.on("upgrade", (ask: IncomingMessage, client: Duplex) => {
    const url = URL.canParse(ask.url ?? "") ? new URL(ask.url ?? "") : undefined;
    if (url) dial("plain", url.hostname, Number(url.port || 80));
    client.destroy();
  });
  server.on("connection", keep);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dialled: () => [...seen.values()],
    cut: () => {
      gone = true;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
