import net from "node:net";

/** What the way to the federation does at the moment. */
export type Weather = "fair" | "down" | "stalls" | "drops" | "late";

/** A TCP relay on loopback in front of an address, with weather. */
export interface Network {
  readonly address: string;
  readonly set: (weather: Weather) => void;
  readonly close: () => Promise<void>;
}

const LATE_MS = 250;
const STALL_MS = 3000;

/** Passes bytes on as the weather allows: late ones overtake each other from connection to connection. */
export const openNetwork = async (to: string, random: () => number): Promise<Network> => {
  let weather: Weather = "fair";
  const open = new Set<net.Socket>();
  const [host, port] = [to.slice(0, to.lastIndexOf(":")), Number(to.slice(to.lastIndexOf(":") + 1))];
  const delay = (): number =>
    weather === "late" ? random() * LATE_MS : weather === "stalls" ? random() * STALL_MS : 0;
  const pass = (from: net.Socket, into: net.Socket): void => {
    let last = Promise.resolve();
    from.on("data", (chunk) => {
      const wait = delay();
      // bytes of one connection keep their order, whatever each of them waits for
      last = last.then(
        () =>
          new Promise((done) => {
            const write = () => {
              if (!into.destroyed) into.write(chunk);
              done();
            };
            if (wait === 0) write();
            else setTimeout(write, wait);
          }),
      );
    });
    from.on("close", () => void last.then(() => into.destroy()));
    from.on("error", () => into.destroy());
  };
  const server = net.createServer((client) => {
    if (weather === "down" || (weather === "drops" && random() < 0.1)) {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect(port, host);
    for (const one of [client, upstream]) {
      open.add(one);
      one.on("close", () => open.delete(one));
    }
    pass(client, upstream);
    pass(upstream, client);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    set: (next) => {
      weather = next;
      // a host that goes down takes its connections with it
      if (next === "down") for (const one of open) one.resetAndDestroy();
    },
    close: () =>
      new Promise((closed) => {
        for (const one of open) one.destroy();
        server.close(() => closed());
      }),
  };
};
