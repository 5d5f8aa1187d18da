import { createHash, randomBytes } from "node:crypto";
import type { Doors } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { SpokeLogin } from "../spoke-state.ts";
import { record, text } from "./json.ts";
import type { Reached } from "./reach.ts";

export const loginAt = (
  { spoke }: ClientSubject,
  doors: Doors,
  { auth, publicKey, post }: Reached,
): SpokeLogin => {
  const { app } = spoke;
  const token = (grant: string, body: object) => post(`/token?grant_type=${grant}`, publicKey(), body);
  return {
    begin: (provider) => {
      const verifier = randomBytes(32).toString("base64url");
      doors.taint(verifier, "code_verifier");
      const query = new URLSearchParams({
        provider,
        redirect_to: app,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "s256",
      });
      return { url: `${auth}/authorize?${query}`, verifier };
    },
    session: async (landed, verifier) => {
      const inFragment = new URLSearchParams(landed.hash.slice(1)).get("access_token");
      if (inFragment) return inFragment;
      const code = landed.searchParams.get("code");
      if (!code) return undefined;
      const { json } = await token("pkce", { auth_code: code, code_verifier: verifier });
      return text(record(json).access_token) || undefined;
    },
    whoAmI: (bearer) =>
      doors.http.send(`${auth}/user`, {
        headers: { ...publicKey(), ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
      }),
    withPassword: async (email, password) => {
      const exchange = await token("password", { email, password });
      const { error_code, code, msg, message } = record(exchange.json);
      const said = [error_code ?? code, msg ?? message].filter((one) => typeof one === "string");
      return { exchange, said: said.join(": ") };
    },
  };
};
