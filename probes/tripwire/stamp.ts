import { randomBytes } from "node:crypto";
import type { Doors } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { isTripwire, OWN_DOMAIN, stampIn, tripwirePrefix } from "../../core/tripwire/fields.ts";

/** Names of one run's doings: they say when it began, so that any machine can tell what is left of a dead one. */
export interface Stamp {
  /** of a registration, the nth */
  readonly provider: (nth: number) => string;
  /** what all its registrations begin with */
  readonly providers: string;
  /** of its identities */
  readonly domain: string;
}

const newStamp = (now: Date, beside: string, under = OWN_DOMAIN): Stamp => {
  const name = `${Math.floor(now.getTime() / 1000).toString(36)}-${randomBytes(4).toString("hex")}`;
  const providers = `${tripwirePrefix(beside)}${name}-`;
  return { providers, provider: (nth) => `${providers}${nth}`, domain: `${name}.${under}` };
};

const stamps = new WeakMap<object, Map<string, Stamp>>();

/** The one stamp of a run at a spoke. */
export const stampOf = (doors: Doors, { id, spoke, target }: ClientSubject): Stamp => {
  const mine = stamps.get(doors.http) ?? new Map<string, Stamp>();
  stamps.set(doors.http, mine);
  const stamp = mine.get(id) ?? newStamp(doors.now(), spoke.provider.id, target.emailDomain);
  mine.set(id, stamp);
  return stamp;
};

/** Longest that a run looks. One that waits for people leaves nothing that an API could take away. */
const LONGEST_MS = 300_000;

/** Whether a stamp is of a run that must be over by now. What carries none of ours, but our prefix, belongs to nobody. */
const over = (stamp: string, now: Date): boolean => {
  const born = Number.parseInt(stamp.split("-")[0] ?? "", 36) * 1000;
  return !(now.getTime() - born < LONGEST_MS);
};

export const isDeadProvider = (identifier: string, now: Date): boolean => {
  const stamp = stampIn(identifier);
  return stamp !== undefined && over(stamp, now);
};

/** By the label before our domain. An account without an address of ours is known by the way it came in. */
export const isDeadAccount = (
  {
    email,
    identities = [],
  }: {
    readonly email?: string | undefined;
    readonly identities?: readonly { readonly provider?: string | undefined }[] | undefined;
  },
  under: string,
  now: Date,
): boolean => {
  const host = email?.split("@").at(-1);
  if (host?.endsWith(`.${under}`))
    return over(
      host
        .slice(0, -under.length - 1)
        .split(".")
        .at(-1) ?? "",
      now,
    );
  const ways = identities.map(({ provider = "" }) => provider).filter(isTripwire);
  return ways.length > 0 && ways.every((one) => isDeadProvider(one, now));
};
