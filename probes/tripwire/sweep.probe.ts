import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { UserRow } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { sessionsAt } from "../adapters/opened.ts";
import { providerAdminOf } from "../adapters/provider-admin.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { everybody, identifiersIn } from "./leftovers.ts";
import { clearDesk } from "./registered.ts";
import { isDeadAccount, isDeadProvider, type Stamp, stampOf } from "./stamp.ts";

type Left = Evidence["tripwire.left"];
type Whose = "this run" | "a dead run" | "another run";

/** A session is asked about, ended where it still stands, and asked about again. */
const endSessions = async (subject: ClientSubject, doors: Doors): Promise<Left["sessions"]> => {
  const state = spokeStateOf(subject, doors);
  const opened = sessionsAt(doors, subject.id);
  const unique = new Map(opened.map((one) => [one.token, one]));
  return Promise.all(
    [...unique.values()].map(async ({ whose, token }) => {
      const before = await state.whoAmI(token);
      const over = () => {
        for (const one of opened) if (one.token === token) one.ended = true;
      };
      if (before.status !== 200) {
        over();
        return { whose, after: { status: before.status ?? 0 } };
      }
      const ended = await state.end(token);
      const after = await state.whoAmI(token);
      if (after.status !== 200) over();
      const said = ended.status ?? ended.seen.error?.code;
      return { whose, ended: String(said), after: { status: after.status ?? 0 } };
    }),
  );
};

const whoseProvider = (identifier: string, { providers }: Stamp, now: Date): Whose =>
  identifier.startsWith(providers)
    ? "this run"
    : isDeadProvider(identifier, now)
      ? "a dead run"
      : "another run";

const whoseAccount = (row: UserRow, { domain, providers }: Stamp, under: string, now: Date): Whose => {
  const mine =
    row.email?.endsWith(`.${domain}`) ||
    row.identities?.some(({ provider }) => provider?.startsWith(providers));
  return mine ? "this run" : isDeadAccount(row, under, now) ? "a dead run" : "another run";
};

/** Reads only, but for sessions of the harness's own: a target that nothing may be changed at is looked at too. */
export default defineProbe({
  title: "looks whether anything of the harness is left",
  kinds: ["client"],
  produces: ["tripwire.left"],
  access: ["admin key"],
  alone: "after",
  gather: async ({ subject, doors, saw }) => {
    await clearDesk(doors);
    const stamp = stampOf(doors, subject);
    const whose = everybody(subject);
    const now = doors.now();
    const sessions = await endSessions(subject, doors);
    const admin = providerAdminOf(subject, doors);
    if (admin.by === "person") {
      throw new NotGiven(
        `nobody can read what the backend of ${subject.id} still keeps`,
        "set backend.service_key in spokes.yaml, or attest that nothing is left",
      );
    }
    const [listed, rows] = await Promise.all([
      admin.list(),
      spokeStateOf(subject, doors).accounts().of(whose),
    ]);
    const { seen, all } = listed;
    saw("tripwire.left", {
      answer: seen,
      ...(all && {
        providers: identifiersIn({ all }).map((identifier) => ({
          identifier,
          whose: whoseProvider(identifier, stamp, now),
        })),
      }),
      accounts: rows.map((row) => ({ ...row, whose: whoseAccount(row, stamp, whose.domain, now) })),
      sessions: [...(sessions ?? [])],
    });
  },
});
