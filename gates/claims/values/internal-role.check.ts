import { blockedBy, defineCheck, fail, pass, unknown } from "../../../core/check.ts";
import { userOf } from "../../../core/claims/matrix.ts";
import { readClaim } from "../../../core/contract.ts";
import { hidden } from "../cells.ts";

export default defineCheck({
  level: "advisory",
  title: "Staff carry an internal role, or a higher one, for this internal app",
  failureTitle: "Staff carry no internal role for this internal app",
  why: "Internal apps open their tools by this role. Staff without it are customers there; everybody with it is staff.",
  remedy:
    "In admin.cargo.ac, give staff the role `internal` (or a higher one) for this app's key. If the roles have other names, state them as internal_roles in spokes.yaml.",
  sources: ["S0:7"],
  kinds: ["client"],
  where: { holds: ({ spoke }) => spoke.internal, because: "the app is not an internal one" },
  needs: ["claims.login"],
  judge: ({ claims: { login } }, { contract, spoke }) => {
    const session = login.surfaces?.spoke_session;
    if (session === undefined || session.unreached !== undefined) {
      return hidden(
        "spoke_session after login",
        "claims.login",
        session?.unreached,
        session?.behind,
        session?.give,
      );
    }
    if (userOf(contract, login)?.truth.user_type !== "staff") {
      return unknown(
        "the person who signed in is not declared to be staff",
        "an entitled test person with user_type staff",
      );
    }
    const rule = contract.claims.find(({ name }) => name === "app_roles");
    const read = rule && readClaim(rule.surfaces.spoke_session, session.claims);
    if (!read?.found) return blockedBy("claims/present-after-login", "the session carries no app_roles");
    const { value } = read;
    const mine = Array.isArray(value)
      ? value
      : [(value as Record<string, unknown> | null)?.[spoke.key]].flat();
    return mine.some((role) => typeof role === "string" && spoke.internal_roles.includes(role))
      ? pass
      : fail(
          `app_roles of ${spoke.key}`,
          `one of ${spoke.internal_roles.join(", ")}`,
          value,
          session.exchange,
        );
  },
});
