import type { Contract } from "../contract.ts";
import type { Subject } from "../subject.ts";
import { dotted } from "./errors.ts";
import type { SpokesFile, TenantApiSpoke } from "./schema.ts";

/** One environment variable that a run would like to have. */
export interface SecretRef {
  /** of the environment variable: `GATES_ALICE_PASSWORD` */
  readonly name: string;
  /** as it stands in the settings: `env:GATES_ALICE_PASSWORD` */
  readonly ref: string;
  /** what it is, for a person: "client secret of CargoWorks AI" */
  readonly purpose: string;
  /** where it is named: `spokes[0].client.secret`, or `users[0].password` of the contract's test users */
  readonly path: string;
  /** what its values begin with: `cma_` */
  readonly prefix?: string;
}

const ofSpoke = (
  spoke: SpokesFile["spokes"][number],
): [ref: string | undefined, what: string, ...path: string[]][] => {
  if (spoke.kind === "client") {
    return [
      [spoke.client.secret, "client secret", "client", "secret"],
      [spoke.backend.anon_key, "anon key of the backend", "backend", "anon_key"],
      [spoke.backend.service_key, "service key of the backend", "backend", "service_key"],
    ];
  }
  return spoke.kind === "tenant-api" ? ofTenants(spoke) : [];
};

const ofTenants = ({ tokens, tenants }: TenantApiSpoke): ReturnType<typeof ofSpoke> => [
  [tokens.root, "root admin token", "tokens", "root"],
  ...Object.entries(tenants).flatMap(([which, tenant]) =>
    Object.entries(tenant?.tokens ?? {}).map(([level, ref]): ReturnType<typeof ofSpoke>[number] => [
      ref,
      `${level} token of the tenant ${tenant?.subdomain}`,
      "tenants",
      which,
      "tokens",
      level,
    ]),
  ),
];

/** Seed 004: CMA tokens begin with `cma_`, the root token and customer tokens do not. */
const isCma = (path: readonly string[]): boolean =>
  ["owner", "admin", "viewer", "revoked"].includes(path.at(-1) ?? "") && path.at(-2) === "tokens";

/** Every secret that these subjects and the contract's test users name, each variable once; values are not looked at. */
export const secretRefs = (
  file: SpokesFile,
  contract: Contract,
  subjects: readonly Subject[],
): SecretRef[] => {
  const wanted = new Set(subjects.map(({ id }) => id));
  const targets = new Set(subjects.map(({ target }) => target.name));
  const all = [
    ...[
      {
        ref: file.hub.operator?.bearer,
        purpose: `operator's token of ${file.hub.name}`,
        at: ["operator", "bearer"],
      },
      {
        ref: file.hub.service?.token,
        purpose: `service token of ${file.hub.name}`,
        at: ["service", "token"],
      },
      {
        ref: file.hub.test_client?.secret,
        purpose: "secret of the harness's own client",
        at: ["test_client", "secret"],
      },
      {
        ref: file.hub.heartbeat?.endpoint?.bearer,
        purpose: "what the list of the hub's heartbeats asks for",
        at: ["heartbeat", "endpoint", "bearer"],
      },
    ].map(({ ref, purpose, at }) => ({ ref, purpose, path: dotted(["hub", ...at]) })),
    ...Object.entries(file.targets)
      .filter(([name]) => targets.has(name))
      .map(([name, { tripwire }]) => ({
        ref: tripwire?.relay,
        purpose: `token of the tripwire's relay on ${name}`,
        path: dotted(["targets", name, "tripwire", "relay"]),
      })),
    ...Object.entries(file.targets)
      .filter(([name]) => targets.has(name))
      .map(([name, { inbox }]) => ({
        // mails are read where people sign up, and nowhere else
        ref: subjects.some(({ kind }) => kind === "account-home") ? inbox?.bearer : undefined,
        purpose: `what the inbox of the target ${name} asks for`,
        path: dotted(["targets", name, "inbox", "bearer"]),
      })),
    ...file.spokes.flatMap((spoke, i) =>
      wanted.has(spoke.id)
        ? ofSpoke(spoke).map(([ref, what, ...path]) => ({
            ref,
            purpose: `${what} of ${spoke.name}`,
            path: dotted(["spokes", i, ...path]),
            ...(isCma(path) && { prefix: "cma_" }),
          }))
        : [],
    ),
    ...Object.entries(file.targets)
      .filter(([name]) => targets.has(name))
      .flatMap(([name, { restarts, key_rotations }]) =>
        Object.entries({ restarts, key_rotations }).flatMap(([key, acts]) =>
          Object.entries(acts)
            .filter(([id]) => wanted.has(id))
            .map(([id, { bearer }]) => ({
              ref: bearer,
              purpose: `token that ${key === "restarts" ? "restarts the backend" : "rotates the signing key"} of ${id}`,
              path: dotted(["targets", name, key, id, "bearer"]),
            })),
        ),
      ),
    ...contract.users.flatMap(({ id, password, totp }, i) => [
      {
        ref: password,
        purpose: `password of the test user ${id}`,
        path: dotted(["users", i, "password"]),
      },
      { ref: totp, purpose: `second factor of the test user ${id}`, path: dotted(["users", i, "totp"]) },
    ]),
  ];
  const byName = new Map<string, SecretRef>();
  for (const { ref, ...rest } of all) {
    const name = ref?.replace(/^env:/, "");
    if (ref !== undefined && name !== undefined && !byName.has(name))
      byName.set(name, { name, ref, ...rest });
  }
  return [...byName.values()];
};
