import type { Doors } from "../../core/doors.ts";
import { personsOf } from "../../core/persons.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { hubPlaces } from "../../probes/adapters/hub-places.ts";
import { nativeBackendOf } from "../../probes/claims/native-backend.ts";
import { type Finding, notGiven, notTried, works, wrong } from "./finding.ts";

/** Shows the hub's service token to the hub alone: it must be seen to open something there. */
export const hubService = async (doors: Doors, { hub }: ClientSubject): Promise<Finding> => {
  const name = "hub service token";
  if (hub.service === undefined)
    return notGiven(
      name,
      "hub.service is not declared",
      "declare it, or attest that it is nobody at the spoke",
    );
  const { works_at } = hub.service;
  const { status, seen } = await hubPlaces(hub, doors).asAdmin(works_at, doors.secret(hub.service.token));
  return status === 200
    ? works(name, `opens ${works_at}`)
    : wrong(
        name,
        `${works_at} answered ${status ?? seen.error?.code ?? "nothing"}`,
        "see hub.service: a token of the hub's, and an address that opens for it",
      );
};

/** Reads the policies of the spoke's database, as the service key alone may. */
export const policies = async (doors: Doors, subject: ClientSubject): Promise<Finding> => {
  const name = "policies";
  const { rls, backend } = subject.spoke;
  if (rls.policies === undefined)
    return notGiven(
      name,
      "rls.policies is not set",
      "install contract/sql/cargo_gate_policies.sql and name it in rls.policies",
    );
  if (backend.service_key === undefined)
    return notGiven(name, "the service key alone may read them", "set backend.service_key");
  const key = doors.secret(backend.service_key);
  const { status, seen } = await nativeBackendOf(subject, doors).call(rls.policies, key);
  return status === 200
    ? works(name, `${rls.policies} answers the service key`)
    : wrong(
        name,
        `${rls.policies} answered ${status ?? seen.error?.code ?? "nothing"}`,
        "install contract/sql/cargo_gate_policies.sql in the spoke's database, or name in rls.policies what it is called there",
      );
};

/** Who of the contract is used for what: somebody must have the app's key, and three others spare the run its turns. */
export const people = (subject: ClientSubject): Finding => {
  const name = "test people";
  const { contract, spoke } = subject;
  const { watched, changed, browsing, refused } = personsOf(subject);
  if (browsing === undefined)
    return wrong(
      name,
      `nobody of the contract has ${spoke.key} in app_access`,
      "see key (how Cargo calls this app), and the contract's test-users.yaml",
    );
  const named = { entitled: watched, switching: changed, unentitled: refused };
  const lacking = Object.entries(named).flatMap(([role, user]) => (user === undefined ? [role] : []));
  const said = Object.entries(named)
    .flatMap(([role, user]) => (user === undefined ? [] : [`${user.id} is ${role}`]))
    .join(", ");
  return lacking.length === 0
    ? works(name, said)
    : notGiven(
        name,
        `${said}; nobody is ${lacking.join(", nor ")} (of ${contract.users.length})`,
        `name them in users: { ${lacking.join(", ")} }, from the contract's test-users.yaml`,
      );
};

/** What would change something when it is tried: only whether it is declared. */
export const acts = ({ id, restart, rotateKey, target }: ClientSubject): Finding[] =>
  (
    [
      ["spoke key rotation", rotateKey, "key_rotations"],
      ["backend restart", restart, "restarts"],
    ] as const
  ).map(([name, act, key]) => {
    if (target.readOnly) return notTried(name, "never on a read_only target");
    return act === undefined
      ? notGiven(
          name,
          `targets.${target.name}.${key}.${id} is not declared`,
          "declare a request or a program, or attest the row",
        )
      : notTried(name, "declared; it changes something, so a run tries it");
  });
