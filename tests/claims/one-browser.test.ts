import { expect, test } from "vitest";
import { entitledUser } from "../../probes/claims/entitled.ts";
import { loginDriver } from "../../probes/drivers/login.ts";
import { createOneBrowser } from "../../probes/drivers/one-browser.ts";
import { authorizationRequest } from "../../probes/oauth/request.ts";
import { authorizeWith } from "../../probes/oauth/session.ts";
import { inFederation } from "./in-federation.ts";

test("sign-ins of one browser that are begun at once all arrive: the hub remembers one that is under way", () =>
  inFederation(async ({ subject, open }) => {
    const doors = open();
    const browser = loginDriver(doors, subject.hub);
    const user = entitledUser(doors, subject);
    const signIns = Array.from({ length: 4 }, async () => {
      const { landed, walk } = await authorizeWith(
        browser,
        subject.hub,
        authorizationRequest(doors, subject),
        user,
      );
      return landed?.searchParams.has("code") ? "code" : walk.ended;
    });
    expect(await Promise.all(signIns)).toEqual(["code", "code", "code", "code"]);
  }));

test("who goes alone waits for those on the way, and those who come wait for it", async () => {
  const { beside, alone, holdOff } = createOneBrowser();
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const walk = (name: string, until: Promise<unknown>) => async () => {
    order.push(`${name} begins`);
    await until;
    order.push(`${name} ends`);
    if (name === "thrown") throw new Error(name);
  };
  const walks = [
    beside(walk("a", first.promise)),
    beside(async () => {
      await Promise.resolve();
      expect(holdOff()).toBe(false);
      await second.promise;
    }),
  ];
  await new Promise((next) => setImmediate(next));
  walks.push(alone(walk("thrown", Promise.resolve())).catch(() => undefined));
  walks.push(beside(walk("b", Promise.resolve())));
  second.resolve();
  first.resolve();
  await Promise.all(walks);
  expect(order).toEqual(["a begins", "a ends", "thrown begins", "thrown ends", "b begins", "b ends"]);
});
