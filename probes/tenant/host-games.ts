import type { WireRequest } from "../../core/doors.ts";

/** One connection to a tenant's host, and requests on it that say something else of where they go. */
export interface Game {
  readonly name: string;
  /** what is odd, in words */
  readonly sent: string;
  /** tenants that may answer the last request with the root token; any refusal is right too */
  readonly may: readonly string[];
  readonly requests: (authorization: string) => readonly WireRequest[];
}

const PATH = "/api/v1/packages";

/** Every way to name the other tenant beside, or in place of, the own host. `mine` and `theirs` are subdomains. */
export const gamesFor = (mine: string, theirs: string, host: string): readonly Game[] => {
  const [A, B] = [`${mine}.${host}`, `${theirs}.${host}`];
  const request = (
    authorization: string,
    hosts: readonly string[],
    extra: WireRequest["headers"] = [],
    target = PATH,
  ): WireRequest => ({
    target,
    headers: [
      ...hosts.map((value) => ["Host", value] as const),
      ["Authorization", authorization],
      ["Accept", "application/json"],
      ...extra,
    ],
  });
  const hosts = (name: string, may: readonly string[], ...values: readonly string[]): Game => ({
    name,
    sent: values.length === 0 ? "no Host" : values.map((value) => `Host: ${value}`).join(", "),
    may,
    requests: (authorization) => [request(authorization, values)],
  });
  const header = (name: string, value: string): Game => ({
    name: `${name} names the other tenant`,
    sent: `Host: ${A}, ${name}: ${value}`,
    may: [mine],
    requests: (authorization) => [request(authorization, [A], [[name, value]])],
  });
  const target = (name: string, absolute: string, own: string): Game => ({
    name,
    sent: `GET https://${absolute}${PATH}, Host: ${own}`,
    // RFC 9112, 3.2.2: the target stands above the Host header; which of the two wins is not ours to say
    may: [mine, theirs],
    requests: (authorization) => [request(authorization, [own], [], `https://${absolute}${PATH}`)],
  });
  const sequence = (name: string, last: string, ...order: readonly string[]): Game => ({
    name,
    sent: order.map((value) => `Host: ${value}`).join(", then "),
    may: [last],
    requests: (authorization) => order.map((value) => request(authorization, [value])),
  });
  return [
    hosts("the own host", [mine], A),
    hosts("the other tenant's host", [theirs], B),
    ...["X-Forwarded-Host", "X-Host", "X-Original-Host", "X-Forwarded-Server", "X-HTTP-Host-Override"].map(
      (name) => header(name, B),
    ),
    header("Forwarded", `for=192.0.2.1;host=${B};proto=https`),
    header("X-Original-URL", `https://${B}${PATH}`),
    target("absolute target at the other tenant", B, A),
    target("absolute target at the own one, Host of the other", A, B),
    hosts("two Host headers, the own one first", [mine], A, B),
    hosts("two Host headers, the other first", [mine], B, A),
    hosts("two names in one Host header", [mine], `${A}, ${B}`),
    hosts("no Host header", [mine]),
    hosts("the own host in capitals", [mine], A.toUpperCase()),
    hosts("the other tenant's host in capitals", [theirs], B.toUpperCase()),
    hosts("the own host with a dot at its end", [mine], `${A}.`),
    hosts("the other tenant's host with a dot at its end", [theirs], `${B}.`),
    hosts("the own host with a port", [mine], `${A}:443`),
    hosts("the own host with another port", [mine], `${A}:8443`),
    hosts("another domain behind the other tenant's host", [mine], `${B}.gates.example`),
    hosts("the other tenant's name under another domain", [mine], `${theirs}.gates.example`),
    hosts("the other tenant's name before the own one", [mine], `${theirs}.${A}`),
    hosts("the own name before the other tenant's host", [mine], `${mine}.${B}`),
    hosts("a host that only ends alike", [mine], `${theirs}.other${host}`),
    hosts("the other tenant's name as user", [mine], `${theirs}@${A}`),
    hosts("the own host as user", [mine], `${A}@${B}`),
    sequence("the other tenant after the own one on one connection", theirs, A, B),
    sequence("the own one after the other tenant on one connection", mine, B, A),
  ];
};
