import type { TripwireLogin, UserRow } from "../../core/evidence/tripwire.ts";
import { logIn } from "./log-in.ts";
import type { OwnKit } from "./open.ts";
import type { Registered } from "./registered.ts";
import type { Script } from "./script.ts";

export const rowOf = (rows: readonly UserRow[], user: string | undefined): UserRow | undefined =>
  rows.find(({ id }) => id !== undefined && id === user);

/** Two logins one after the other, and the accounts behind them afterwards. */
export const twice = async (
  kit: OwnKit,
  registered: Registered,
  first: Script["person"],
  second: Script["person"],
): Promise<{ logins: TripwireLogin[]; before?: UserRow; after?: UserRow }> => {
  const logins: TripwireLogin[] = [];
  for (const [name, person] of [
    ["first", first],
    ["second", second],
  ] as const) {
    const script = { name, sent: "everything right", ...(person && { person }) };
    logins.push((await logIn(kit, registered, script)).seen);
  }
  const rows = (await kit.mine()) ?? [];
  const before = rowOf(rows, logins[0]?.user);
  const after = rowOf(rows, logins[1]?.user);
  return { logins, ...(before && { before }), ...(after && { after }) };
};
