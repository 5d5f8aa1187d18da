import { expect, test } from "vitest";
import type { Evidence } from "../../core/evidence/index.ts";
import type { TripwireLogin, TripwireRegistration } from "../../core/evidence/tripwire.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import { MODE_WORDS, modeInForce } from "../../core/tripwire/mode.ts";
import { truthTable } from "../../core/tripwire/truth.ts";
import markdown from "../../reporters/markdown/markdown.reporter.ts";
import { paused } from "../reporters/sample-reports.ts";

type Settings = Evidence["tripwire.settings"];

/** What some backend decides by: the settings, or the discovery document; and whether it looks at id_tokens at all. */
interface Backend {
  readonly fromDocument: readonly Field[];
  readonly fetches?: "discovery" | "discovery override";
  readonly looksAtIdTokens?: false;
  /** a document whose issuer is not the registered one is refused at registration */
  readonly comparesIssuer?: true;
}

const ok = (name: string, session: boolean): TripwireLogin => ({
  name,
  session,
  ...(session && { own: { status: 200 } }),
});

/** What the tripwire would have seen of such a backend, by what is poisoned. */
const seenOf = (backend: Backend, poisoned: readonly Field[]): TripwireRegistration => {
  const { fromDocument, fetches, comparesIssuer } = backend;
  const looks = backend.looksAtIdTokens !== false;
  const touches = fetches ? [{ at: fetches, phase: "registration" }] : [];
  if (comparesIssuer && poisoned.includes("issuer")) {
    return {
      poisoned: [...poisoned],
      taken: false,
      answer: { status: 400, body: "issuer mismatch" },
      touches,
    };
  }
  const follows = (field: Field) => fromDocument.includes(field) && poisoned.includes(field);
  const endpoints = (["authorization", "token", ...(looks ? ["jwks"] : ["userinfo"])] as Field[]).map(
    (field) => ({
      at: follows(field) ? `poisoned ${field}` : field,
      phase: "callback",
    }),
  );
  const takes = (wrong: readonly Field[]) =>
    !looks || (["issuer", "jwks"] as const).every((field) => wrong.includes(field) === follows(field));
  const told = (["issuer", "jwks"] as const).filter((field) => poisoned.includes(field));
  return {
    poisoned: [...poisoned],
    taken: true,
    touches: [...touches, ...endpoints],
    logins: [
      ok("manual", takes([])),
      ...(told.length > 0 ? [ok("poisoned", takes(told))] : []),
      ...(told.length > 1 ? told.map((field) => ok(`poisoned ${field}`, takes([field]))) : []),
      ok("without id_token", !looks),
    ],
  };
};
const byApi = (backend: Backend): Settings => ({
  registrations: [[], FIELDS, ...FIELDS.map((field) => [field])].map((poisoned) => seenOf(backend, poisoned)),
});
/** A person enters an honest one, and one or two that are poisoned broadly. */
const byHand = (backend: Backend): Settings => {
  const broad = seenOf(backend, FIELDS);
  const endpoints = FIELDS.filter((field) => field !== "issuer");
  return {
    registrations: [
      seenOf(backend, []),
      broad,
      ...(broad.taken === false ? [seenOf(backend, endpoints)] : []),
    ],
  };
};

const all: readonly Field[] = FIELDS;
const backends: readonly (readonly [string, Backend])[] = [
  ["manual", { fromDocument: [] }],
  ["discovery", { fromDocument: all, fetches: "discovery", comparesIssuer: true }],
  ["discovery-url", { fromDocument: all, fetches: "discovery override", comparesIssuer: true }],
  ["oauth2", { fromDocument: [], looksAtIdTokens: false }],
  ["mixed", { fromDocument: ["token"], fetches: "discovery" }],
];

test.each(backends)("%s is identified, registered by the API or by hand", (mode, backend) => {
  expect(modeInForce(byApi(backend))).toMatchObject({ mode });
  expect(modeInForce(byHand(backend))).toMatchObject({ mode });
});

test("what a person's two registrations show is what seven show", () => {
  for (const [mode, backend] of backends) {
    const table = (settings: Settings) =>
      truthTable(settings).map(({ field, standing }) => [field, standing]);
    expect(table(byHand(backend)), mode).toEqual(table(byApi(backend)));
  }
});

test("one setting of five that comes from the document is told apart, in a broad registration too", () => {
  for (const field of FIELDS) {
    const backend: Backend = { fromDocument: [field], fetches: "discovery" };
    for (const settings of [byApi(backend), byHand(backend)]) {
      const wrong = truthTable(settings).filter(({ standing }) => standing === "overridden");
      // an id_token is looked at: userinfo is never asked
      expect(wrong.map((row) => row.field)).toEqual(field === "userinfo" ? [] : [field]);
    }
  }
});

test("while no honest login works there is no mode", () => {
  const { registrations = [] } = byApi({ fromDocument: [] });
  const shut = registrations.map((one) => ({ ...one, logins: [] }));
  expect(modeInForce({ registrations: shut })).toBeUndefined();
});

test("the report names it, and what is lost", () => {
  const loses = MODE_WORDS.discovery.loses;
  const readiness = {
    ...paused.readiness,
    provider: { mode: "discovery" as const, name: "discovery forced", loses },
  };
  const told = markdown.tell({ ...paused, readiness });
  expect(told).toContain("Provider mode in force:** discovery forced");
  for (const loss of loses) expect(told).toContain(loss.slice(0, 40));
});
