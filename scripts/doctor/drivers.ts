import type { Doors, Exchange } from "../../core/doors.ts";
import { NotGiven } from "../../core/doors.ts";
import type { ClientSubject, Subject } from "../../core/subject.ts";
import { providerAdminOf } from "../../probes/adapters/provider-admin.ts";
import { entitledUser } from "../../probes/claims/entitled.ts";
import { nativeBackendOf } from "../../probes/claims/native-backend.ts";
import { operatorOf, wordsFor } from "../../probes/claims/operator.ts";
import { personOf, switchingUser } from "../../probes/claims/person.ts";
import { callHub, done } from "../../probes/drivers/hub-call.ts";
import { sessionOf } from "../../probes/oauth/session.ts";
import { type Finding, notGiven, notTried, works, wrong } from "./finding.ts";

const answered = ({ status, seen }: Exchange): string => String(status ?? seen.error?.code ?? "nothing");

/** Signs the entitled test person in at the hub, up to the callback, which is not called. */
export const login = async (doors: Doors, subject: ClientSubject): Promise<Finding> => {
  const name = `hub login (${subject.hub.login.driver})`;
  const { user, code, walk } = await sessionOf(doors, subject);
  if (!user)
    return notGiven(
      name,
      "no password of a test person was given",
      "set the password that the contract's test users name",
    );
  if (code !== undefined) return works(name, `${user.id} signed in, a code came back`);
  const last = walk.hops?.at(-1);
  return wrong(
    name,
    `${user.id} got no code: it ended ${walk.ended ?? "nowhere"} at ${last?.url ?? "no page"} (${last?.status ?? "no answer"})`,
    subject.hub.login.driver === "http"
      ? "see hub.login.fields, or use the page driver: hub.login: { driver: page }"
      : "see the labels under hub.login (email, password, submit, consent): they are accessible names",
  );
};

/** Signs in at the spoke and asks Postgres what it reads of the token. */
export const rlsProbe = async (doors: Doors, subject: ClientSubject): Promise<Finding> => {
  const name = "RLS probe";
  const { probe } = subject.spoke.rls;
  if (probe === undefined) {
    return notGiven(
      name,
      "rls.probe is not set",
      "install contract/sql/cargo_gate_probe.sql and name it in rls.probe",
    );
  }
  const person = personOf(
    doors,
    subject,
    entitledUser(doors, subject),
    (await sessionOf(doors, subject)).browser,
  );
  const { access } = await person.atSpoke();
  const answer = await nativeBackendOf(subject, doors).call(probe, access);
  if (answer.status === 200) return works(name, `${probe} answers ${person.user.id}`);
  return wrong(
    name,
    `${probe} answered ${answered(answer)}`,
    answer.status === 404
      ? "install contract/sql/cargo_gate_probe.sql in the spoke's database, or name in rls.probe what it is called there"
      : "see that role authenticated may execute it",
  );
};

/** Switches to the organisation that is active already: nothing changes by it. */
export const orgSwitch = async (doors: Doors, subject: ClientSubject): Promise<Finding> => {
  const name = "organisation switch";
  const { org_switch } = subject.hub;
  if (!org_switch)
    return notGiven(name, "hub.org_switch is not declared", "declare it, or attest the rows about a switch");
  if (org_switch.driver !== "http") return notTried(name, "driven by page steps: a run tries it");
  if (subject.target.readOnly) throw new NotGiven("the target is read_only", "gate a target that is not");
  const person = personOf(doors, subject, switchingUser(doors, subject));
  const held = await person.atHub();
  const { user } = person;
  const answer = await callHub(doors, org_switch, held.access, wordsFor(subject, user, "", user.active_org));
  return done(answer)
    ? works(name, `${user.id} was switched to ${user.active_org}, where they are already`)
    : wrong(name, `the hub answered ${answered(answer)}`, "see hub.org_switch: url, method and body");
};

/** Reads the providers that the backend keeps; registers nothing. */
export const providerAdmin = async (doors: Doors, subject: ClientSubject): Promise<Finding> => {
  const name = "provider admin";
  const admin = providerAdminOf(subject, doors);
  if (admin.by === "person") return notTried(name, "by hand: a run prints what a person must enter");
  const { seen, all } = await admin.list();
  if (!all) {
    const answer = seen.status ?? seen.error?.code ?? "nothing";
    return wrong(name, `the admin API answered ${answer}`, "see backend.service_key and backend.auth_path");
  }
  const { id } = subject.spoke.provider;
  return all.some(({ read }) => read.identifier === id)
    ? works(name, `${all.length} custom providers, ${id} among them`)
    : wrong(
        name,
        `${all.length} custom providers, ${id} not among them`,
        `register ${id}: npm start -- config ${subject.id}`,
      );
};

const CALLS = ["rotate_key", "remove_member", "restore_member", "revoke_grant", "restore_grant"] as const;

/** Puts a person into the organisation that they are in: nothing changes by it. A rotation is never tried. */
export const operator = async (doors: Doors, subject: ClientSubject): Promise<Finding> => {
  const name = "hub operator";
  const declared = CALLS.filter((call) => subject.hub.operator?.[call] !== undefined);
  const lacking = CALLS.filter((call) => !declared.includes(call));
  if (!subject.hub.operator) {
    return notGiven(
      name,
      "hub.operator is not declared",
      "declare it, or attest rotation, removal and grants",
    );
  }
  const rest = lacking.length === 0 ? "" : `; not declared: ${lacking.join(", ")}`;
  if (!declared.includes("restore_member")) return notTried(name, `nothing harmless to try with${rest}`);
  if (subject.target.readOnly) throw new NotGiven("the target is read_only", "gate a target that is not");
  const person = personOf(doors, subject, switchingUser(doors, subject));
  const { user } = person;
  const sub = (await person.readHub(await person.atHub())).idToken.token?.claims?.sub;
  const operate = operatorOf(doors, subject, "restore_member");
  const answer = await operate("restore_member", wordsFor(subject, user, sub, user.active_org));
  return done(answer)
    ? works(name, `takes its token${rest}`)
    : wrong(name, `answered ${answered(answer)}`, "see hub.operator: bearer and the calls' urls");
};

/** Listens where the target says. Whether the spoke's backend reaches it there, only a run can show. */
export const tripwire = async (doors: Doors, subject: Subject): Promise<Finding> => {
  const name = "tripwire";
  const { inbound } = doors;
  if (!inbound) {
    return subject.target.readOnly
      ? notTried(name, "never on a read_only target; staging evidence may carry over")
      : notGiven(
          name,
          "targets.<target>.tripwire is not set",
          "name a public https name that leads to this machine (docs/operating.md)",
        );
  }
  await inbound.serve(async () => ({ status: 404, headers: {}, body: "" }));
  return works(name, `listens; the spoke's backend must reach it as ${inbound.origin}, which a run shows`);
};
