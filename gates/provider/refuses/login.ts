import { blockedBy, type Case, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { TripwireLogin, UserRow } from "../../../core/evidence/tripwire.ts";

type Logins = Evidence["tripwire.logins"];

export const loginNamed = ({ logins = [] }: Logins, name: string): TripwireLogin | undefined =>
  logins.find((login) => login.name === name);

/** A session that the spoke's own auth API vouches for. */
export const letIn = (login: TripwireLogin | undefined): boolean =>
  login?.session === true && login.own?.status === 200;

export const ids = (login: TripwireLogin | undefined): (string | undefined)[] => [
  login?.start?.exchange,
  login?.callback?.exchange,
  login?.own?.exchange,
];

export const notTried = (name: string): Judgement =>
  unknown(`the login "${name}" was not tried`, "a run in which it is", {
    evidence: "tripwire.logins",
    because: `no login "${name}" in it`,
  });

/** Accounts that this login may have made: at its address, or with its identity. */
const rowsOf = ({ users = [] }: Logins, { email, sub }: TripwireLogin): UserRow[] =>
  users.filter(
    (row) =>
      (email !== undefined && row.email === email) ||
      row.identities?.some(({ providerId }) => providerId === sub),
  );

/**
 * No session, nothing added. `through` is the endpoint that must have been asked: a lie that was never delivered
 * proves nothing.
 */
export const refusedOne = (seen: Logins, name: string, through: string): Judgement => {
  const login = loginNamed(seen, name);
  if (login?.session === undefined) return notTried(name);
  const what = `a login with ${login.sent}`;
  if (login.session) {
    const who = letIn(login) ? "a session that its own auth API takes" : "a session";
    return fail(what, "no session", who, ...ids(login));
  }
  const { touched = [], callback, landed } = login;
  if (!touched.some((at) => at.endsWith(through))) {
    return blockedBy("provider/login-completes", `${what} did not come as far as the ${through} endpoint`);
  }
  if (callback?.status === undefined) {
    const said = callback?.error?.code ?? "nothing";
    return unknown(`${what}: the callback was answered ${said}`, "provider/op-failure-survived", {
      check: "provider/op-failure-survived",
    });
  }
  const added = rowsOf(seen, login).find(({ confirmed }) => confirmed === true);
  const said = landed?.error ?? callback.status;
  return added
    ? fail(
        what,
        "no account or identity added",
        `no session (${said}), but a confirmed account`,
        ...ids(login),
      )
    : pass;
};

/** What is left of a refused login without being wrong, and what could not be looked at: told beside the verdict. */
const besides = (seen: Logins, names: readonly string[]): Case[] => {
  if (seen.users === undefined) {
    const actual = `not looked at: ${seen.unread ?? "no list of them"}`;
    return [{ name: "accounts (reported)", outcome: "pass", actual }];
  }
  return names.flatMap((name): Case[] => {
    const login = loginNamed(seen, name);
    const left = login ? rowsOf(seen, login).filter(({ confirmed }) => confirmed !== true) : [];
    const actual = "a user row that nobody confirmed";
    return left.length > 0 ? [{ name: `left over of ${name} (reported)`, outcome: "pass", actual }] : [];
  });
};

/** Each of these logins was refused. A user row that nobody confirmed may be left over: some backends commit one. */
export const refused = (seen: Logins, names: readonly string[], through = "token"): Judgement => {
  const judged = eachCase(
    names,
    (name) => name,
    (name) => refusedOne(seen, name, through),
  );
  return { ...judged, cases: [...(judged.cases ?? []), ...besides(seen, names)] };
};
