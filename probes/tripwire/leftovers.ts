import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { isTripwire, OWN_DOMAIN } from "../../core/tripwire/fields.ts";
import type { Listed, ProviderAdmin } from "../adapters/provider-admin.ts";
import type { AccountAdmin } from "../adapters/spoke-state.ts";
import { isDeadAccount, isDeadProvider } from "./stamp.ts";

export type Undone = NonNullable<Evidence["tripwire.settings"]["undone"]>[number];

/** Whatever any run of ours ever made at this spoke. */
export const everybody = ({ target }: ClientSubject) =>
  ({
    domain: target.emailDomain ?? OWN_DOMAIN,
    deep: true,
    came: isTripwire,
  }) as const;

export const identifiersIn = ({ all = [] }: Pick<Listed, "all">): string[] =>
  all.map(({ read }) => String(read.identifier)).filter(isTripwire);

/**
 * Takes away what runs that died have left: those of this machine by what they wrote down, those of any other by the
 * names they gave. What may belong to a run that is still going on is let be.
 */
export const undoLeftovers = async (
  subject: ClientSubject,
  doors: Doors,
  admin: ProviderAdmin,
  accounts: AccountAdmin,
  listed: Listed,
): Promise<Undone[]> => {
  const now = doors.now();
  const written = doors.effects?.left(subject.id) ?? [];
  const named = (what: string) => written.filter((one) => one.what === what).map(({ name }) => name);
  const there = identifiersIn(listed);
  const providers = there.filter((one) => named("provider").includes(one) || isDeadProvider(one, now));
  const whose = everybody(subject);
  const rows = await accounts.of(whose);
  const dead = rows.filter(
    (row) =>
      isDeadAccount(row, whose.domain, now) ||
      named("accounts").some(
        (domain) => row.email?.endsWith(`@${domain}`) || row.email?.endsWith(`.${domain}`),
      ),
  );
  const undone = await Promise.all([
    ...providers.map(async (name): Promise<Undone> => {
      const { status } = await admin.remove(name);
      return { what: "provider", name, ...(status !== undefined && { status }) };
    }),
    ...dead.map(async ({ id = "", email }): Promise<Undone> => {
      const { status } = await accounts.remove(id);
      return { what: "account", name: email ?? id, ...(status !== undefined && { status }) };
    }),
  ]);
  const failed = undone.some(({ status = 0 }) => status >= 300 && status !== 404);
  if (!failed) for (const one of written) one.done();
  return undone;
};
