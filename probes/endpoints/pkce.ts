import type { Doors } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { once } from "../http/shared.ts";
import { type Deviation, deviate } from "../oauth/session.ts";
import { challenges } from "./deviations.ts";

/** Authorization requests without a hashed challenge, asked once for the rows of both endpoints. */
export const askWithoutHash = (
  doors: Doors,
  subject: ClientSubject,
): Promise<readonly { readonly name: string; readonly deviation: Deviation }[]> =>
  once(doors, `without a hashed challenge ${subject.id}`, () =>
    Promise.all(
      challenges().map(async ({ name, change }) => ({
        name,
        deviation: await deviate(doors, subject, change),
      })),
    ),
  );
