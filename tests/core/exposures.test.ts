import { expect, test } from "vitest";
import type { Hop } from "../../core/evidence/browser.ts";
import type { Place } from "../../core/evidence/exposure.ts";
import { exposures, namedExposures } from "../../core/exposures.ts";
import { classOf } from "../../core/hosts.ts";
import type { ClientSubject } from "../../core/subject.ts";
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

const places = (...list: Place[]) =>
  namedExposures({ places: list }, subject).map(({ at, via }) => `${at}: ${via}`);

test("links, cookies and stored values count by the host that they name, with the hop of their page", () => {
  const host = "x.supabase.co";
  expect(
    places(
      { kind: "link", at: 'link "Terms"', host, hop: 4 },
      { kind: "link", at: 'link "Help"', host: "one.cargo.ac", hop: 4 },
      { kind: "cookie", at: "cookie seen", host, hop: 2 },
      { kind: "stored value", at: "localStorage: app.api", host, hop: 0 },
      { kind: "cookie", at: "cookie of nobody" },
    ),
  ).toEqual([
    'hop 4, link "Terms": link',
    "hop 2, cookie seen: cookie",
    "localStorage: app.api: stored value",
  ]);
});

test("hosts are of one of five classes, and a branded name under a vendor's pattern is branded", () => {
  const hosts = ["auth.cargo.ac", "one.cargo.ac", "cargoworks.ai", "api.cargoworks.ai"];
  expect(hosts.map((host) => classOf(subject, host))).toEqual(["public", "public", "spoke", "spoke"]);
  expect(
    ["hubref.supabase.co", "x.supabase.co", "fonts.example"].map((host) => classOf(subject, host)),
  ).toEqual(["backend", "vendor", "foreign"]);
});

test("what a request to a hidden host carries beside is no exposure of its own; on another hop it is", () => {
  const url = "https://x.supabase.co/y";
  expect(
    seen({ url: `${url}?next=${url}`, referer: url }, { url: "https://auth.cargo.ac/", referer: url }),
  ).toEqual(["hop 1, request: x.supabase.co", "hop 2, request, Referer: x.supabase.co"]);
});
