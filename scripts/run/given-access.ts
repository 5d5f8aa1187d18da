import type { Access } from "../../core/check.ts";
import type { Prepared } from "./prepare.ts";

/** What to give, in the words of spokes.yaml. */
export const ACCESS_WORDS: Readonly<Record<Access, string>> = {
  public: "the public URLs",
  "test person": "the password of a test person (contract/test-users.yaml)",
  "client secret": "the client secret (client.secret; for the account home, that of any client spoke)",
  "second client": "a second client (hub.test_client, or a peer with its secret)",
  "admin key": "the admin key (backend.service_key)",
  tripwire: "a tripwire (targets.<name>.tripwire, with the admin key or a person to register it)",
  operator: "an operator's calls (hub.operator)",
  changes: "a target where a test person may be changed (not read_only)",
  "key rotation": "how the spoke's signing key is rotated (targets.<name>.key_rotations)",
  "hub service": "a service token of the hub (hub.service)",
  writes: "leave to write (targets.<name>.allow_writes)",
  inbox: "an inbox that is read for mails (targets.<name>.inbox)",
  "rls probe": "the RLS probe (rls.probe)",
  "tenant tokens": "the tenant tokens (tokens)",
  source: "the app's source (source)",
};

/** What this target gives. An embedded federation is given every secret that the settings name. */
export const givenAccess = ({ settings, spoke, options, embedded }: Prepared): ReadonlySet<Access> => {
  const { file, contract } = settings;
  const target = file.targets[options.target];
  const has = (ref: string | undefined): boolean =>
    ref !== undefined && (embedded || Boolean(process.env[ref.replace(/^env:/, "")]));
  const client = spoke.kind === "client" ? spoke : undefined;
  const registered = spoke.kind === "account-home" ? spoke.clients : client ? [client.spoke] : [];
  const held: Readonly<Record<Access, boolean>> = {
    public: true,
    "test person": contract.users.some(({ password }) => has(password)),
    "client secret": registered.some((one) => has(one.client.secret)),
    "second client": has(file.hub.test_client?.secret) || has(client?.peer?.client.secret),
    "admin key": has(client?.spoke.backend.service_key),
    // the API that registers it needs its key; a person needs none
    tripwire:
      target?.tripwire !== undefined &&
      target.read_only !== true &&
      (target.tripwire.registration === "person" || has(client?.spoke.backend.service_key)),
    operator:
      (has(file.hub.operator?.bearer) || file.hub.operator?.rotate_key?.command !== undefined) &&
      target?.read_only !== true,
    changes: target?.read_only !== true,
    "key rotation":
      client?.rotateKey !== undefined &&
      (client.rotateKey.bearer === undefined || has(client.rotateKey.bearer)) &&
      target?.read_only !== true,
    "hub service": has(file.hub.service?.token) && target?.read_only !== true,
    writes: target?.allow_writes === true && target.read_only !== true,
    inbox: target?.inbox !== undefined && (target.inbox.bearer === undefined || has(target.inbox.bearer)),
    "rls probe": client?.spoke.rls.probe !== undefined,
    "tenant tokens": spoke.kind === "tenant-api" && has(spoke.spoke.tokens.root),
    source: client !== undefined && (embedded || client.spoke.source !== undefined),
  };
  return new Set((Object.keys(held) as Access[]).filter((access) => held[access]));
};
