import { hostMatches } from "../doors.ts";
import { nearest } from "../nearest.ts";
import { type Path, quoted } from "./errors.ts";
import { declaredHosts } from "./hosts.ts";
import { operatorCanBeCalled } from "./operator-check.ts";
import type { SpokesFile } from "./schema.ts";
import { valuesFitTogether } from "./values-fit.ts";

/** Names that stand outside spokes.yaml and that it refers to. What is not given is not looked up. */
export interface Known {
  /** ids of the contract's test users */
  readonly users?: readonly string[];
  /** by id of a test user: their organisations */
  readonly organisations?: Readonly<Record<string, readonly string[]>>;
  /** ids of all checks */
  readonly checks?: readonly string[];
  /** ids of the systems that agreement/expected.yaml knows */
  readonly systems?: readonly string[];
}

export interface Contradiction {
  readonly path: Path;
  /** the key is wrong, not what it holds */
  readonly key?: boolean;
  readonly written: string;
  readonly expected: string;
  readonly suggestion?: string;
}
type Rule = (file: SpokesFile, known: Known) => Contradiction[];

const MOST_LISTED = 20;

/** Nothing when the name is valid. */
const named = (
  what: string,
  valid: readonly string[],
  path: Path,
  name: string | undefined,
): Contradiction[] => {
  if (name === undefined || valid.includes(name)) return [];
  const suggestion = nearest(name, valid)[0];
  const list = valid.length === 0 || valid.length > MOST_LISTED ? "" : `: ${valid.join(", ")}`;
  return [{ path, written: quoted(name), expected: `${what}${list}`, ...(suggestion && { suggestion }) }];
};

const asKey = (found: Contradiction): Contradiction => ({ ...found, key: true });

const twice = (what: string, all: readonly { path: Path; value: string }[]): Contradiction[] => {
  const seen = new Set<string>();
  return all.flatMap(({ path, value }) => {
    if (seen.has(value))
      return { path, written: `${quoted(value)} twice`, expected: `${what} that no other has` };
    seen.add(value);
    return [];
  });
};

const clients = ({ spokes }: Pick<SpokesFile, "spokes">) =>
  spokes.flatMap((spoke, i) => (spoke.kind === "client" ? [{ spoke, at: ["spokes", i] }] : []));

const idsAreOwn: Rule = (file) => [
  ...twice("an id", [
    { path: ["hub"], value: "hub" },
    ...file.spokes.map(({ id }, i) => ({ path: ["spokes", i, "id"], value: id })),
  ]),
  ...twice(
    "a client id",
    clients(file).map(({ spoke, at }) => ({ path: [...at, "client", "id"], value: spoke.client.id })),
  ),
  ...twice(
    "a URL",
    file.hub.redirect_allowlist.map(({ url }, i) => ({
      path: ["hub", "redirect_allowlist", i, "url"],
      value: url,
    })),
  ),
];

const onePilot: Rule = (file) =>
  clients(file)
    .filter(({ spoke }) => spoke.pilot)
    .slice(1)
    .map(({ at }) => ({
      path: [...at, "pilot"],
      written: "a second pilot",
      expected: "false: one spoke is the pilot (seed 002)",
    }));

const spokesExist: Rule = ({ hub, spokes, targets, waivers, attestations }, { checks }) => {
  const ids = spokes.map(({ id }) => id);
  const owned = hub.redirect_allowlist.flatMap(({ spoke }, i) =>
    named("a spoke of this file", ids, ["hub", "redirect_allowlist", i, "spoke"], spoke),
  );
  const scoped = Object.entries({ waivers, attestations }).flatMap(([list, all]) =>
    all.flatMap(({ spoke, target, check }, i) => [
      ...(checks ? named("the id of a check", checks, [list, i, "check"], check) : []),
      ...[spoke]
        .flat()
        .flatMap((one, j) =>
          named(
            "hub or a spoke of this file",
            ["hub", ...ids],
            [list, i, "spoke", ...(Array.isArray(spoke) ? [j] : [])],
            one,
          ),
        ),
      ...named("a target of this file", Object.keys(targets), [list, i, "target"], target),
    ]),
  );
  const carried = Object.entries(targets).flatMap(([name, { carry_over_from }]) =>
    named(
      "another target of this file",
      Object.keys(targets).filter((one) => one !== name),
      ["targets", name, "carry_over_from"],
      carry_over_from,
    ),
  );
  const clientIds = spokes.filter(({ kind }) => kind === "client").map(({ id }) => id);
  const hosted = Object.entries(targets).flatMap(([name, { vendor_hosts, restarts, key_rotations }]) =>
    Object.entries({ vendor_hosts, restarts, key_rotations }).flatMap(([key, map]) =>
      Object.keys(map).flatMap((id) =>
        named("a client spoke of this file", clientIds, ["targets", name, key, id], id).map(asKey),
      ),
    ),
  );
  const peers = clients({ spokes }).flatMap(({ spoke, at }) =>
    named(
      "another client spoke of this file",
      clientIds.filter((id) => id !== spoke.id),
      [...at, "peer"],
      spoke.peer,
    ),
  );
  return [...owned, ...scoped, ...carried, ...hosted, ...peers];
};

const usersExist: Rule = (file, { users, organisations }) => {
  if (users === undefined) return [];
  const user = (path: Path, name: string | undefined) =>
    named("a test user of the contract", users, path, name);
  return clients(file).flatMap(({ spoke, at }) => [
    ...user([...at, "users", "entitled"], spoke.users.entitled),
    ...user([...at, "users", "unentitled"], spoke.users.unentitled),
    ...user([...at, "users", "switching"], spoke.users.switching),
    ...(spoke.users.switching !== undefined && spoke.users.switching === spoke.users.entitled
      ? [
          {
            path: [...at, "users", "switching"],
            written: quoted(spoke.users.switching),
            expected: "another test user than users.entitled: its claims change while others look",
          },
        ]
      : []),
    ...Object.entries(spoke.rls.tables).flatMap(([table, rows]) =>
      Object.entries(rows).flatMap(([name, said]) => {
        const path = [...at, "rls", "tables", table, name];
        const own = organisations?.[name];
        const orgs = typeof said === "object" && own !== undefined ? Object.keys(said) : [];
        return [
          ...user(path, name).map(asKey),
          ...orgs.flatMap((org) =>
            named(`an organisation of ${name} in the contract`, own ?? [], [...path, org], org).map(asKey),
          ),
        ];
      }),
    ),
  ]);
};

const systemsExist: Rule = ({ targets }, { systems }) =>
  systems === undefined
    ? []
    : Object.entries(targets).flatMap(([name, { system }]) =>
        named("a system of agreement/expected.yaml", systems, ["targets", name, "system"], system),
      );

/** What tells the tenants of a registry apart must stand in one of them only. */
const tenantsApart: Rule = ({ spokes }) =>
  spokes.flatMap((spoke, i) => {
    if (spoke.kind !== "tenant-api") return [];
    const at = ["spokes", i, "tenants"];
    const { first, second, suspended } = spoke.tenants;
    const homes = Object.entries({ first, second });
    return [
      ...twice(
        "a tenant",
        [...homes, ...(suspended ? [["suspended", suspended] as const] : [])].map(
          ([which, { subdomain }]) => ({
            path: [...at, which, "subdomain"],
            value: subdomain,
          }),
        ),
      ),
      ...(["packages", "customers"] as const).flatMap((list) =>
        twice(
          "a name",
          homes.flatMap(([which, tenant]) =>
            tenant[list].map((value, n) => ({ path: [...at, which, list, n], value })),
          ),
        ),
      ),
    ];
  });

const overridesMatter: Rule = (file) => {
  const declared = declaredHosts(file);
  return Object.entries(file.targets).flatMap(([name, { resolve, tripwire }]) => {
    const hosts = [...declared, ...(tripwire ? [new URL(tripwire.public_url).hostname] : [])];
    return Object.keys(resolve).flatMap((key) => {
      const host = key.slice(0, key.lastIndexOf(":"));
      if (hosts.some((pattern) => pattern === host || hostMatches(pattern, host))) return [];
      const suggestion = nearest(host, hosts)[0];
      return {
        path: ["targets", name, "resolve", key],
        key: true,
        written: `the host ${quoted(host)}`,
        expected: "a host that this file names elsewhere: no other is ever contacted",
        ...(suggestion && { suggestion }),
      };
    });
  });
};

const RULES: readonly Rule[] = [
  idsAreOwn,
  onePilot,
  spokesExist,
  usersExist,
  valuesFitTogether,
  tenantsApart,
  operatorCanBeCalled,
  overridesMatter,
  systemsExist,
];

/** What no single value gets wrong: names that nothing bears, ids twice, settings that exclude each other. */
export const contradictions = (file: SpokesFile, known: Known = {}): Contradiction[] =>
  RULES.flatMap((rule) => rule(file, known));
