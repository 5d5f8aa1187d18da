import { defineCheck, eachCase, type Judgement } from "../../../core/check.ts";
import { CLIENT, COMPOSER, challenged, ownRepository, realComposer } from "../../tenant/composer.ts";
import { words } from "../../tenant/questions.ts";

export default defineCheck({
  level: "required",
  title: "Composer reads a tenant's packages with its customer token, and nobody without",
  failureTitle: "Composer cannot read a tenant's packages, or reads them without a token",
  why: "Composer is what customers have. It sends Basic credentials only after a 401 that asks for them.",
  remedy:
    "Registry operator: serve packages.json and the metadata it names to HTTP Basic `token:<customer token>`; answer everything else with 401 and WWW-Authenticate: Basic, metadata included.",
  sources: ["S4:COMPOSER-PROTOCOL", "RFC7617:2"],
  threat: ["OWASPAPI:API2"],
  kinds: ["tenant-api"],
  needs: [COMPOSER, CLIENT],
  judge: ({ tenant: { composer, composer_client: client } }) => {
    const attempts = composer.attempts ?? [];
    const rootOf = (at: string | undefined) =>
      attempts.find((one) => one.at === at && one.name === "own token" && one.package === undefined);
    const fetched = attempts
      // whose token it is, is for another row to say
      .filter(({ name }) => name !== "another tenant's token")
      .map((one) => ({
        name: `${one.name}: ${words(one)}`,
        judge: (): Judgement =>
          one.name === "own token" ? ownRepository(one, rootOf(one.at)) : challenged(one),
      }));
    const tried =
      fetched.length > 0 && client.untried === undefined
        ? [{ name: `a real Composer, ${client.version}`, judge: () => realComposer(client) }]
        : [];
    return eachCase(
      [...fetched, ...tried],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
