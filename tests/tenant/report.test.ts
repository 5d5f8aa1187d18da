import { expect, test } from "vitest";
import type { Found } from "../../core/envelope.ts";
import type { Report } from "../../core/report.ts";
import htmlReporter from "../../reporters/html/html.reporter.ts";
import { samples } from "../reporters/sample-reports.ts";
import { registry, SPOKE } from "./in-registry.ts";

const HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
const seen = (value: object): Found => ({
  is: "seen",
  value: value as never,
  seenAt: "2026-11-25T12:00:00Z",
});
const answer = (status: number, body: string) => ({
  exchange: `x${status}`,
  method: "GET",
  url: "https://acme.packages.cargoman.io/api/v1/packages",
  status,
  body,
  json: JSON.parse(body) as unknown,
});
const question = { at: "acme", api: "rest", operation: "list_packages" };

const told = (questions: readonly object[]): string => {
  const report: Report = {
    ...samples.go,
    subjects: [registry],
    readiness: { ...samples.go.readiness, spoke: SPOKE },
    evidence: { [SPOKE]: { "tenant.reads": seen({ questions }) } },
  };
  return htmlReporter.tell(report);
};
const cells = (page: string): string[] =>
  [...page.matchAll(/<td class="cell (\w+)/g)].map(([, state = ""]) => state);

test("a cell says what came beside what should have come", () => {
  const page = told([
    { ...question, caller: "root", answer: answer(200, '{"data":[]}'), shows: { acme: ["package a"] } },
    { ...question, caller: "nobody", answer: answer(401, '{"error":"unauthorized"}'), shows: {} },
    { ...question, caller: "viewer of acme", answer: answer(403, '{"error":"forbidden"}') },
    { ...question, caller: "owner of beta-corp", answer: answer(200, '{"data":[]}') },
    { ...question, caller: "admin of acme", answer: answer(200, "[]"), shows: { "beta-corp": ["id of b"] } },
    { ...question, caller: "owner of acme", unreached: "no token: give one" },
  ]);
  expect(cells(page)).toEqual(["answered", "refused", "wrong", "wrong", "leak", "unknown"]);
});

test("every cell opens an exchange of its own, and addresses in answers are nobody's to read", () => {
  const page = told([
    { ...question, caller: "root", answer: answer(200, '{"data":[{"email":"somebody@client.example"}]}') },
  ]);
  const [, opens = ""] = /popovertarget="([\w-]+)"/.exec(page) ?? [];
  expect(page).toContain(`id="${opens}" popover`);
  expect(page).not.toContain("somebody@client.example");
});

test("what a registry answers stays text", () => {
  const page = told([
    {
      ...question,
      caller: HOSTILE,
      at: HOSTILE,
      operation: HOSTILE,
      answer: { ...answer(200, JSON.stringify({ data: HOSTILE })), exchange: HOSTILE },
      shows: { [HOSTILE]: [HOSTILE] },
    },
    { ...question, caller: "root", unreached: HOSTILE },
  ]);
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<script>alert");
});
