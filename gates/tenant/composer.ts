import { type Judgement, pass, unknown } from "../../core/check.ts";
import type { ComposerClient, Fetched } from "../../core/evidence/tenant.ts";
import { isMembers } from "../../core/tenant/answers.ts";
import { summary } from "../endpoints/reading.ts";
import { mustAnswer, notSeen, wrong } from "./questions.ts";

export const COMPOSER = "tenant.composer" as const;
export const CLIENT = "tenant.composer_client" as const;
/** Members by which Composer knows a repository. */
const REPOSITORY = ["packages", "metadata-url", "providers-url", "provider-includes", "includes"];

/** The versions of a package in a document of a repository. */
const versionsIn = (one: Fetched | undefined, name: string): unknown => {
  const packages = isMembers(one?.answer?.json) ? one.answer.json.packages : undefined;
  return isMembers(packages) ? packages[name] : undefined;
};

/** The repository's root is one, and a known package is in it or in the metadata that it names. */
export const ownRepository = (one: Fetched, root: Fetched | undefined): Judgement => {
  // an older repository has everything in its one document
  if (one.package !== undefined && versionsIn(root, one.package) !== undefined) return pass;
  const answered = mustAnswer(one, COMPOSER);
  if (answered.is !== "pass") return answered;
  if (one.package !== undefined) {
    return versionsIn(one, one.package) === undefined
      ? wrong(one, `packages["${one.package}"]`, "absent")
      : pass;
  }
  const { json } = one.answer ?? {};
  return isMembers(json) && REPOSITORY.some((name) => json[name] !== undefined)
    ? pass
    : wrong(one, `one of ${REPOSITORY.join(", ")}`, summary(one.answer));
};

/** Refused so that Composer asks its user: RFC 7617. */
export const challenged = (one: Fetched): Judgement => {
  const silent = notSeen(one, COMPOSER);
  if (silent) return silent;
  const challenge = one.answer?.headers?.["www-authenticate"] ?? "absent";
  return one.answer?.status === 401 && /^basic\b/i.test(challenge)
    ? pass
    : wrong(one, "401, WWW-Authenticate: Basic", `${summary(one.answer)}, ${challenge}`);
};

/** A real Composer, where there was one: what it cannot read, nobody can install. Why it could not is for a person. */
export const realComposer = ({ exit, at, said }: ComposerClient): Judgement => {
  if (exit === 0) return pass;
  const because = `Composer could not read ${at}: ${said ?? "it said nothing"}`;
  return unknown(because, "what it says; without a composer on the PATH it is not tried", {
    evidence: CLIENT,
    because,
  });
};
