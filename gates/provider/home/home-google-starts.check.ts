import { defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { hostOf } from "../../../core/hosts.ts";
import { named } from "../named.ts";

/** Google signs people in at accounts.google.com, or at its consent pages beside it. */
const isGoogle = (host: string | undefined): boolean => /^([a-z0-9-]+\.)*google\.com$/.test(host ?? "");

export default defineCheck({
  level: "required",
  title: "Continue with Google leads to Google, which comes back to the hub's public host",
  failureTitle: "Continue with Google does not lead through the hub",
  why: "Google hands its answer to the callback it is told. It must be the shared backend under its public name: any other host would hold the sign-in, or show the vendor to the user.",
  remedy:
    'Account home: signInWithOAuth({ provider: "google" }) on the shared backend. Hub operator: the callback registered at Google is <public auth domain>/auth/v1/callback. Where Google is not offered on purpose, attest this row.',
  sources: ["S1:step-2"],
  kinds: ["account-home"],
  needs: ["home.google"],
  judge: ({ home: { google } }, { hub, spoke }) => {
    const { clicked, leads, said } = google;
    const at = `"${spoke.labels.google}" at ${spoke.app}${spoke.screens.login}`;
    if (clicked === undefined) {
      const because = `no control named "${spoke.labels.google}" is shown`;
      return unknown(because, "an attestation that Google is not offered, or its name under `labels.google`");
    }
    if (leads === undefined) return fail(at, "a page of Google", said);
    const host = hostOf(leads.url);
    const back = leads.params?.redirect_uri;
    const callback: Judgement =
      hostOf(back) === hub.publicHost
        ? pass
        : fail(`redirect_uri at ${host}`, `on https://${hub.publicHost}`, back ?? "none");
    return named([
      ["it leads to Google", isGoogle(host) ? pass : fail(at, "a page of Google", leads.url)],
      ["Google comes back to the hub", callback],
    ]);
  },
});
