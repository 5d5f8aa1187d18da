import type { ClaimRule, Contract } from "../contract.ts";
import { endsIn, keysOf } from "./elsewhere.ts";
import type { Matrix } from "./matrix.ts";
import type { Loss } from "./path.ts";

/** What one policy reads of the claims: the keys in order, and whether the last step gives text (`->>`). */
export interface Reading {
  readonly path: readonly string[];
  readonly asText: boolean;
}

const STEPS = /(?:->>?\s*'[^']*'(?:::text)?[\s)]*)+/g;
const STEP = /(->>?)\s*'([^']*)'/g;
const LIST = /(#>>?)\s*'\{([^}']*)\}'/g;

/** Every chain of keys that a policy's expression follows, as Postgres gives the expression back. */
export const readingsIn = (expression: string): readonly Reading[] => [
  ...[...expression.matchAll(STEPS)].map(([chain]) => {
    const steps = [...chain.matchAll(STEP)];
    return { path: steps.map(([, , key = ""]) => key), asText: steps.at(-1)?.[1] === "->>" };
  }),
  ...[...expression.matchAll(LIST)].map(([, arrow, keys = ""]) => ({
    path: keys.split(",").map((key) => key.trim().replace(/^"|"$/g, "")),
    asText: arrow === "#>>",
  })),
];

interface Policy {
  readonly table?: unknown;
  readonly policy?: unknown;
  readonly using?: unknown;
  readonly check?: unknown;
}

const isList = ({ surfaces }: ClaimRule): boolean =>
  (surfaces.spoke_rls.schema as { readonly type?: unknown }).type === "array";
const sameKeys = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);

/** What is wrong with how a policy reads a claim; undefined when nothing is. */
const wrongIn = (rule: ClaimRule, { path, asText }: Reading): Pick<Loss, "what"> | undefined => {
  if (!rule.surfaces.spoke_rls.paths.some((known) => sameKeys(known, path))) return { what: "out of place" };
  return asText && isList(rule) ? { what: "changed type" } : undefined;
};

/**
 * Claims that reach Postgres and are lost in a policy: it follows another path than the claim's, or takes a list as text.
 * `policies` is the answer of the function that lists them; anything else than a list says nothing.
 */
export const policyLosses = (contract: Contract, matrix: Matrix, policies: unknown): readonly Loss[] => {
  const listed = (Array.isArray(policies) ? policies : []).filter(
    (one): one is Policy => typeof one === "object" && one !== null,
  );
  return contract.claims.flatMap((rule): Loss[] => {
    for (const { table, policy, using, check } of listed) {
      const text = [using, check].filter((one) => typeof one === "string").join("; ");
      for (const reading of readingsIn(text)) {
        if (!endsIn(reading.path.at(-1) ?? "", rule.name)) continue;
        const wrong = wrongIn(rule, reading);
        if (!wrong) continue;
        const [right = [rule.name]] = rule.surfaces.spoke_rls.paths;
        const as = isList(rule)
          ? "-> and a jsonb operator (?, @>), because it is a list"
          : "->> for its last step";
        return matrix.phases.map((phase) => ({
          claim: rule.name,
          phase,
          surface: "spoke_rls" as const,
          hop: "rls-to-policy" as const,
          after: "spoke_rls" as const,
          ...wrong,
          set: `in the policy "${String(policy)}" on ${String(table)}, which reads ${keysOf(reading.path)}, read auth.jwt() at ${keysOf(right)}, with ${as}`,
        }));
      }
    }
    return [];
  });
};
