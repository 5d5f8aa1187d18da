const DEEPEST = 4;

/**
 * Where a claim stands that is not where the contract looks: a path of keys, under user_metadata for one, or a key that
 * only ends with the claim's name ("app_metadata.active_org", "https://cargo.ac/active_org"). Undefined when it is nowhere.
 */
export const standsElsewhere = (claims: unknown, name: string): readonly string[] | undefined => {
  let level: readonly (readonly [readonly string[], unknown])[] = [[[], claims]];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const members = level.flatMap(([path, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) =>
            inner === undefined ? [] : [[[...path, key], inner] as const],
          )
        : [],
    );
    const found = members.find(([path]) => endsIn(path.at(-1) ?? "", name));
    if (found) return found[0];
    level = members;
  }
  return undefined;
};

/** "active_org", "app_metadata.active_org", "https://cargo.ac/active_org": all of them end in active_org. */
export const endsIn = (key: string, name: string): boolean =>
  key === name || key.endsWith(`.${name}`) || key.endsWith(`/${name}`) || key.endsWith(`:${name}`);

/** Keys as a policy or a hook would write them: each in quotes, so that a dot in a key shows. */
export const keysOf = (path: readonly string[]): string => path.map((key) => `'${key}'`).join(" \u2192 ");
