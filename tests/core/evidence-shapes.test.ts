import { expect, test } from "vitest";
import { open } from "../../core/envelope.ts";
import { NAMES, type Name, pieces } from "../../core/evidence/index.ts";
import { sealMissed, sealSeen } from "../../core/store.ts";

const at = new Date("2026-01-01T00:00:00Z");

test.each(NAMES)("%s: an empty look is evidence, not an error", (name) => {
  const sealed = JSON.stringify(sealSeen("spoke", "probe", name, {} as never, at));
  expect(open(sealed)).toMatchObject({ is: "seen" });
});

test.each(NAMES)("%s: a look that could not be taken keeps its reason", (name) => {
  const sealed = JSON.stringify(
    sealMissed("spoke", "probe", name, "no secret", at, {
      cause: ["discovery.public"],
      give: "the secret",
    }),
  );
  expect(open(sealed)).toEqual({
    is: "missed",
    because: "no secret",
    cause: ["discovery.public"],
    give: "the secret",
  });
});

/** What a server may send where a JSON object was asked for. */
const foreign = [{}, [], null, "<!doctype html>", 0, false, { issuer: ["a"] }];
const answers = NAMES.filter((name) => "json" in ((pieces[name].shape as { shape?: object }).shape ?? {}));

test("there are answers to try", () => expect(answers.length).toBeGreaterThan(3));

test.each(answers)("%s: whatever a server sends is kept as it was seen", (name: Name) => {
  for (const json of foreign) {
    const sealed = JSON.stringify(sealSeen("spoke", "probe", name, { status: 200, json } as never, at));
    expect(open(sealed)).toMatchObject({ is: "seen", value: { status: 200, json } });
  }
});
