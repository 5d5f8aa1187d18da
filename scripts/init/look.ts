import type { Doors } from "../../core/doors.ts";
import { plain } from "../../core/redact.ts";

/** What could be read of the hub and of the new spoke, without anybody's password. */
export interface Live {
  /** undefined: live discovery could not be read, and `because` says why */
  readonly issuer: string | undefined;
  readonly because?: string;
  readonly adapter: "supabase-auth" | "generic";
  /** sentences about what was seen, for a person */
  readonly notes: readonly string[];
}

const record = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};

/** Reads live discovery, the backend's public settings and the app's front page. */
export const lookAround = async (
  doors: Doors,
  at: { readonly discovery: string; readonly app: string; readonly backend: string },
): Promise<Live> => {
  const [document, settings, front] = await Promise.all([
    doors.http.send(at.discovery),
    doors.http.send(`${at.backend}/auth/v1/settings`),
    doors.http.send(at.app),
  ]);
  const said = (answer: typeof front) => String(answer.status ?? answer.seen.error?.code ?? "nothing");
  const { issuer } = record(document.json);
  const supabase = "external" in record(settings.json) || settings.status === 401;
  return {
    issuer: document.status === 200 && typeof issuer === "string" ? plain(issuer) : undefined,
    because: `${at.discovery} answered ${said(document)}`,
    adapter: supabase ? "supabase-auth" : "generic",
    notes: [
      supabase
        ? `${at.backend} answers as Supabase Auth`
        : `${at.backend}/auth/v1/settings answered ${said(settings)}: taken for a backend of another kind (adapter: generic)`,
      front.status === 200 ? `${at.app} answers` : `${at.app} answered ${said(front)}: see that it is up`,
    ],
  };
};
