import type { Doors } from "../../../core/doors.ts";
import type { Methods } from "../spoke-state.ts";
import { record } from "./json.ts";
import type { Reached } from "./reach.ts";

/** `/settings`: a switch for every local and social method, and two of their own. A switch that is not there is no way in. */
export const methodsOf = async (doors: Doors, { auth, publicKey }: Reached): Promise<Methods> => {
  const asked = await doors.http.send(`${auth}/settings`, { headers: publicKey() });
  const { external, saml_enabled: saml = false, passkeys_enabled: passkeys = false } = record(asked.json);
  const told = asked.status === 200 && typeof external === "object" && external !== null;
  const local = Object.entries(record(external)).map(([name, on]) => ({
    name,
    on,
    kind: "sign-in" as const,
  }));
  const others = Object.entries({ saml, passkeys }).map(([name, on]) => ({
    name,
    on,
    kind: "enterprise" as const,
  }));
  return { asked, methods: told ? [...local, ...others] : undefined };
};
