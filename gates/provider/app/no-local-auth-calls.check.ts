import { all, defineRefusal, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Script } from "../../../core/evidence/script.ts";
import { noneIn } from "../source.ts";
import loaded from "./loaded.control.ts";

const judgeScript = ({ url, calls = [], error }: Script): Judgement => {
  const [first] = calls;
  if (first !== undefined) {
    const where = first.source ?? `${url}:${first.line}:${first.column}`;
    const all = calls.map(({ name, line, column }) => `${name} at ${line}:${column}`);
    return fail(where, "no call of a local sign-in method", all.slice(0, 10));
  }
  return error === undefined
    ? pass
    : unknown(`${url} could not be read as a script: ${error}`, "a readable script");
};

/** By syntax tree: the client library's own definitions are no calls. A name put together at run time is not seen. */
export default defineRefusal({
  level: "required",
  title: "No script of the app calls a local sign-in or sign-up method",
  failureTitle: "A script of the app still calls a local sign-in method",
  why: "Code that can sign people in by password is one switch in a dashboard away from doing it. It is gone only when no script calls it any more.",
  remedy:
    "Spoke: delete the calls named below (signUp, signInWithPassword, resetPasswordForEmail, signInWithOtp, signInWithIdToken) with the pages around them; signInWithOAuth and signOut stay.",
  sources: ["S0:step-2", "S2:STEP-1"],
  kinds: ["client"],
  needs: ["browser.front", "script.loaded", "source.calls"],
  control: loaded,
  judge: ({ script: { loaded: seen }, source: { calls } }) => {
    if ((seen.lookedFor ?? []).length === 0) return unknown("nothing was looked for", "a new run");
    if (calls.given === undefined) return unknown("whether source is given was not seen", "a new run");
    const loaded = eachCase(seen.scripts ?? [], ({ url, from }) => `${url} (${from})`, judgeScript);
    if (!calls.given) return loaded;
    // what lies in the source may be loaded by a page that nobody came to
    const written = noneIn(calls, "no call of a local sign-in method");
    const cases = [...(loaded.cases ?? []), ...(written.cases ?? [])];
    return { ...all([loaded, written]), cases };
  },
});
