import { expect, test } from "vitest";
import { noteOn } from "../../core/note.ts";

const url = "https://auth.test/jwks.json?x=1";
const cached = (more: object = {}) => ({ url, status: 200, headers: { age: "120", ...more } });

test("an answer out of a cache is told wherever it stands, with its age and its lifetime", () => {
  const said = `https://auth.test/jwks.json came out of a cache, 120 s old (cache-control: public, max-age=600)`;
  const answer = cached({ "cache-control": "public, max-age=600" });
  for (const piece of [
    answer,
    { attempts: [{ answer: { url } }, { walk: { hops: [{ url }, answer] } }] },
    { before: {}, public: answer },
  ]) {
    expect(noteOn({ jwks: { public: piece } } as never, undefined).note).toBe(said);
  }
  expect(noteOn({ jwks: { public: cached() } } as never, undefined).note).toContain("no lifetime said");
});

test("what came from its source has no note, and a document that looks like an answer is none", () => {
  const plain = { url, status: 200, headers: { age: "0" }, json: cached() };
  expect(noteOn({ jwks: { public: plain } } as never, undefined)).toEqual({});
});
