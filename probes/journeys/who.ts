import { NotGiven } from "../../core/doors.ts";
import { personsOf } from "../../core/persons.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** Who logs in in the browser: an entitled person whom the requests leave alone, where there is one. */
export const whoLogsIn = (subject: ClientSubject): string => {
  const { browsing } = personsOf(subject);
  if (browsing) return browsing.id;
  throw new NotGiven(
    `no test person may enter ${subject.spoke.id}`,
    "name one under users.entitled in spokes.yaml",
  );
};
