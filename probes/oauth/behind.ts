import type { Doors } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { grantOf } from "./exchange.ts";
import { sessionOf } from "./session.ts";
import { userinfoOf } from "./userinfo.ts";

/**
 * The check that says why a spoke with the public endpoints in its settings cannot sign anybody in: an endpoint of the
 * public domain that works on the issuer's host only. Undefined when none of them does.
 */
export const downForSpokes = async (doors: Doors, subject: ClientSubject): Promise<string | undefined> => {
  const { authorization, token, userinfo, jwks } = subject.hub.endpoints;
  if ((await sessionOf(doors, subject)).endpoint !== authorization) {
    return "endpoints/authorize-works-on-public-domain";
  }
  if ((await grantOf(doors, subject)).endpoint !== token) return "endpoints/token-works-on-public-domain";
  if ((await userinfoOf(doors, subject)).endpoint !== userinfo) {
    return "endpoints/userinfo-works-on-public-domain";
  }
  const { json } = await doors.http.send(jwks);
  const served =
    typeof json === "object" && json !== null && Array.isArray((json as { keys?: unknown }).keys);
  return served ? undefined : "endpoints/jwks-answers";
};
