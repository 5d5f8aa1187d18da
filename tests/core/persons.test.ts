import { expect, test } from "vitest";
import type { Contract, TestUser } from "../../core/contract.ts";
import { neededTwice, personsOf } from "../../core/persons.ts";
import type { ClientSubject } from "../../core/subject.ts";

const KEY = "app";
const person = (id: string, organisations: number, enters: boolean): TestUser => ({
  id,
  email: `${id}@example.test`,
  password: "env:X",
  active_org: "o1",
  truth: { app_access: enters ? [KEY] : [] },
  organisations: Object.fromEntries(Array.from({ length: organisations }, (_, n) => [`o${n + 1}`, {}])),
});
const assigned = (users: readonly TestUser[], declared: ClientSubject["spoke"]["users"]) =>
  personsOf({
    contract: { users } as unknown as Contract,
    spoke: { key: KEY, users: declared } as ClientSubject["spoke"],
  });

const some = ["a", "b", "c", "d"];
const kinds = [
  [1, true],
  [2, true],
  [2, false],
] as const;
/** Every way in which up to four people can be what they are. */
const companies = (count: number): readonly (readonly TestUser[])[] =>
  count === 0
    ? [[]]
    : companies(count - 1).flatMap((before) =>
        kinds.map(([orgs, enters]) => [...before, person(some[count - 1] ?? "", orgs, enters)]),
      );

test("whoever is named: requests and browsers share nobody, or are told to take turns", () => {
  const names = [undefined, ...some];
  let [apart, turns] = [0, 0];
  for (const users of [0, 1, 2, 3, 4].flatMap(companies)) {
    for (const entitled of names)
      for (const switching of names)
        for (const unentitled of names) {
          // refused by the settings' own check
          if (switching !== undefined && switching === entitled) continue;
          const { watched, changed, browsing, refused } = assigned(users, {
            entitled,
            switching,
            unentitled,
          });
          const requests = new Set([watched?.id, changed?.id].filter((id) => id !== undefined));
          const browsers = [browsing?.id, refused?.id].filter((id) => id !== undefined);
          const both = browsers.filter((id) => requests.has(id));
          const told = neededTwice({ watched, changed, browsing, refused });
          expect(told === undefined).toBe(both.length === 0);
          if (told) turns++;
          else apart++;
          expect(browsing === undefined || browsing.id !== unentitled).toBe(true);
          if (watched && switching === undefined) expect(changed?.id).not.toBe(watched.id);
        }
  }
  expect(apart).toBeGreaterThan(1000);
  expect(turns).toBeGreaterThan(1000);
});

test("the browser takes the last person whom the requests leave alone", () => {
  const users = [person("a", 2, true), person("b", 2, true), person("c", 1, true), person("d", 1, false)];
  const { watched, changed, browsing, refused } = assigned(users, { unentitled: "d" });
  expect([watched?.id, changed?.id, browsing?.id, refused?.id]).toEqual(["a", "b", "c", "d"]);
  expect(assigned(users, { entitled: "c", switching: "a" }).browsing?.id).toBe("b");
});

test("with nobody left over, the last of those who may enter is used twice", () => {
  const users = [person("a", 2, true), person("b", 2, true)];
  const persons = assigned(users, {});
  expect(persons.browsing?.id).toBe("b");
  expect(neededTwice(persons)?.id).toBe("b");
});
