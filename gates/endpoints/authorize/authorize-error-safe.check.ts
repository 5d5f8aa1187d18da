import { defineRefusal, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { correctRequestAccepted, ending, lastHop } from "./walks.ts";

type Injection = NonNullable<Evidence["authorize.injections"]["attempts"]>[number];

const kept = ({ name, walk, markup, headers }: Injection): Judgement => {
  const last = lastHop(walk);
  const at = `${walk?.hops?.[0]?.url?.split("?")[0] ?? "the authorization endpoint"} (${name})`;
  if (!markup || !headers) return unknown(`${name}: not looked at`, "a run in which it is");
  if (markup.length > 0) {
    return fail(at, "parameters shown as text", `markup from ${markup.join(", ")}`, last?.exchange);
  }
  if (headers.length > 0) {
    return fail(at, "no header but the hub's own", `a header from ${headers.join(", ")}`, last?.exchange);
  }
  const { status } = last ?? {};
  return status !== undefined && ![429, 502, 503, 504].includes(status)
    ? pass
    : unknown(`${name}: ${ending(walk)}`, "a hub that answers this request");
};

export default defineRefusal({
  level: "required",
  title: "What a request carries is never taken for markup or a header",
  failureTitle: "A request can put markup or headers of its own into the hub's answer",
  why: "A link to the hub would run somebody else's script where passwords are typed.",
  remedy:
    "Hub operator: escape every parameter that a page shows, in text and in attributes; encode what goes into Location, and refuse line breaks.",
  sources: ["RFC9700:4.11", "RFC6749:10.14"],
  threat: ["RFC9700:4.11"],
  kinds: ["client"],
  needs: ["authorize.injections"],
  control: correctRequestAccepted,
  judge: ({ authorize }) =>
    eachCase(authorize.injections.attempts ?? [], ({ name }) => name ?? "attempt", kept),
});
