import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type Asked, type Inbound, NotGiven, type Told } from "../../core/doors.ts";

const LIMIT = 1_048_576;

export interface Listening {
  /** origin under which others reach it */
  readonly origin: string;
  /** `host:port` to listen on; port 0 takes any */
  readonly listen: string;
  /** certificate and key, PEM; undefined speaks plain HTTP to whoever terminates TLS in front */
  readonly identity: () => Promise<{ readonly cert: string; readonly key: string } | undefined>;
  /** bytes of the largest body that is taken */
  readonly limit?: number;
  /** told once where it listens */
  readonly listening?: (address: string) => void;
}

const bodyOf = async (request: IncomingMessage, limit: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const write = ({ status, headers, body, cut }: Told, response: ServerResponse): void => {
  if (!cut) {
    response.writeHead(status, headers).end(body);
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
};

/** The way in for systems under test. Nothing listens before it is asked to serve, nor after it was closed. */
export const openInbound = (options: Listening): Inbound & { readonly close: () => Promise<void> } => {
  const { origin } = options;
  let stop: (() => Promise<void>) | undefined;
  let closed = false;
  const ended = () => new NotGiven("the run is at its end", "a new run");

  const serve: Inbound["serve"] = async (answer) => {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      const reply = async (): Promise<void> => {
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(request.headers)) {
          if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
        }
        // the public name, whatever a proxy in front made of the Host header
        const url = new URL(origin + (request.url?.startsWith("/") ? request.url : "/"));
        const asked: Asked = {
          method: request.method ?? "GET",
          url,
          headers,
          body: await bodyOf(request, options.limit ?? LIMIT),
        };
        write(await answer(asked), response);
      };
      reply().catch(() => response.destroy());
    };
    const identity = await options.identity();
    if (closed) throw ended();
    const server = identity ? createServer(identity, handle) : createPlainServer(handle);
    // longer than any client keeps an idle connection: a server that closes first makes clients fail at random
    server.keepAliveTimeout = 120_000;
    const colon = options.listen.lastIndexOf(":");
    const host = options.listen.slice(0, colon).replace(/^\[|\]$/g, "");
    await new Promise<void>((ready, failed) => {
      server.once("error", failed);
      server.listen(Number(options.listen.slice(colon + 1)), host, ready);
    });
    stop = () =>
      new Promise((gone) => {
        server.close(() => gone());
        server.closeAllConnections();
      });
    if (closed) {
      await stop();
      throw ended();
    }
    const { address, port, family } = server.address() as AddressInfo;
    options.listening?.(family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`);
  };
  const close = async (): Promise<void> => {
    closed = true;
    await stop?.();
  };
  return { origin, serve, close };
};
