import { createHash, randomBytes } from "node:crypto";
import { type Doors, NotGiven } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { SpokeLogin } from "../spoke-state.ts";

/** A text of an answer, or of a claim; undefined when there is none. */
export const textIn = (json: unknown, name: string): string | undefined => {
  const value = (json as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** A backend that is an OpenID Provider to its own app and a relying party of the hub: code flow with PKCE (RFC 7636). */
export const openIdLogin = ({ spoke }: ClientSubject, doors: Doors): SpokeLogin => {
  const { backend, id } = spoke;
  const { login } = backend;
  if (login === undefined) {
    throw new NotGiven(
      `the backend of ${id} has no known way to tell how a login goes without a browser`,
      "set backend.login in spokes.yaml, or attest it",
    );
  }
  const at = (path: string) => `${backend.url}${backend.auth_path}${path}`;
  const { client_id, redirect_uri } = login;
  return {
    begin: (provider) => {
      const verifier = randomBytes(32).toString("base64url");
      doors.taint(verifier, "code_verifier");
      const query = new URLSearchParams({
        client_id,
        redirect_uri,
        response_type: "code",
        scope: login.scope,
        state: randomBytes(16).toString("base64url"),
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
        [login.provider_parameter]: provider,
      });
      return { url: `${at(login.authorization)}?${query}`, verifier };
    },
    session: async (landed, verifier) => {
      const code = landed.href.startsWith(redirect_uri) && landed.searchParams.get("code");
      if (!code) return undefined;
      const { json } = await doors.http.send(at(login.token), {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: new URLSearchParams({
          grant_type: "authorization_code",
          client_id,
          redirect_uri,
          code,
          code_verifier: verifier,
        }).toString(),
      });
      return textIn(json, "access_token");
    },
    whoAmI: (bearer) =>
      doors.http.send(at(login.userinfo), {
        headers: { accept: "application/json", ...(bearer && { authorization: `Bearer ${bearer}` }) },
      }),
    withPassword: () => {
      throw new NotGiven(`the backend of ${id} has no known sign-in by password`, "attest it in spokes.yaml");
    },
  };
};
