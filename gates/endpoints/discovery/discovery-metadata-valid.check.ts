import { defineCheck, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import { discoveryOf, isText } from "../reading.ts";

const URLS = ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"];
const LISTS = [
  "response_types_supported",
  "subject_types_supported",
  "id_token_signing_alg_values_supported",
];

const goodUrl = (value: unknown): boolean => {
  const url = isText(value) ? URL.parse(value) : null;
  return url?.protocol === "https:" && !String(value).includes("#");
};
const goodList = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);

export default defineCheck({
  level: "required",
  title: "Discovery carries all required metadata, well-formed",
  failureTitle: "Discovery lacks required metadata, or it is malformed",
  why: "A relying party that reads the document stops at the first missing or malformed member.",
  remedy:
    "Hub operator: publish issuer, authorization_endpoint, token_endpoint and jwks_uri as https URLs without fragment, and response_types_supported, subject_types_supported and id_token_signing_alg_values_supported as lists.",
  sources: ["OIDCD:3"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }) => {
    const read = discoveryOf(answer);
    if ("blocked" in read) return read.blocked;
    const { document } = read;
    const member = (name: string, expected: string, good: boolean): Judgement =>
      good ? pass : fail(`${answer.url} ${name}`, expected, document[name] ?? "absent", answer.exchange);
    return eachCase(
      [...URLS, ...LISTS],
      (name) => name,
      (name) =>
        URLS.includes(name)
          ? member(name, "an https URL without fragment", goodUrl(document[name]))
          : member(name, "a list of one or more names", goodList(document[name])),
    );
  },
});
