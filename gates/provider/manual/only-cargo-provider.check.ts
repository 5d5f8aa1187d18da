import { all, blockedBy, defineCheck, eachCase, fail, pass, same, unknown } from "../../../core/check.ts";
import { isTripwire } from "../../../core/tripwire/fields.ts";

/** Custom providers by admin readback, SAML and passkeys by the settings; social and local methods are local-auth-off's. */
export default defineCheck({
  level: "required",
  title: "Cargo is the only way in",
  failureTitle: "The backend has another way in beside Cargo",
  why: '"The only entry point": every further provider is a way in that Cargo does not see, cannot revoke, and that may end in the same account by its e-mail.',
  remedy:
    "Spoke: Authentication, Providers: switch off or delete every provider but the one in spokes.yaml, SAML and passkeys included.",
  sources: ["S0:step-3", "S2:STEP-1"],
  pauses: true,
  kinds: ["client"],
  needs: ["provider.registered", "entry.methods"],
  judge: ({ provider: { registered }, entry: { methods: seen } }, { spoke }) => {
    const { answer, methods } = seen;
    const { providers, status, error } = registered;
    const said = `the admin API answered ${status ?? error?.code}`;
    const listed =
      providers === undefined
        ? status === undefined || status === 404 || status >= 500
          ? blockedBy("endpoints/branded-backend-is-live", said)
          : unknown(said, "a working admin key")
        : eachCase(
            providers.filter(({ identifier }) => !isTripwire(identifier)),
            ({ identifier }) => String(identifier),
            ({ identifier, enabled }) =>
              identifier === spoke.provider.id || enabled === false
                ? pass
                : fail(String(identifier), "switched off", "enabled", registered.exchange),
          );
    if (methods === undefined) {
      return all([
        listed,
        blockedBy("endpoints/branded-backend-is-live", "the backend's settings were not seen"),
      ]);
    }
    return all([
      listed,
      ...methods
        .filter(({ kind }) => kind === "enterprise")
        .map(({ name = "?", on }) => same(name, false, on, answer?.exchange)),
    ]);
  },
});
