import net from "node:net";
import tls from "node:tls";
import type { buildConnector } from "undici";
import type { Reach } from "../../core/doors.ts";
import { routeTo } from "./route.ts";
import { trustWith } from "./trust.ts";

/**
 * Opens connections for undici as the target says names are reached. Only the address changes:
 * SNI, Host header and the name in the certificate stay those of the real host.
 */
export const dialler = (reach: Reach): buildConnector.connector => {
  const sessions = new Map<string, Buffer>();
  return ({ hostname, port, protocol, servername }, done) => {
    const secure = protocol === "https:";
    const route = routeTo(reach, hostname, Number(port || (secure ? 443 : 80)));
    if (!("to" in route)) {
      done(Object.assign(new Error(route.message), { code: route.code }), null);
      return;
    }
    const name = servername || hostname;
    const session = sessions.get(name);
    const socket = secure
      ? tls.connect({
          ...route.to,
          servername: net.isIP(name) ? "" : name,
          secureContext: trustWith(reach.ca),
          ALPNProtocols: ["http/1.1"],
          ...(session && { session }),
        })
      : net.connect(route.to);
    socket.setNoDelay(true);
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" }));
    }, reach.timeoutMs);
    const settle = (error: Error | undefined): void => {
      clearTimeout(timer);
      socket.removeListener("error", settle);
      if (error) done(error, null);
      else done(null, socket);
    };
    socket.once("error", settle);
    socket.once(secure ? "secureConnect" : "connect", () => settle(undefined));
    if (secure) socket.on("session", (ticket: Buffer) => sessions.set(name, ticket));
  };
};
