import { all, fail, type Judgement, same } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";

/** Whether a browser hands an answer to a page of that origin that asked with credentials (Fetch, CORS check). */
export const readable = (answer: Answer, origin: string, at: string): Judgement => {
  const allowed = answer.headers?.["access-control-allow-origin"] ?? "absent";
  const credentials = answer.headers?.["access-control-allow-credentials"] ?? "absent";
  return all([
    allowed === "*"
      ? fail(
          `${at} access-control-allow-origin`,
          origin,
          "*, which browsers refuse with credentials",
          answer.exchange,
        )
      : same(`${at} access-control-allow-origin`, origin, allowed, answer.exchange),
    same(`${at} access-control-allow-credentials`, "true", credentials, answer.exchange),
  ]);
};
