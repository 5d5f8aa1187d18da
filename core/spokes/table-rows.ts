import type { TestUser } from "../contract.ts";
import type { ClientSpoke } from "./schema.ts";

export interface DeclaredRows {
  readonly table: string;
  readonly rows: number;
}

/** How many rows of each of the spoke's own tables a person must see while this organisation is active. */
export const declaredRows = (
  { rls }: Pick<ClientSpoke, "rls">,
  user: Pick<TestUser, "id" | "active_org"> | undefined,
  org = user?.active_org,
): readonly DeclaredRows[] =>
  Object.entries(rls.tables).flatMap(([table, by]) => {
    const said = user !== undefined && Object.hasOwn(by, user.id) ? by[user.id] : undefined;
    // one number is said of the organisation that is active at the first login
    const rows = typeof said === "object" ? said[org ?? ""] : org === user?.active_org ? said : undefined;
    return rows === undefined ? [] : [{ table, rows }];
  });
