import { expect, test } from "vitest";
import type { Doors, Person } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { ClientSubject, Subject } from "../../core/subject.ts";
import { isTripwire } from "../../core/tripwire/fields.ts";
import { reviewPack } from "../../core/tripwire/review.ts";
import { bench, PILOT, tryWorld } from "../support/try-world.ts";

const { all } = await bench();
const pilot = all.find(({ id }) => id === PILOT) as ClientSubject;
const { url, auth_path, service_key = "" } = pilot.spoke.backend;

/** What a sheet names: everything that has to be typed into the backend's form. */
const readSheet = (shown: string): Record<string, string> =>
  Object.fromEntries(
    [...shown.matchAll(/^ {2}(\S.*?) {2,}(\S+)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );

/** Somebody who does what is printed, in the dashboard of the backend, and nothing else. */
const operator =
  (asked: string[]) =>
  (hands: Doors): Person => {
    const key = hands.secret(service_key);
    const providers = `${url}${auth_path}/admin/custom-providers`;
    const send = (method: string, to: string, body?: object) =>
      hands.http.send(to, {
        method,
        headers: { apikey: key, authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
    return {
      show: (text) => {
        asked.push(text);
        const removed = /remove the provider (\S+) again/.exec(text)?.[1];
        if (removed) return void send("DELETE", `${providers}/${encodeURIComponent(removed)}`);
        const sheet = readSheet(text);
        void send("POST", providers, {
          provider_type: "oidc",
          name: "Entered by hand",
          enabled: true,
          pkce_enabled: true,
          scopes: ["openid", "profile", "email"],
          identifier: sheet["provider id"],
          client_id: sheet["client id"],
          client_secret: sheet["client secret"],
          issuer: sheet.issuer,
          authorization_url: sheet["authorization endpoint"],
          token_url: sheet["token endpoint"],
          userinfo_url: sheet["userinfo endpoint"],
          jwks_uri: sheet["JWKS endpoint"],
        });
      },
      ask: () => new Promise(() => {}),
    };
  };

/** As a file of settings has it that gives no admin key and says that people register the tripwire. */
const byHand =
  (adapter: "supabase-auth" | "generic") =>
  (subject: Subject): Subject => {
    if (subject.kind !== "client") return subject;
    const { service_key: _, ...backend } = subject.spoke.backend;
    return {
      ...subject,
      spoke: { ...subject.spoke, backend: { ...backend, adapter } },
      target: { ...subject.target, registersBy: "person" },
    };
  };

const SETTINGS = ["issuer", "authorization-endpoint", "token-endpoint", "userinfo-endpoint", "jwks-endpoint"];
const HONOURED = SETTINGS.map((name) => `provider/${name}-honoured`);

test("a person enters what is printed: what can be seen is judged, what nobody can read back is not", async () => {
  const asked: string[] = [];
  const unread = ["provider/cargo-provider-settings-match", "provider/no-silent-account-takeover"];
  const refused = ["provider/refuses-alg-none"];
  const { verdicts, harnessErrors, read } = await tryWorld([], {
    checks: [...HONOURED, ...refused, ...unread],
    as: byHand("supabase-auth"),
    person: operator(asked),
  });
  expect(harnessErrors).toEqual([]);
  const outcome = (id: string) => verdicts.find(({ check }) => check === id)?.outcome;
  expect([...HONOURED, ...refused].filter((id) => outcome(id) !== "pass")).toEqual([]);
  for (const id of unread) {
    const verdict = verdicts.find(({ check }) => check === id);
    expect(verdict, id).toMatchObject({ outcome: "unknown" });
    expect(`${verdict?.because} ${verdict?.resolvedBy}`, id).toMatch(/service_key|attest/);
  }
  const settings = read(PILOT, "tripwire.settings");
  expect(settings).toMatchObject({ is: "seen", value: { by: "person" } });
  expect(JSON.stringify(settings)).not.toContain('"stored"');
  const { capabilityOnly, mode } = reviewPack((settings as { value: Evidence["tripwire.settings"] }).value);
  expect(mode).toBe("manual");
  expect(capabilityOnly).toContain("Capability only");
  // an honest one and a poisoned one: nobody is asked twice for the same, and everything is asked to be removed
  const sheets = asked.filter((one) => one.includes("Please register")).map(readSheet);
  expect(sheets).toHaveLength(2);
  for (const sheet of sheets) {
    expect(isTripwire(sheet["provider id"])).toBe(true);
    expect(
      asked.filter((one) => one.includes(`remove the provider ${sheet["provider id"]} again`)),
    ).toHaveLength(1);
  }
});

test("a backend of no known kind: nothing is guessed, and everything that hides in it can be attested", async () => {
  const asked: string[] = [];
  const { verdicts, harnessErrors } = await tryWorld([], {
    as: byHand("generic"),
    person: operator(asked),
  });
  expect(harnessErrors).toEqual([]);
  expect(verdicts.filter(({ outcome }) => outcome === "fail").map(({ check }) => check)).toEqual([]);
  const hidden = verdicts.filter(({ check }) => HONOURED.includes(check));
  expect(hidden).toHaveLength(HONOURED.length);
  for (const { outcome, because, resolvedBy } of hidden) {
    expect(outcome).toBe("unknown");
    expect(`${because} ${resolvedBy}`).toContain("attest it");
  }
  // nobody is asked to enter what could not be looked at afterwards
  expect(asked).toEqual([]);
  const passed = verdicts.filter(({ outcome, gate }) => outcome === "pass" && gate === 1);
  expect(passed.length).toBeGreaterThan(40);
});
