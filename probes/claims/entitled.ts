import type { TestUser } from "../../core/contract.ts";
import { type Doors, NotGiven } from "../../core/doors.ts";
import { personsOf } from "../../core/persons.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** The test person with a grant for this spoke, their password given. Throws NotGiven. */
export const entitledUser = (doors: Doors, subject: ClientSubject): TestUser => {
  const { watched: user } = personsOf(subject);
  if (user === undefined) {
    throw new NotGiven(
      `${subject.id} has no test person`,
      "declare users.entitled and the person in the contract",
    );
  }
  doors.secret(user.password);
  return user;
};
