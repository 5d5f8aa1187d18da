import { expect, test } from "vitest";
import type { Hop } from "../../core/evidence/browser.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { exposures } from "../../gates/provider/exposures.ts";
import { bench } from "../support/try-world.ts";

const { all } = await bench();
const subject = all.find(({ id }) => id === "cargoworks-ai") as ClientSubject;
const issuer = "https://hubref.supabase.co/auth/v1";
const seen = (...hops: Hop[]) => exposures({ hops }, subject).map(({ at, host }) => `${at}: ${host}`);

test("branded hosts are no exposure", () => {
  expect(
    seen(
      { url: "https://cargoworks.ai/", navigation: true },
      {
        url: "https://auth.cargo.ac/auth/v1/oauth/authorize?redirect_uri=https://api.cargoworks.ai/auth/v1/callback",
      },
      {
        url: "https://one.cargo.ac/login",
        navigation: true,
        redirected: true,
        referer: "https://auth.cargo.ac/",
      },
    ),
  ).toEqual([]);
});

test("the issuer may stand in RFC 9207's iss, and in no other parameter", () => {
  const at = "https://api.cargoworks.ai/auth/v1/callback";
  expect(seen({ url: `${at}?code=[43 characters]&iss=${issuer}` })).toEqual([]);
  expect(seen({ url: `${at}?code=[43 characters]&from=${issuer}` })).toEqual([
    "hop 1, request, parameter: hubref.supabase.co",
  ]);
  expect(seen({ url: `${at}?iss=https://other.supabase.co/auth/v1` })).toEqual([
    "hop 1, request, parameter: other.supabase.co",
  ]);
});

test("frames, scripts, redirects and Referers are told apart, each with its hop", () => {
  const url = "https://x.supabase.co/y";
  expect(
    seen(
      { url, kind: "script" },
      { url, navigation: true, redirected: true, frame: "main" },
      { url, navigation: true, frame: "child" },
      { url: "https://auth.cargo.ac/", referer: url },
    ),
  ).toEqual([
    "hop 1, script: x.supabase.co",
    "hop 2, redirect: x.supabase.co",
    "hop 3, frame: x.supabase.co",
    "hop 4, request, Referer: x.supabase.co",
  ]);
});

test("a connection that no request explains is an exposure too", () => {
  const dialled = [{ host: "x.supabase.co", port: 443 }];
  expect(exposures({ hops: [], dialled }, subject)).toMatchObject([{ at: "connection to x.supabase.co" }]);
  expect(exposures({ hops: [{ url: "https://x.supabase.co/" }], dialled }, subject)).toHaveLength(1);
});

test("a name that only looks like the vendor's is another host", () => {
  expect(seen({ url: "https://notsupabase.co/" }, { url: "https://supabase.co.evil.example/" })).toEqual([]);
});
