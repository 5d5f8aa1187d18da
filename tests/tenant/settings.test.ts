import { expect, test } from "vitest";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { secretRefs } from "../../core/spokes/subjects.ts";
import { shippedText } from "../settings/shipped.ts";
import { bench } from "../support/try-world.ts";

const told = (from: string, to: string): string => {
  const text = shippedText();
  if (!text.includes(from)) throw new Error(`spokes.yaml has no ${from}`);
  const loaded = loadSpokesFile(text.replace(from, to), "spokes.yaml", {});
  return loaded.ok ? "" : tellErrors(loaded.errors);
};

test.each([
  ["subdomain: beta-corp", "subdomain: acme", '"acme" twice'],
  ["subdomain: dormant-freight", "subdomain: acme", '"acme" twice'],
  ["[beta-corp/customs-ledger,", "[acme/label-printer,", '"acme/label-printer" twice'],
  ["customers: [ci@shipper.example,", "customers: [dev@client.example,", '"dev@client.example" twice'],
  ["subdomain: beta-corp", "subdomain: beta.corp", "one label of a host name, such as acme or beta-corp"],
  ["cma_scope: tenant", "cma_scope: tenants", "nearest:  tenant"],
  ["      revoke_cma_token:", "      revoke_cma_tokens:", "nearest:  revoke_cma_token"],
  ["viewer: env:GATES_PACKAGES_ACME_VIEWER", "viewer: cma_abc", "never the secret itself"],
])("%s written as %s is told", (from, to, expected) => {
  expect(told(from, to)).toContain(expected);
});

test("every token of the registry is a secret that is known before it is used, and CMA tokens look like themselves", async () => {
  const { settings, all } = await bench();
  const refs = secretRefs(settings.file, settings.contract, all).filter(({ name }) =>
    name.startsWith("GATES_PACKAGES_"),
  );
  expect(refs).toHaveLength(12);
  expect(refs.filter(({ prefix }) => prefix === "cma_")).toHaveLength(8);
});
