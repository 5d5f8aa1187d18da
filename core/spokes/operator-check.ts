import type { Contradiction } from "./cross-check.ts";
import type { SpokesFile } from "./schema.ts";

/** A rotation is a request or a program, and requests have a token. */
export const operatorCanBeCalled = ({ hub: { operator } }: SpokesFile): Contradiction[] => {
  if (operator === undefined) return [];
  const { bearer, rotate_key: rotation } = operator;
  const requests = Object.values(operator).filter((one) => typeof one === "object" && one.url !== undefined);
  const ways = [rotation?.url, rotation?.command].filter((one) => one !== undefined).length;
  return [
    ...(rotation && ways !== 1
      ? [
          {
            path: ["hub", "operator", "rotate_key"],
            written: ways === 0 ? "neither url nor command" : "url and command",
            expected: "one of url (a request) and command (a program)",
          },
        ]
      : []),
    ...(bearer === undefined && requests.length > 0
      ? [
          {
            path: ["hub", "operator"],
            written: "requests without bearer",
            expected: 'the key "bearer": the operator\'s token, as env:NAME',
          },
        ]
      : []),
  ];
};
