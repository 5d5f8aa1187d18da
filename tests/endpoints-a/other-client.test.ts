import { expect, test } from "vitest";
import { type Doors, NotGiven } from "../../core/doors.ts";
import { otherClient, otherClientIfAny } from "../../probes/oauth/other-client.ts";

const client = (id: string) => ({ id, secret: `env:${id}`, auth_method: "client_secret_post" });
const doors = (...given: string[]) =>
  ({
    secret: (ref: string) => {
      if (given.includes(ref)) return `value of ${ref}`;
      throw new NotGiven(`${ref} is not set`, "set it");
    },
  }) as Doors;
const subject = (hub: object, peer?: object) => ({ hub, ...(peer && { peer: { client: peer } }) }) as never;

test("the hub's test client stands before the spoke's peer", () => {
  const both = subject({ test_client: client("T") }, client("P"));
  expect(otherClient(doors("env:T", "env:P"), both)).toEqual({
    id: "T",
    auth: { how: "client_secret_post", secret: "value of env:T" },
  });
  expect(otherClient(doors("env:P"), subject({}, client("P"))).id).toBe("P");
});

test("without one, or without its secret, what to give is said", () => {
  expect(() => otherClient(doors(), subject({}))).toThrow(/hub\.test_client/);
  expect(() => otherClient(doors(), subject({}, client("P")))).toThrow(NotGiven);
  expect(otherClientIfAny(doors(), subject({}, client("P")))).toBeUndefined();
});
