/**
 * Checks that the checklists name and that do not exist yet. The items that need them are unknown until they do: this
 * list changes no verdict, it only says that the gap is known.
 */
export const NOT_BUILT: readonly string[] = [];
