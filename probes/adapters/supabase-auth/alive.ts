import { type Doors, NotGiven } from "../../../core/doors.ts";
import type { Alive } from "../spoke-state.ts";
import { record, text } from "./json.ts";
import type { Reached } from "./reach.ts";

/** Hosted backends want their public key with every request; without one we ask as a stranger would. */
const keyIfAny = ({ publicKey }: Reached): Readonly<Record<string, string>> => {
  try {
    return publicKey();
  } catch (error) {
    if (error instanceof NotGiven) return {};
    throw error;
  }
};

/** `/health`, which names the version, and `/settings`. */
export const aliveAt = (doors: Doors, at: Reached): readonly Alive[] =>
  ["health", "settings"].map((name) => {
    const url = `${at.auth}/${name}`;
    return {
      name,
      url,
      ask: () => doors.http.send(url, { headers: keyIfAny(at) }),
      ...(name === "health" && { version: ({ seen }) => text(record(seen.json).version) }),
    };
  });
