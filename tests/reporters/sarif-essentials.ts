/**
 * What the published schema of SARIF 2.1.0 (OASIS, errata 01) says of the parts that we write: names, types, enums and
 * what is required, closed where it is closed. Of what it leaves out we write nothing.
 */
const text = { type: "string" };
const message = {
  type: "object",
  additionalProperties: false,
  required: ["text"],
  properties: { text, markdown: text },
};
const bag = { type: "object", properties: { tags: { type: "array", uniqueItems: true, items: text } } };
const level = { enum: ["none", "note", "warning", "error"] };
const date = { type: "string", format: "date-time" };
const artifact = {
  type: "object",
  additionalProperties: false,
  properties: { uri: { type: "string", format: "uri-reference" }, uriBaseId: text, description: message },
};
const closed = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});
const list = (items: unknown, more: object = {}) => ({ type: "array", items, ...more });

const rule = closed(
  {
    id: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: { type: "string", format: "uri" },
    defaultConfiguration: closed({ level }),
    properties: bag,
  },
  ["id"],
);
const location = closed({
  physicalLocation: closed({
    artifactLocation: artifact,
    region: closed({ startLine: { type: "integer", minimum: 1 } }),
  }),
  logicalLocations: list(closed({ name: text, fullyQualifiedName: text }), { uniqueItems: true }),
});
const suppression = closed(
  {
    kind: { enum: ["inSource", "external"] },
    status: { enum: ["accepted", "underReview", "rejected"] },
    justification: text,
  },
  ["kind"],
);
const result = closed(
  {
    ruleId: text,
    ruleIndex: { type: "integer", minimum: -1 },
    kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
    level,
    message,
    locations: list(location),
    partialFingerprints: { type: "object", additionalProperties: text },
    suppressions: list(suppression, { uniqueItems: true }),
    properties: bag,
  },
  ["message"],
);
const invocation = closed(
  {
    executionSuccessful: { type: "boolean" },
    exitCode: { type: "integer" },
    startTimeUtc: date,
    endTimeUtc: date,
    toolExecutionNotifications: list(closed({ level, message }, ["message"])),
  },
  ["executionSuccessful"],
);
const run = closed(
  {
    tool: closed(
      { driver: closed({ name: text, version: text, rules: list(rule, { uniqueItems: true }) }, ["name"]) },
      ["driver"],
    ),
    originalUriBaseIds: { type: "object", additionalProperties: artifact },
    invocations: list(invocation),
    results: list(result),
    columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
    properties: bag,
  },
  ["tool"],
);

export const sarifEssentials = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...closed({ $schema: { type: "string", format: "uri" }, version: { enum: ["2.1.0"] }, runs: list(run) }, [
    "version",
    "runs",
  ]),
};
