import { truthOf } from "../../core/contract.ts";
import { NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/**
 * Who logs in in the browser: an entitled person, the last of the contract. The probes over HTTP sign in as the
 * first, and a first login can be seen only with somebody who has none yet.
 */
export const whoLogsIn = ({ contract, spoke }: ClientSubject): string => {
  const entitled = contract.users.filter((user) => {
    const access = truthOf(user).app_access;
    return user.id === spoke.users.entitled || (Array.isArray(access) && access.includes(spoke.key));
  });
  const found = entitled.findLast(({ id }) => id !== spoke.users.unentitled);
  if (!found)
    throw new NotGiven(
      `no test person may enter ${spoke.id}`,
      "name one under users.entitled in spokes.yaml",
    );
  return found.id;
};
