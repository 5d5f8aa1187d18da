import { randomBytes } from "node:crypto";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { type Field, TRIPWIRE_PREFIX } from "../../core/tripwire/fields.ts";
import { type AccountAdmin, accountAdminOf } from "../adapters/account-admin.ts";
import { type ProviderAdmin, providerAdminOf, type Stored, storedIn } from "../adapters/provider-admin.ts";
import { type SpokeLogin, spokeLoginOf } from "../adapters/spoke-login.ts";
import { once } from "../http/shared.ts";
import { openTripwire, type Tripwire } from "./op.ts";
import type { Face } from "./registration.ts";

/** Everything that the tripwire's probes share in one run at one spoke. */
export interface Kit {
  readonly doors: Doors;
  readonly subject: ClientSubject;
  readonly tripwire: Tripwire;
  readonly login: SpokeLogin;
  readonly admin: ProviderAdmin;
  readonly accounts: AccountAdmin;
  /** settings of the real provider as they are stored; undefined when it is not registered */
  readonly real: Stored | undefined;
  /** identities of this run live under this domain only; RFC 2606 reserves the name */
  readonly domain: string;
  readonly leftovers: readonly string[];
  readonly identifier: () => string;
}

/** A run looks for less than a minute: an older registration of ours belongs to nobody any more. */
const DEAD_AFTER_MS = 120_000;

/** The backend itself does not answer: what another check says already. */
export class BackendSilent extends Error {
  override name = "BackendSilent";
}

const stamp = (now: Date): string => Math.floor(now.getTime() / 1000).toString(36);
const bornAt = (identifier: string): number =>
  Number.parseInt(identifier.slice(TRIPWIRE_PREFIX.length).split("-")[0] ?? "", 36) * 1000;

const removeDead = async (admin: ProviderAdmin, stored: readonly Stored[], now: Date): Promise<string[]> => {
  const dead = stored
    .map(({ identifier }) => String(identifier))
    .filter((one) => one.startsWith(TRIPWIRE_PREFIX) && !(now.getTime() - bornAt(one) < DEAD_AFTER_MS));
  await Promise.all(dead.map((one) => admin.remove(one)));
  return dead;
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
    const admin = providerAdminOf(subject, doors);
    const login = spokeLoginOf(subject, doors);
    const accounts = accountAdminOf(subject, doors);
    const answer = await admin.list();
    const stored = storedIn(answer.json);
    if (answer.status === undefined || answer.status === 404 || answer.status >= 500) {
      throw new BackendSilent(`the backend's admin API answered ${answer.status ?? answer.seen.error?.code}`);
    }
    if (answer.status !== 200 || !stored) {
      throw new NotGiven(
        `the admin API of ${subject.id} answered ${answer.status ?? answer.seen.error?.code}`,
        "give a working admin key",
      );
    }
    const born = stamp(doors.now());
    let made = 0;
    const id = randomBytes(4).toString("hex");
    return {
      doors,
      subject,
      login,
      admin,
      accounts,
      tripwire: await once(doors, "tripwire", () => openTripwire(inbound)),
      real: stored.find(({ identifier }) => identifier === subject.spoke.provider.id),
      domain: `${id}.cargo-gates.test`,
      leftovers: await removeDead(admin, stored, doors.now()),
      identifier: () => `${TRIPWIRE_PREFIX}${born}-${id}-${++made}`,
    };
  });

/** A face of the tripwire while it is registered at the spoke's backend. */
export interface Registered {
  readonly face: Face;
  readonly identifier: string;
  readonly answer: Awaited<ReturnType<ProviderAdmin["register"]>>;
  /** 201: it can be used */
  readonly ok: boolean;
}

/** Registers a face, hands it to `work`, and takes it away again whatever came of it. */
export const withRegistration = async <T>(
  kit: Kit,
  poisoned: readonly Field[],
  work: (registered: Registered) => Promise<T>,
): Promise<T> => {
  const face = await kit.tripwire.face(poisoned);
  const identifier = kit.identifier();
  const { clientId, clientSecret, set, discovery } = face;
  try {
    const answer = await kit.admin.register(
      { identifier, clientId, clientSecret, ...set, discovery },
      kit.real,
    );
    return await work({ face, identifier, answer, ok: answer.status === 201 || answer.status === 200 });
  } finally {
    await kit.admin.remove(identifier);
  }
};
