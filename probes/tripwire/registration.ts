import { randomBytes } from "node:crypto";
import type { Touch } from "../../core/evidence/tripwire.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import { type Key, keyNumber } from "./keys.ts";
import type { Failure } from "./script.ts";

/** One face of the tripwire: an issuer of its own that nobody can guess, and a URL of its own for every endpoint. */
export interface Face {
  readonly path: string;
  readonly poisoned: readonly Field[];
  readonly clientId: string;
  readonly clientSecret: string;
  /** as they are registered */
  readonly set: Readonly<Record<Field, string>>;
  /** as the discovery document has them */
  readonly document: Readonly<Record<Field, string>>;
  /** a second address of the document, for settings that state one */
  readonly discovery: string;
  readonly keys: {
    readonly published: Key;
    readonly next: Key;
    readonly stranger: Key;
    readonly poisoned: Key;
  };
  readonly touches: Touch[];
  /** where in `touches` its present use began: what came before, a person's registering it included, is of an earlier one */
  mark: number;
  /** what the harness is doing, as far as one request can be told from another by it */
  phase: string;
  /** the next key is published too */
  rotated: boolean;
  /** keys that are published beside it, as its JWKS shows them */
  readonly more: object[];
  /** how its JWKS fails, for as long as it does */
  jwksFails: Failure | undefined;
}

const random = (): string => randomBytes(16).toString("base64url");
const NUMBERS = { published: 0, next: 1, stranger: 2, poisoned: 3 } as const;

export const makeFace = async (origin: string, poisoned: readonly Field[]): Promise<Face> => {
  const path = random();
  const at = (name: string) => `${origin}/${path}/${name}/${random()}`;
  const set = {
    issuer: `${origin}/${path}`,
    authorization: at("authorize"),
    token: at("token"),
    userinfo: at("userinfo"),
    jwks: at("jwks"),
  };
  const wrong = {
    issuer: `${origin}/${path}/poisoned`,
    authorization: at("poisoned-authorize"),
    token: at("poisoned-token"),
    userinfo: at("poisoned-userinfo"),
    jwks: at("poisoned-jwks"),
  };
  const pick = (field: Field) => [field, (poisoned.includes(field) ? wrong : set)[field]] as const;
  const [published, next, stranger, other] = await Promise.all([
    keyNumber(NUMBERS.published),
    keyNumber(NUMBERS.next),
    keyNumber(NUMBERS.stranger),
    keyNumber(NUMBERS.poisoned),
  ]);
  return {
    path,
    poisoned,
    clientId: `cargo-gates-${randomBytes(6).toString("hex")}`,
    clientSecret: random() + random(),
    set,
    document: Object.fromEntries(FIELDS.map(pick)) as Record<Field, string>,
    discovery: `${at("metadata")}/.well-known/openid-configuration`,
    keys: { published, next, stranger, poisoned: other },
    touches: [],
    mark: 0,
    phase: "registration",
    rotated: false,
    more: [],
    jwksFails: undefined,
  };
};

/** What its discovery document says: complete, and wrong where it is poisoned. */
export const documentOf = ({ document }: Face): object => ({
  issuer: document.issuer,
  authorization_endpoint: document.authorization,
  token_endpoint: document.token,
  userinfo_endpoint: document.userinfo,
  jwks_uri: document.jwks,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  scopes_supported: ["openid", "profile", "email"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
});
