import type { Doors } from "../../core/doors.ts";
import { type Beat, type HeartbeatLook, momentOf } from "../../core/evidence/heartbeat.ts";
import type { HeartbeatEndpoint } from "../../core/spokes/heartbeat-schema.ts";

/** The newest tell enough; an endpoint may list a year. */
const MOST = 120;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const memberAt = (value: unknown, path: string | undefined): unknown =>
  path === undefined
    ? value
    : path.split(".").reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value);

/** ISO 8601 as it stands; a number is seconds or milliseconds since 1970. */
const timeIn = (beat: unknown, member: string | undefined): string | undefined => {
  const value = member === undefined ? undefined : memberAt(beat, member);
  if (typeof value === "string") return value;
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const ms = value > 1e11 ? value : value * 1000;
  return Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : undefined;
};

/** What an answer of the endpoint lists. Pure. */
export const beatsIn = (
  json: unknown,
  { beats: path, sent, received, sender }: HeartbeatEndpoint,
): Pick<HeartbeatLook, "beats" | "others"> => {
  const found = memberAt(json, path);
  const list = Array.isArray(found) ? found : isObject(found) ? [found] : undefined;
  if (list === undefined) return {};
  const own = list.filter((one) => sender === undefined || memberAt(one, sender.member) === sender.is);
  const beats = own.map((one): Beat => {
    const [made, taken] = [timeIn(one, sent), timeIn(one, received)];
    return { ...(made !== undefined && { sent: made }), ...(taken !== undefined && { received: taken }) };
  });
  const newest = beats.toSorted((a, b) => momentOf(b) - momentOf(a)).slice(0, MOST);
  return { beats: newest, others: list.length - own.length };
};

/** Asks the hub which heartbeats it has. */
export const lookAtBeats = async (doors: Doors, endpoint: HeartbeatEndpoint): Promise<HeartbeatLook> => {
  const headers = {
    accept: "application/json",
    ...(endpoint.bearer !== undefined && { authorization: `Bearer ${doors.secret(endpoint.bearer)}` }),
  };
  const { seen, json } = await doors.http.send(endpoint.url, { headers });
  return { answer: seen, ...beatsIn(json, endpoint) };
};
