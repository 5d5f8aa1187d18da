import { randomBytes } from "node:crypto";
import { NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { AccountAdmin } from "../adapters/spoke-state.ts";
import { nativeBackendOf } from "../claims/native-backend.ts";
import { logIn, newPerson } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import { rowOf } from "./pairs.ts";
import { type Registered, withRegistration, wordsOf } from "./registered.ts";
import type { Script } from "./script.ts";

type Account = NonNullable<Evidence["tripwire.accounts"]["existing"]>;

const unverified = (claims: Readonly<Record<string, unknown>>) => ({ ...claims, email_verified: false });

/** Who Postgres takes the bearer for; undefined where no probe function is declared. */
const postgresSays = async (
  { subject, doors }: OwnKit,
  token: string | undefined,
): Promise<Account["postgres"]> => {
  const { probe } = subject.spoke.rls;
  if (probe === undefined || token === undefined) return undefined;
  const { status, json } = await nativeBackendOf(subject, doors).call(probe, token);
  const { uid } = (json ?? {}) as { uid?: unknown };
  return { ...(status !== undefined && { status }), uid };
};

/** An account that somebody has had before Cargo came, and a login through Cargo with its address. */
const beside = async (
  kit: OwnKit,
  accounts: AccountAdmin,
  registered: Registered,
  confirmed: boolean,
  script: Script,
): Promise<Account> => {
  const person = newPerson(kit);
  const password = randomBytes(18).toString("base64url");
  const before = await accounts.add({ email: person.email, password, confirmed });
  const { seen, token } = await logIn(kit, registered, { ...script, person });
  const postgres = await postgresSays(kit, token);
  const { exchange, said } = await kit.login.withPassword(person.email, password);
  const rows = (await kit.mine()) ?? [];
  const after = rowOf(rows, before.id);
  const left = rows.find(
    ({ id, identities = [] }) =>
      id !== before.id && identities.some(({ providerId }) => providerId === person.sub),
  );
  return {
    before,
    ...(after && { after }),
    ...(left && { left }),
    logins: [seen],
    password: { ...(exchange.status !== undefined && { status: exchange.status }), said },
    ...(postgres && { postgres }),
  };
};

export default defineProbe({
  title: "signs in with addresses that the spoke knows already",
  kinds: ["client"],
  produces: ["tripwire.accounts"],
  access: ["admin key", "tripwire", "writes"],
  gather: async ({ subject, doors, saw, missed }) => {
    if (!subject.target.allowWrites) {
      throw new NotGiven(
        `no accounts are made beforehand at ${subject.target.name}`,
        "set allow_writes for this target, or attest it",
      );
    }
    const kit = await openKit(subject, doors, "accounts", (because, cause) =>
      missed("tripwire.accounts", because, cause),
    );
    if (!kit) return;
    const { accounts, noAccounts } = kit;
    if (!accounts) return missed("tripwire.accounts", noAccounts ?? "nobody can make accounts");
    await withRegistration(kit, [], async (registered) => {
      if (!registered.answer.ok) {
        missed("tripwire.accounts", `registering the tripwire was answered ${wordsOf(registered)}`, [
          "tripwire.settings",
        ]);
        return;
      }
      const [existing, victim, unconfirmed] = await Promise.all([
        beside(kit, accounts, registered, true, {
          name: "existing",
          sent: "the verified address of an account",
        }),
        beside(kit, accounts, registered, true, {
          name: "unverified",
          sent: "an account's address with email_verified false",
          claims: unverified,
          userinfo: unverified,
        }),
        beside(kit, accounts, registered, false, {
          name: "unconfirmed",
          sent: "the verified address of an account that nobody confirmed",
        }),
      ]);
      saw("tripwire.accounts", { existing, unverified: victim, unconfirmed });
    });
    await kit.forget();
  },
});
