import type { Doors } from "../../core/doors.ts";
import type { Name } from "../../core/evidence/index.ts";
import type { UserRow } from "../../core/evidence/tripwire.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { BackendSilent, type Kit, kitOf } from "./kit.ts";

/** A kit with a domain of its own, and the way to take away every account under it. */
export interface OwnKit extends Kit {
  /** every account of this probe, those without an address included; undefined where nobody can look */
  readonly mine: () => Promise<readonly UserRow[] | undefined>;
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
    const undone =
      kit.accounts && doors.effects?.begin({ spoke: subject.id, what: "accounts", name: domain });
    const made = new Set<string>();
    const identifier = (): string => {
      const next = kit.identifier();
      made.add(next);
      return next;
    };
    const mine: OwnKit["mine"] = async () => kit.accounts?.of({ domain, came: (one) => made.has(one) });
    const forget = async (): Promise<void> => {
      const users = (await mine()) ?? [];
      await Promise.all(users.map(({ id }) => (id === undefined ? undefined : kit.accounts?.remove(id))));
      undone?.();
    };
    return { ...kit, domain, identifier, mine, forget };
  } catch (error) {
    if (!(error instanceof BackendSilent)) throw error;
    miss(error.message, ["backend.live"]);
    return undefined;
  }
};
