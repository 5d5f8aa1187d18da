import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { NativeBackend } from "./native-backend.ts";

type Tried = { readonly name: string; readonly sent: string; readonly answer: Answer };
/** what it is, where it is shown, and the answer */
export type Try = readonly [name: string, sent: string, asked: Promise<{ seen: Answer }>];

export const allTried = (tries: readonly Try[]): Promise<Tried[]> =>
  Promise.all(tries.map(async ([name, sent, asked]) => ({ name, sent, answer: (await asked).seen })));

export const askHub = (doors: Doors, { hub }: ClientSubject, token: string) =>
  doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${token}` } });

export const refreshed = async (backend: NativeBackend, token: string): Promise<{ seen: Answer }> => {
  const { exchange } = await backend.refresh(token);
  return { seen: exchange?.seen ?? {} };
};
