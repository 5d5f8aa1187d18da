import type { Doors } from "../../core/doors.ts";
import type { Name } from "../../core/evidence/index.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { BackendSilent, type Kit, kitOf } from "./kit.ts";

/** A kit with a domain of its own, and the way to take away every account under it. */
export interface OwnKit extends Kit {
  readonly forget: () => Promise<void>;
}

/** The shared kit for one probe. Undefined when the backend itself does not answer: then the probe misses its pieces. */
export const openKit = async (
  subject: ClientSubject,
  doors: Doors,
  name: string,
  miss: (because: string, cause: readonly Name[]) => void,
): Promise<OwnKit | undefined> => {
  try {
    const kit = await kitOf(subject, doors);
    const domain = `${name}.${kit.domain}`;
    const forget = async (): Promise<void> => {
      const users = await kit.accounts.under(domain);
      await Promise.all(users.map(({ id }) => (id === undefined ? undefined : kit.accounts.remove(id))));
    };
    return { ...kit, domain, forget };
  } catch (error) {
    if (!(error instanceof BackendSilent)) throw error;
    miss(error.message, ["backend.live"]);
    return undefined;
  }
};
