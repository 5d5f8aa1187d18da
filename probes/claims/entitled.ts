import type { TestUser } from "../../core/contract.ts";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** The test person with a grant for this spoke, their password given. Throws NotGiven. */
export const entitledUser = (doors: Doors, { id, contract, spoke }: ClientSubject): TestUser => {
  const wanted = spoke.users.entitled;
  const user = wanted ? contract.users.find((one) => one.id === wanted) : contract.users[0];
  if (user === undefined) {
    throw new NotGiven(`${id} has no test person`, "declare users.entitled and the person in the contract");
  }
  doors.secret(user.password);
  return user;
};
