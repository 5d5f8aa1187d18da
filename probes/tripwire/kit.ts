import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { type Known, type ProviderAdmin, providerAdminOf } from "../adapters/provider-admin.ts";
import { type AccountAdmin, type SpokeLogin, spokeStateOf } from "../adapters/spoke-state.ts";
import { once } from "../http/shared.ts";
import { type Undone, undoLeftovers } from "./leftovers.ts";
import { openTripwire, type Tripwire } from "./op.ts";
import { type Stamp, stampOf } from "./stamp.ts";

/** Everything that the tripwire's probes share in one run at one spoke. */
export interface Kit {
  readonly doors: Doors;
  readonly subject: ClientSubject;
  readonly tripwire: Tripwire;
  readonly login: SpokeLogin;
  readonly admin: ProviderAdmin;
  /** undefined, and why, where nobody can look at accounts */
  readonly accounts: AccountAdmin | undefined;
  readonly noAccounts: string | undefined;
  /** the real provider as it is stored; undefined when it is not registered, or when nobody can read it */
  readonly real: Known | undefined;
  readonly stamp: Stamp;
  /** identities live under this domain only */
  readonly domain: string;
  /** of runs that died, found and taken away */
  readonly undone: readonly Undone[];
  readonly identifier: () => string;
}

/** The backend itself does not answer: what another check says already. */
export class BackendSilent extends Error {
  override name = "BackendSilent";
}

const orWhyNot = <T>(make: () => T): { readonly is?: T; readonly because?: string } => {
  try {
    return { is: make() };
  } catch (error) {
    if (error instanceof NotGiven) return { because: error.message };
    throw error;
  }
};

/** What the admin API lists; undefined where a person stands in for it. */
const listedBy = async (subject: ClientSubject, admin: ProviderAdmin) => {
  if (admin.by === "person") return undefined;
  const { seen, all } = await admin.list();
  const said = seen.status ?? seen.error?.code;
  if (seen.status === undefined || seen.status === 404 || seen.status >= 500) {
    throw new BackendSilent(`the backend's admin API answered ${said}`);
  }
  if (seen.status !== 200 || all === undefined) {
    throw new NotGiven(`the admin API of ${subject.id} answered ${said}`, "give a working admin key");
  }
  return { seen, all };
};

/** Opens the tripwire once for all probes of a spoke. Throws NotGiven, with what to give, where it may not or cannot. */
export const kitOf = (subject: ClientSubject, doors: Doors): Promise<Kit> =>
  once(doors, `tripwire ${subject.id}`, async () => {
    const { target } = subject;
    if (target.readOnly) {
      throw new NotGiven(
        `the tripwire never touches ${target.name}: whoever holds it can sign in as anybody`,
        target.carryOverFrom === undefined
          ? `set targets.${target.name}.carry_over_from in spokes.yaml, and gate that target with the same backend and provider settings`
          : `npm start -- run --spoke ${subject.id} --target ${target.carryOverFrom}`,
      );
    }
    const { inbound } = doors;
    if (!inbound) {
      throw new NotGiven(
        `${target.name} states no way for the spoke's backend to reach the tripwire`,
        `set targets.${target.name}.tripwire in spokes.yaml`,
      );
    }
    const state = spokeStateOf(subject, doors);
    const login = state.login();
    const admin = providerAdminOf(subject, doors);
    const { is: accounts, because } = orWhyNot(() => state.accounts());
    const listed = await listedBy(subject, admin);
    const undone = listed && accounts ? await undoLeftovers(subject, doors, admin, accounts, listed) : [];
    const stamp = stampOf(doors, subject);
    let made = 0;
    return {
      doors,
      subject,
      login,
      admin,
      accounts,
      noAccounts: because,
      tripwire: await once(doors, "tripwire", () => openTripwire(inbound)),
      real: listed?.all.find(({ read }) => read.identifier === subject.spoke.provider.id),
      stamp,
      domain: stamp.domain,
      undone,
      identifier: () => stamp.provider(++made),
    };
  });
