import { type Doors, type Exchange, NotGiven } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";

export interface Reached {
  /** base of the auth API */
  readonly auth: string;
  /** what the app's client library sends */
  readonly publicKey: () => Readonly<Record<string, string>>;
  /** what opens the admin API; throws NotGiven where no key is given */
  readonly adminKey: () => Readonly<Record<string, string>>;
  readonly post: (path: string, headers: Readonly<Record<string, string>>, body: object) => Promise<Exchange>;
}

/** How the backend of a spoke is reached, and with which keys. */
export const reached = ({ spoke }: ClientSubject, doors: Doors): Reached => {
  const { backend, id } = spoke;
  const auth = `${backend.url}${backend.auth_path}`;
  return {
    auth,
    publicKey: (): Record<string, string> =>
      backend.anon_key === undefined ? {} : { apikey: doors.secret(backend.anon_key) },
    adminKey: () => {
      if (backend.service_key === undefined) {
        throw new NotGiven(`no admin key for ${id}`, "set backend.service_key in spokes.yaml");
      }
      const key = doors.secret(backend.service_key);
      return { apikey: key, authorization: `Bearer ${key}` };
    },
    post: (path, headers, body) =>
      doors.http.send(`${auth}${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };
};
