import { randomBytes } from "node:crypto";
import type { Asked, Inbound, Told } from "../../core/doors.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import { atHash, type Seal, seal } from "./keys.ts";
import { type Pkce, pkceAsked, verifierFits } from "./pkce.ts";
import { documentOf, type Face, makeFace } from "./registration.ts";
import { failWith, type Script } from "./script.ts";

/** A login that is on its way through the tripwire. Its code is good for as long as the run. */
export interface Ticket {
  readonly face: Face;
  readonly script: Script;
  readonly person: { readonly sub: string; readonly email: string };
  readonly nonce: string | undefined;
  readonly accessToken: string;
  readonly touched: string[];
  /** how the client said who it is, at each exchange */
  readonly client: string[];
  readonly challenge: string | null;
  readonly pkce: Pkce;
  readonly taint: (value: string, label: string) => void;
}

export interface Tripwire {
  readonly face: (poisoned: readonly Field[]) => Promise<Face>;
  /** The person says yes: the address that leads back to the spoke. Undefined when it is not ours to answer. */
  readonly consent: (
    face: Face,
    to: URL,
    script: Script,
    person: Ticket["person"],
    taint: (value: string, label: string) => void,
  ) => { readonly back: URL; readonly ticket: Ticket; readonly sentTo: string } | undefined;
}

const JSON_TYPE = { "content-type": "application/json" };
const told = (body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Told => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});
const nothing = told({ error: "not_found" }, {}, 404);
const random = (): string => randomBytes(24).toString("base64url");

const sealOf = (
  face: Face,
  script: Script,
): { readonly how: Seal; readonly kid: string; readonly alg: string } => {
  const { published, next, stranger, poisoned } = face.keys;
  const rs = (key: typeof published, kid = key.kid) => ({ how: { key: key.privateKey }, kid, alg: "RS256" });
  const hs = (secret: string | Buffer) => ({ how: { secret }, kid: published.kid, alg: "HS256" });
  const pem = () => published.publicKey.export({ type: "spki", format: "pem" }).toString();
  switch (script.signer ?? "published") {
    case "published":
      return rs(published);
    case "next":
      return rs(next);
    case "poisoned":
      return rs(poisoned);
    case "stranger":
      return rs(stranger, published.kid);
    case "client-secret":
      return hs(face.clientSecret);
    case "public-key":
      return hs(pem());
    case "public-key-trimmed":
      return hs(pem().trimEnd());
    case "public-key-der":
      return hs(published.publicKey.export({ type: "spki", format: "der" }));
    case "none":
      return { how: "none", kid: published.kid, alg: "none" };
    case "broken":
      return { how: "broken", kid: published.kid, alg: "RS256" };
  }
};

/** Whom it speaks of, by scope profile (OpenID Connect Core 5.4) and the contract: some backends make nobody without a name. */
const namesOf = ({ sub }: Ticket["person"]) => ({
  name: "Gate Check",
  given_name: "Gate",
  family_name: "Check",
  preferred_username: sub,
  username: sub,
});

const idTokenOf = ({ face, script, person, nonce, accessToken }: Ticket): string => {
  const now = Math.floor(Date.now() / 1000);
  const honest = {
    iss: face.set.issuer,
    sub: person.sub,
    aud: face.clientId,
    exp: now + 600,
    iat: now,
    auth_time: now,
    ...(nonce !== undefined && { nonce }),
    at_hash: atHash(accessToken),
    email: person.email,
    email_verified: true,
    ...namesOf(person),
  };
  const { how, kid, alg } = sealOf(face, script);
  const header = { alg, typ: "JWT", kid, ...script.header };
  return seal(header, script.claims?.(honest) ?? honest, how, face.keys.published.privateKey);
};

const clientIn = (asked: Asked): string => {
  if (asked.url.searchParams.has("client_secret")) return "query";
  if (/^basic /i.test(asked.headers.authorization ?? "")) return "header";
  return new URLSearchParams(asked.body).has("client_secret") ? "body" : "none";
};

/** Opens the tripwire: an OpenID Provider that says exactly what it is told to say, and notes who asked. */
export const openTripwire = async (inbound: Inbound): Promise<Tripwire> => {
  const faces = new Map<string, Face>();
  const byCode = new Map<string, Ticket>();
  const byToken = new Map<string, Ticket>();

  const token = (asked: Asked, name: string): Promise<Told> | Told => {
    const ticket = byCode.get(new URLSearchParams(asked.body).get("code") ?? "");
    if (!ticket) return told({ error: "invalid_grant" }, {}, 400);
    ticket.touched.push(name);
    ticket.client.push(clientIn(asked));
    const verifier = new URLSearchParams(asked.body).get("code_verifier");
    if (verifier) ticket.taint(verifier, "code_verifier");
    ticket.pkce.verifier = verifierFits(ticket.challenge, ticket.pkce.method, verifier);
    const { script, accessToken } = ticket;
    if (script.rotates) ticket.face.rotated = true;
    const honest = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 600,
      scope: "openid profile email",
      ...(!script.withoutIdToken && { id_token: idTokenOf(ticket) }),
    };
    if (script.fails?.at === "token") return failWith(script.fails.how, asked.url.href, honest);
    return told(honest, { "cache-control": "no-store" });
  };
  const userinfo = (asked: Asked, name: string): Promise<Told> | Told => {
    const ticket = byToken.get(/^Bearer (\S+)$/i.exec(asked.headers.authorization ?? "")?.[1] ?? "");
    if (!ticket) return told({ error: "invalid_token" }, { "www-authenticate": "Bearer" }, 401);
    ticket.touched.push(name);
    const { script, person } = ticket;
    const honest = { sub: person.sub, email: person.email, email_verified: true, ...namesOf(person) };
    if (script.fails?.at === "userinfo") return failWith(script.fails.how, asked.url.href, honest);
    return told(script.userinfo?.(honest) ?? honest);
  };
  const jwks = (face: Face, asked: Asked, name: string): Promise<Told> | Told => {
    const { published, next, poisoned } = face.keys;
    const here = name === "jwks" ? published : poisoned;
    const keys = [here.jwk, ...(face.rotated ? [next.jwk] : []), ...face.more];
    if (face.jwksFails) return failWith(face.jwksFails, asked.url.href, { keys });
    return told({ keys }, { "cache-control": "public, max-age=600" });
  };

  await inbound.serve(async (asked) => {
    const face = faces.get(asked.url.pathname.split("/")[1] ?? "");
    if (!face) return nothing;
    const at = asked.url.origin + asked.url.pathname;
    const field = FIELDS.find((one) => face.set[one] === at);
    const wrong = FIELDS.find((one) => face.document[one] === at);
    const wellKnown = at.includes("/.well-known/");
    const name = wellKnown
      ? at === face.discovery
        ? "discovery override"
        : "discovery"
      : (field ?? (wrong && `poisoned ${wrong}`));
    if (name === undefined) {
      // an address that nobody was told: introspection, a guessed key set
      face.touches.push({ at: "elsewhere", phase: face.phase, method: asked.method });
      return nothing;
    }
    const client = (field ?? wrong) === "token" ? { client: clientIn(asked) } : {};
    face.touches.push({ at: name, phase: face.phase, method: asked.method, ...client });
    if (wellKnown) return told(documentOf(face));
    switch (field ?? wrong) {
      case "token":
        return token(asked, name);
      case "userinfo":
        return userinfo(asked, name);
      case "jwks":
        return jwks(face, asked, name);
      default:
        return nothing;
    }
  });

  return {
    face: async (poisoned) => {
      const face = await makeFace(inbound.origin, poisoned);
      faces.set(face.path, face);
      return face;
    },
    consent: (face, to, script, person, taint) => {
      const at = to.origin + to.pathname;
      const ours = at === face.set.authorization ? "authorization" : "poisoned authorization";
      if (at !== face.set.authorization && at !== face.document.authorization) return undefined;
      face.touches.push({ at: ours, phase: face.phase, method: "GET" });
      const back = URL.parse(to.searchParams.get("redirect_uri") ?? "");
      if (!back) return undefined;
      const code = random();
      const ticket: Ticket = {
        face,
        script,
        person,
        nonce: to.searchParams.get("nonce") ?? undefined,
        accessToken: random(),
        touched: [ours],
        client: [],
        challenge: to.searchParams.get("code_challenge"),
        pkce: pkceAsked(to.searchParams),
        taint,
      };
      taint(code, "code");
      taint(ticket.accessToken, "access_token");
      byCode.set(code, ticket);
      byToken.set(ticket.accessToken, ticket);
      back.searchParams.set("code", code);
      const state = to.searchParams.get("state");
      if (state !== null) back.searchParams.set("state", state);
      back.searchParams.set("iss", face.set.issuer);
      script.callback?.(back);
      return { back, ticket, sentTo: ours };
    },
  };
};
