import { expect, test } from "vitest";
import { describeAuthorize } from "../../probes/journeys/authorize-request.ts";
import { cleanUrl, paramNames } from "../../probes/journeys/clean.ts";

const SECRET = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";

test.each([
  `https://a.example/cb?code=${SECRET}&state=${SECRET}`,
  `https://a.example/#access_token=${SECRET}&refresh_token=${SECRET}`,
  `https://a.example/interaction/${SECRET}/login`,
  `https://a.example/?ticket=${SECRET}&redirect_to=${encodeURIComponent(`https://b.example/?code=${SECRET}`)}`,
  `https://user:${SECRET}@a.example/`,
  `blob:https://a.example/${SECRET}`,
  `javascript:${SECRET}`,
])("no secret of %s is kept", (url) => {
  expect(cleanUrl(url)).not.toContain(SECRET);
});

test("what shows where the browser was sent stays: hosts, paths, issuer, callback", () => {
  const shown = cleanUrl(
    `https://auth.example/authorize?client_id=app&redirect_uri=${encodeURIComponent("https://api.example/cb")}&iss=${encodeURIComponent("https://vendor.example/v1")}&next=${encodeURIComponent("https://vendor.example/x?y")}`,
  );
  expect(shown).toContain("redirect_uri=https://api.example/cb");
  expect(shown).toContain("iss=https://vendor.example/v1");
  expect(shown).toContain("next=https://vendor.example/");
});

test("names of parameters are told from query and fragment", () => {
  expect(paramNames("https://a.example/?code=1#access_token=2&sb=")).toEqual(["code", "access_token", "sb"]);
});

test("a state is described, not shown; what the hub compares is shown byte for byte", () => {
  const seen = describeAuthorize(
    `https://h.example/authorize?state=${SECRET}&redirect_uri=${encodeURIComponent("https://api.example/cb/")}&scope=openid&scope=email`,
  );
  expect(JSON.stringify(seen)).not.toContain(SECRET);
  expect(seen?.state).toMatchObject({ length: 32, alphabet: "hex" });
  expect(seen?.params?.redirect_uri).toBe("https://api.example/cb/");
  expect(seen?.repeated).toEqual(["scope"]);
});
