import { expect, test } from "vitest";
import { nearest } from "../../core/nearest.ts";

const IDS = ["cargoworks-ai", "network", "exchange", "exim.cargoworks.ai", "one.cargo.ac", "packages"];
const CHECKS = ["endpoints/discovery-answers", "endpoints/jwks-answers", "provider/one-button"];

test.for([
  ["netwrok", IDS, "network"],
  ["cargoworks_ai", IDS, "cargoworks-ai"],
  ["CargoWorks AI", IDS, "cargoworks-ai"],
  ["exim", IDS, "exim.cargoworks.ai"],
  ["pakages", IDS, "packages"],
  ["one-buton", CHECKS, "provider/one-button"],
  ["endpoint/discovery-answer", CHECKS, "endpoints/discovery-answers"],
] as const)("%s", ([written, valid, name]) => {
  expect(nearest(written, valid)[0]).toBe(name);
});

test("nothing near is nothing", () => {
  expect(nearest("zzzzzz", IDS)).toEqual([]);
  expect(nearest("", IDS)).toEqual([]);
  expect(nearest("x", [])).toEqual([]);
});

test("the nearest first, no more than asked for", () => {
  expect(nearest("jwks-answers", CHECKS, 2)[0]).toBe("endpoints/jwks-answers");
  expect(nearest("answers", CHECKS, 2)).toHaveLength(2);
});

test("what was written may be long", () => {
  expect(nearest("x".repeat(1_000_000), IDS)).toEqual([]);
});
