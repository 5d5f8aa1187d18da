import type { Doors } from "../../../core/doors.ts";
import type { Hub } from "../../../core/subject.ts";
import type { HubPlaces } from "../hub-places.ts";

const MARK = "cargo_gates_probe";

/** Supabase Auth as the hub: its own API lies beside the OAuth endpoints. */
export const supabaseAuthHub = ({ public_url: base }: Hub, doors: Doors): HubPlaces => {
  const asAdmin = (url: string, bearer: string) =>
    doors.http.send(url, { headers: { authorization: `Bearer ${bearer}`, apikey: bearer } });
  const read = (path: string) => (bearer: string) => asAdmin(`${base}${path}`, bearer);
  return {
    asAdmin,
    forAdmins: [
      { name: "at the hub's user", sent: "GET /user", ask: read("/user") },
      { name: "at the hub's list of users", sent: "GET /admin/users", ask: read("/admin/users") },
    ],
    writeRecord: {
      sent: "PUT /user with the client's access token",
      write: (bearer, value) =>
        doors.http.send(`${base}/user`, {
          method: "PUT",
          headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
          body: JSON.stringify({ data: { [MARK]: value ?? null } }),
        }),
    },
  };
};
