import { SURFACES, schemaFault, shapeFault } from "./contract.ts";
import type { Identity, Surfaces, Users } from "./contract-files.ts";
import { claimsNamed, type Semantics } from "./contract-semantics.ts";
import { nearest } from "./nearest.ts";
import { cut, harmless, type Path, quoted, type SettingsError } from "./spokes/errors.ts";

type Words = Pick<SettingsError, "written" | "expected" | "suggestion">;
export interface Contradiction extends Words {
  readonly part: "identity" | "surfaces" | "semantics" | "users";
  readonly path: Path;
}

const unknownClaim = (name: string, claims: readonly string[]): Words | undefined => {
  if (claims.includes(name)) return undefined;
  const suggestion = nearest(name, claims)[0];
  return {
    written: `the claim ${quoted(name)}`,
    expected: `one of: ${claims.join(", ")}`,
    ...(suggestion !== undefined && { suggestion }),
  };
};

const notASchema = (schema: object): Words | undefined => {
  const fault = schemaFault(schema);
  return fault === undefined
    ? undefined
    : {
        written: "a schema that does not compile",
        expected: `a JSON Schema that stands alone: ${harmless(cut(fault, 200))}`,
      };
};

const ofUsers = ({ users }: Users, { properties }: Identity): Contradiction[] => {
  const found: Contradiction[] = [];
  const say = (path: Path, words: Words | undefined) =>
    words && found.push({ part: "users", path, ...words });
  const claims = Object.keys(properties);
  const taken = new Set<string>();
  const once = (path: Path, value: string) => {
    if (taken.has(value))
      say(path, { written: `${quoted(value)} twice`, expected: "one that no other user has" });
    taken.add(value);
  };
  const truth = (path: Path, values: Readonly<Record<string, unknown>>) => {
    for (const [claim, value] of Object.entries(values)) {
      const schema = properties[claim];
      const at = [...path, claim];
      const fault = schema === undefined ? undefined : shapeFault(schema, value);
      say(at, unknownClaim(claim, claims) ?? (fault === undefined ? undefined : misfit(value, fault)));
    }
  };
  for (const [i, user] of users.entries()) {
    once(["users", i, "id"], user.id);
    once(["users", i, "email"], user.email);
    const orgs = Object.keys(user.organisations);
    if (!orgs.includes(user.active_org)) {
      const suggestion = nearest(user.active_org, orgs)[0];
      const expected = `a key of organisations: ${orgs.join(", ")}`;
      say(["users", i, "active_org"], {
        written: quoted(user.active_org),
        expected,
        ...(suggestion && { suggestion }),
      });
    }
    truth(["users", i, "truth"], user.truth);
    for (const org of orgs) truth(["users", i, "organisations", org], user.organisations[org] ?? {});
  }
  return found;
};

const misfit = (value: unknown, fault: string): Words => ({
  written: quoted(JSON.stringify(value) ?? ""),
  expected: `a value that fits identity.schema.json: ${harmless(cut(fault, 200))}`,
});

/** What no single value gets wrong: schemas that do not compile, names that no claim bears, a truth of another type. */
export const contractContradictions = (
  identity: Identity,
  surfaces: Surfaces,
  semantics: Semantics,
  users: Users,
): Contradiction[] => {
  const claims = Object.keys(identity.properties);
  const found: Contradiction[] = [];
  const say = (part: Contradiction["part"], path: Path, words: Words | undefined) =>
    words && found.push({ part, path, ...words });
  for (const [i, name] of identity.required.entries()) {
    say("identity", ["required", i], unknownClaim(name, claims));
  }
  for (const [name, schema] of Object.entries(identity.properties)) {
    say("identity", ["properties", name], notASchema(schema));
  }
  for (const [name, { on }] of Object.entries(surfaces.claims)) {
    say("surfaces", ["claims", name], unknownClaim(name, claims));
    for (const where of SURFACES) {
      const schema = on[where]?.schema;
      if (schema !== undefined) say("surfaces", ["claims", name, "on", where, "schema"], notASchema(schema));
    }
  }
  for (const { path, name } of claimsNamed(semantics))
    say("semantics", [...path], unknownClaim(name, claims));
  // a truth can only be held against schemas that compile
  return found.length > 0 ? found : ofUsers(users, identity);
};
