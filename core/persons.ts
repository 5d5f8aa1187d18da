import { type TestUser, truthOf } from "./contract.ts";
import type { ClientSubject } from "./subject.ts";

/** Who of the test people is used for what. Requests and browsers work at the same time. */
export interface Persons {
  /** over requests: signs in, and must find claims and sessions as they were */
  readonly watched: TestUser | undefined;
  /** over requests: switched, removed, signed out everywhere, and put back */
  readonly changed: TestUser | undefined;
  /** in the browser: signed out everywhere more than once */
  readonly browsing: TestUser | undefined;
  /** in the browser: without a grant, must be turned away */
  readonly refused: TestUser | undefined;
}

const mayEnter = (access: unknown, key: string): boolean => Array.isArray(access) && access.includes(key);

/**
 * The assignment of a run, from the declared users and the contract alone. The browser gets somebody whom requests leave
 * alone, the last of the contract, wherever there is one.
 */
export const personsOf = ({ contract, spoke }: Pick<ClientSubject, "contract" | "spoke">): Persons => {
  const { users } = contract;
  const named = (id: string | undefined) => users.find((one) => one.id === id);
  const { entitled, unentitled, switching } = spoke.users;
  const watched = entitled === undefined ? users[0] : named(entitled);
  // Never the watched one: others look at that person's claims at the same time, and must not see them changed.
  const able = users.find(
    ({ id, truth, organisations }) =>
      Object.keys(organisations).length > 1 &&
      (!Array.isArray(truth.app_access) || mayEnter(truth.app_access, spoke.key)) &&
      id !== watched?.id,
  );
  const changed = switching === undefined ? able : named(switching);
  const entering = users.filter(
    (user) =>
      user.id !== unentitled && (user.id === entitled || mayEnter(truthOf(user).app_access, spoke.key)),
  );
  const free = entering.filter(({ id }) => id !== watched?.id && id !== changed?.id);
  return { watched, changed, browsing: free.at(-1) ?? entering.at(-1), refused: named(unentitled) };
};

/**
 * Somebody whom requests and browsers both need: one would sign out or switch whom the other looks at, so they must take
 * turns. Undefined where they may work side by side.
 */
export const neededTwice = (persons: Persons): TestUser | undefined =>
  [persons.browsing, persons.refused].find(
    (one) => one !== undefined && [persons.watched, persons.changed].some((other) => other?.id === one.id),
  );
