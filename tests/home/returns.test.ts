import { expect, test } from "vitest";
import { returnForms } from "../../probes/home/return-forms.ts";

const GOOD = "https://app.example.com/auth/callback";
const HOME = "https://home.example.org";
const forms = returnForms(GOOD, HOME, "https://auth.example.org/auth/v1");

test("there are more than forty forms, each of its own name and its own", () => {
  expect(forms.length).toBeGreaterThan(40);
  expect(new Set(forms.map(({ name }) => name)).size).toBe(forms.length);
  expect(new Set(forms.map(({ query }) => query)).size).toBe(forms.length);
});

test("none of them is the listed address itself, unless it says that it stands beside it", () => {
  const same = forms.filter(({ query }) => new URLSearchParams(query).getAll("return").includes(GOOD));
  expect(same.every(({ beside }) => beside === true)).toBe(true);
  expect(same.length).toBeGreaterThan(0);
});

test("every host that is nobody's lies under .example or under the listed name", () => {
  const hosts = forms.flatMap(({ query }) => {
    const host = URL.parse(new URLSearchParams(query).get("return") ?? "", HOME)?.hostname;
    return host ? [host.replace(/\.$/, "")] : [];
  });
  const strange = hosts.filter(
    (host) => !/(\.example|example\.com|example\.org|^xn--.*\.com)$/.test(host) && host !== "etc",
  );
  expect(strange).toEqual([]);
});
