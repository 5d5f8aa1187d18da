import { blockedBy, fail, type Judgement, same, unknown } from "../../core/check.ts";
import type { KnownUser } from "../../core/evidence/browser.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { ids, letIn } from "./refuses/login.ts";

type Newcomer = NonNullable<Evidence["tripwire.people"]["fresh"]>;

export const identities = (users: readonly KnownUser[], provider: string | undefined) =>
  users.flatMap((user) => (user.identities ?? []).filter((one) => one.provider === provider));

/** Somebody whom the spoke has never seen, through a provider of the harness's own. */
export const newcomer = ({ provider, logins = [], first, second, profile }: Newcomer) => {
  const [login, again] = logins;
  if (!letIn(login))
    return [
      ["a newcomer", blockedBy("provider/login-completes", "a newcomer's login gave no session")] as const,
    ];
  if (first === undefined || second === undefined)
    return [
      ["a newcomer", unknown("the user rows were not read", "the admin key of the spoke's backend")] as const,
    ];
  const cases: [string, Judgement][] = [
    [
      "a newcomer: one user after the first login",
      same("users of the newcomer", 1, first.length, ...ids(login)),
    ],
    [
      "a newcomer: the identity carries the Cargo id",
      same("provider_id of the identity", login?.sub, identities(first, provider)[0]?.providerId),
    ],
    [
      "a newcomer: the second login reuses the user",
      letIn(again)
        ? same("user id", login?.user, again?.user, ...ids(again))
        : fail("second login", "a session", "none", ...ids(again)),
    ],
    [
      "a newcomer: nothing is added by the second login",
      same(
        "users and identities",
        `${first.length}, ${identities(first, provider).length}`,
        `${second.length}, ${identities(second, provider).length}`,
      ),
    ],
  ];
  if (profile !== undefined) {
    const { table, answer = {}, own } = profile;
    cases.push([
      `a newcomer: one row in ${table}`,
      answer.status === 200
        ? same(`rows of ${table} that are their own`, 1, own, answer.exchange)
        : unknown(
            `${table} was answered ${answer.status ?? answer.error?.code}`,
            "rls.profile in spokes.yaml",
          ),
    ]);
  }
  return cases;
};
