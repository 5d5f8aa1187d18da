import { expect, test } from "vitest";
import { keptIn } from "../../probes/journeys/places.ts";

const ISSUER = "https://hubref.supabase.co/auth/v1";
const kept = (value: string) =>
  keptIn({ localStorage: { session: value } }, ISSUER, 9).map(({ at, host }) => `${at} ${host}`);

test("addresses are found in plain values, in documents and in encoded ones, with the way to them", () => {
  const document = JSON.stringify({ user: { links: ["https://x.supabase.co/me"] } });
  expect(kept("https://x.supabase.co/a and wss://y.supabase.co/b")).toEqual([
    "localStorage: session x.supabase.co",
    "localStorage: session y.supabase.co",
  ]);
  const way = "localStorage: session.user.links.0 x.supabase.co";
  expect(kept(document)).toEqual([way]);
  expect(kept(`base64-${Buffer.from(document).toString("base64url")}`)).toEqual([way]);
});

test("the issuer may stand in a claim called iss, and under no other name", () => {
  expect(kept(JSON.stringify({ identity: { iss: ISSUER } }))).toEqual([]);
  expect(kept(JSON.stringify({ identity: { iss: `${ISSUER}/` } }))).toHaveLength(1);
  expect(kept(JSON.stringify({ identity: { issuer: ISSUER } }))).toHaveLength(1);
});

test("a stored address is told without its secrets", () => {
  const value = "https://x.supabase.co/verify?token=abcdefghijklmnop0123456789";
  expect(JSON.stringify(keptIn({ cookies: { back: value } }, ISSUER, 1))).not.toContain("abcdefghijklmnop");
});

test("a value that is nested deeper than any document ends the search, not the run", () => {
  expect(kept("[".repeat(5000) + "]".repeat(5000))).toEqual([]);
});
