import { hostMatches } from "../../../core/doors.ts";
import type { Hub } from "../../../core/subject.ts";
import { isText } from "../reading.ts";

/** A member as text, with the declared rewrite and no other: an endpoint may name either host of the hub. */
export const comparableIn =
  (hub: Hub) =>
  (name: string, value: unknown): string => {
    const url = name !== "issuer" && isText(value) ? URL.parse(value) : null;
    const ours =
      url?.host === hub.publicHost ||
      hub.backend_hosts.some((pattern) => hostMatches(pattern, url?.host ?? ""));
    return url && ours ? String(value).slice(url.origin.length) : (JSON.stringify(value) ?? "absent");
  };
