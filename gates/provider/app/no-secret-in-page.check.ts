import { all, defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";

export default defineCheck({
  level: "required",
  title: "No client secret and no service key reaches the browser",
  failureTitle: "The browser was given a secret",
  why: "Whatever a browser is given is public. The client secret lets anybody redeem codes as this app; the service key opens every row of its database.",
  remedy:
    "Spoke: revoke the secret now and issue a new one (hub: a new client secret; backend: a new service key), keep both on the server, and rebuild the page without it.",
  sources: ["S2:STEP-2"],
  threat: ["RFC6749:2.3.1"],
  kinds: ["client"],
  needs: ["browser.secrets"],
  judge: ({ browser: { secrets } }) => {
    const { documents = 0, scripts = 0 } = secrets.places ?? {};
    const found = secrets.found ?? [];
    const known = (secrets.lookedFor ?? []).includes("client secret");
    const searched =
      documents + scripts === 0
        ? unknown("no page and no script was searched", "a reachable app")
        : known
          ? pass
          : unknown("the client secret is not known, so it was not looked for", "its environment variable");
    const leaks = eachCase(
      found,
      ({ secret, at }) => `${secret} in ${at}`,
      ({ secret, at }) => fail(at ?? "the page", "no secret", secret),
    );
    return found.length > 0 ? leaks : all([searched]);
  },
});
