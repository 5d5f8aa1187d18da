import { addressOf, hostMatches, type Reach } from "../../core/doors.ts";

/** Where a name leads, or why it is not dialled. */
export type Route =
  | { readonly to: { readonly host: string; readonly port: number } }
  | { readonly code: "UNDECLARED_HOST" | "NO_ROUTE"; readonly message: string };

const overridden = (reach: Reach, host: string): boolean =>
  Object.keys(reach.resolve).some((key) => hostMatches(key.slice(0, key.lastIndexOf(":")), host));

/** A host that the target overrides at one port is never sought on the real network at another. */
export const routeTo = (reach: Reach, host: string, port: number): Route => {
  if (!reach.declared.some((pattern) => hostMatches(pattern, host))) {
    return { code: "UNDECLARED_HOST", message: `${host} is not declared in spokes.yaml: not contacted` };
  }
  const to = addressOf(reach.resolve, host, port);
  if (to) return { to };
  return overridden(reach, host)
    ? {
        code: "NO_ROUTE",
        message: `the target overrides ${host}, but not its port ${port}: add "${host}:${port}" to resolve`,
      }
    : { to: { host, port } };
};
