import { eachCase, fail, type Judgement, pass, unknown } from "../../core/check.ts";
import type { Evidence } from "../../core/evidence/index.ts";

/** Nothing of it stands in the app's source. What was not read, or could not be, leaves it open. */
export const noneIn = (
  { files = 0, found = [], unread = [], cut = false }: Evidence["source.provisioning"],
  expected: string,
): Judgement => {
  if (found.length > 0) {
    return eachCase(
      found,
      ({ file, line, what }) => `${what} in ${file}:${line}`,
      ({ file, line, what }) => fail(`${file}:${line}`, expected, what),
    );
  }
  const [first] = unread;
  if (first !== undefined)
    return unknown(`${first.file} could not be parsed: ${first.what}`, "source that parses");
  if (files === 0)
    return unknown("the source folder holds no file that is read", "the folder of the app's source");
  return cut ? unknown("there is more source than is read", "a folder with the app's source only") : pass;
};
