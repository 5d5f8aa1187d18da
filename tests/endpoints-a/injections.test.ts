import { expect, test } from "vitest";
import { becameHeader, becameMarkup, lineBreak, markup } from "../../probes/endpoints/injections.ts";

const page = (body: string, type = "text/html") => [{ headers: { "content-type": type }, body }];
const escaped = (text: string, only = /[&<>"']/g): string =>
  text.replace(only, (character) => `&#${character.charCodeAt(0)};`);
const given = markup("client_id");

test.each([
  ["as text", `<p>${given}</p>`],
  ["after the end of the page", `<html><body></body></html>${given}`],
  ["in an attribute with double quotes", `<input value="${escaped(given, /[<>']/g)}">`],
  ["in an attribute with single quotes", `<input value='${escaped(given, /[<>"]/g)}'>`],
])("markup is seen %s", (_where, body) => {
  expect(becameMarkup(page(body))).toEqual(["client_id"]);
});

test.each([
  ["escaped, as text and in an attribute", `<p>${escaped(given)}</p><input value="${escaped(given)}">`],
  ["as text where quotes need no escape", `<p>${escaped(given, /[<>]/g)}</p>`],
  ["not at all", "<p>Something is not right</p>"],
])("text that stayed text is none: %s", (_how, body) => {
  expect(becameMarkup(page(body))).toEqual([]);
});

test("what is not a page is not read as one", () => {
  expect(becameMarkup(page(given, "application/json"))).toEqual([]);
});

test("a header of the request's making is seen, one of the hub's is not", () => {
  const [, line = ""] = lineBreak("state").split("\r\n");
  const [name = "", value = ""] = line.split(": ");
  expect(becameHeader([{ headers: { [name.toLowerCase()]: value, "x-frame-options": "DENY" } }])).toEqual([
    "state",
  ]);
  expect(
    becameHeader([{ headers: { location: "https://a.test/?state=gates%0d%0aX-Gates-state:1" } }]),
  ).toEqual([]);
});
