import { randomBytes } from "node:crypto";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import { type Registered, withRegistration } from "./kit.ts";
import { logIn, newPerson } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import type { Script } from "./script.ts";

type Accounts = Evidence["tripwire.accounts"];
type Account = NonNullable<Accounts["existing"]>;

const unverified = (claims: Readonly<Record<string, unknown>>) => ({ ...claims, email_verified: false });

/** An account that somebody has had before Cargo came, and a login through Cargo with its address. */
const beside = async (
  kit: OwnKit,
  registered: Registered,
  confirmed: boolean,
  script: Script,
): Promise<Account> => {
  const person = newPerson(kit);
  const password = randomBytes(18).toString("base64url");
  const before = await kit.accounts.add({ email: person.email, password, confirmed });
  const { seen } = await logIn(kit, registered, { ...script, person });
  const tried = await kit.login.withPassword(person.email, password);
  const after = (await kit.accounts.under(kit.domain)).find(({ id }) => id === before.id);
  const { error_code, code, msg, message } = (tried.json ?? {}) as Record<string, unknown>;
  const said = [error_code ?? code, msg ?? message].filter((one) => typeof one === "string").join(": ");
  return {
    before,
    ...(after && { after }),
    logins: [seen],
    password: { ...(tried.status !== undefined && { status: tried.status }), said },
  };
};

/** Two logins one after the other. */
const twice = async (
  kit: OwnKit,
  registered: Registered,
  first: Script["person"],
  second: Script["person"],
): Promise<Account> => {
  const logins: NonNullable<Account["logins"]> = [];
  for (const person of [first, second]) {
    const script = { name: person === first ? "first" : "second", sent: "everything right" };
    logins.push((await logIn(kit, registered, { ...script, ...(person && { person }) })).seen);
  }
  const users = await kit.accounts.under(kit.domain);
  const after = users.find(({ id }) => id !== undefined && id === logins[1]?.user);
  const before = users.find(({ id }) => id !== undefined && id === logins[0]?.user);
  return { logins, ...(before && { before }), ...(after && { after }) };
};

export default defineProbe({
  title: "signs in with addresses that the spoke knows already",
  kinds: ["client"],
  produces: ["tripwire.accounts"],
  access: ["admin key", "tripwire", "writes"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "accounts", (because, cause) =>
      missed("tripwire.accounts", because, cause),
    );
    if (!kit) return;
    await withRegistration(kit, [], async (registered) => {
      if (!registered.ok) {
        missed("tripwire.accounts", `registering the tripwire was answered ${registered.answer.status}`, [
          "tripwire.settings",
        ]);
        return;
      }
      const someone = newPerson(kit);
      const other = newPerson(kit);
      const [moved, reused] = await Promise.all([
        twice(kit, registered, someone, { sub: someone.sub, email: newPerson(kit).email }),
        twice(kit, registered, other, { sub: newPerson(kit).sub, email: other.email }),
      ]);
      if (!subject.target.allowWrites) {
        saw("tripwire.accounts", { moved, reused });
        return;
      }
      const [existing, victim, unconfirmed] = await Promise.all([
        beside(kit, registered, true, { name: "existing", sent: "the verified address of an account" }),
        beside(kit, registered, true, {
          name: "unverified",
          sent: "an account's address with email_verified false",
          claims: unverified,
          userinfo: unverified,
        }),
        beside(kit, registered, false, {
          name: "unconfirmed",
          sent: "the verified address of an account that nobody confirmed",
        }),
      ]);
      saw("tripwire.accounts", { existing, unverified: victim, unconfirmed, moved, reused });
    });
    await kit.forget();
  },
});
