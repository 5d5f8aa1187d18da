import type { Doors, Exchange } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { Door } from "../spoke-state.ts";
import { record } from "./json.ts";
import type { Reached } from "./reach.ts";

const byStatus = ({ status }: Exchange): boolean => status === 401 || status === 403;
/** The file store answers 400 and writes the status that it means into the body. */
const byBody = (exchange: Exchange): boolean =>
  byStatus(exchange) ||
  (exchange.status === 400 && ["401", "403"].includes(String(record(exchange.json).statusCode)));

/** Where a bearer of this backend gets in. */
export const doorsOf = ({ spoke }: ClientSubject, doors: Doors, { auth, publicKey }: Reached): Door[] => {
  const { backend, rls } = spoke;
  const table = Object.keys(rls.tables)[0];
  const ask = (url: string) => (bearer: string) =>
    doors.http.send(url, { headers: { ...publicKey(), authorization: `Bearer ${bearer}` } });
  const rows =
    table === undefined
      ? `${backend.url}${backend.rest_path}/`
      : `${backend.url}${backend.rest_path}/${encodeURIComponent(table)}?select=*&limit=1`;
  return [
    { at: "auth", ask: ask(`${auth}/user`), refused: byStatus },
    { at: "rest", ask: ask(rows), refused: byStatus },
    { at: "storage", ask: ask(`${backend.url}/storage/v1/bucket`), refused: byBody },
  ];
};
