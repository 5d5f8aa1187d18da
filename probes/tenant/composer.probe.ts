import { randomBytes } from "node:crypto";
import type { Fetched } from "../../core/evidence/tenant.ts";
import { defineProbe } from "../../core/probe.ts";
import { memberAt } from "../../core/tenant/answers.ts";
import { type Caller, HOMES, type Home, otherHome } from "../../core/tenant/callers.ts";
import { type Ask, basic, type TenantKit, type TenantSubject, tenantKit } from "./kit.ts";
import { type Mark, marksOf } from "./marks.ts";

const ROOT = "/packages.json";

/** Where the repository says that a package's metadata is, on its own host; Composer's usual place when it does not. */
const metadataPath = (root: Fetched | undefined, name: string): string => {
  const url = memberAt(root?.answer?.json, "metadata-url");
  const template = typeof url === "string" && /^\/(?!\/)/.test(url) ? url : "/p2/%package%.json";
  return template.replaceAll("%package%", name);
};

const inTenant = async (
  kit: TenantKit,
  { spoke }: TenantSubject,
  home: Home,
  marks: readonly Mark[],
): Promise<Fetched[]> => {
  const { subdomain: at, packages } = spoke.tenants[home];
  const own: Caller = { is: "customer", home };
  const fetch = async (name: string, path: string, ask: Partial<Ask>, about?: string): Promise<Fetched> => {
    const question = { at, api: "composer" as const, caller: own, asking: { method: "GET", path }, ...ask };
    const { seen } = await kit.ask(question, marks);
    return {
      ...seen,
      name,
      operation: path === ROOT ? "packages.json" : "metadata",
      ...(about && { package: about }),
    };
  };
  const listed = await fetch("own token", ROOT, {});
  const [mine = ""] = packages;
  const paths = [
    { path: ROOT, about: undefined },
    { path: metadataPath(listed, mine), about: mine },
  ];
  const strangers: readonly (readonly [string, Partial<Ask>])[] = [
    ["no credentials", { caller: { is: "nobody" } }],
    [
      "wrong token",
      { named: "a token of nobody's", authorization: () => basic(randomBytes(24).toString("base64url")) },
    ],
    ["another tenant's token", { caller: { is: "customer", home: otherHome(home) } }],
  ];
  return [
    listed,
    await fetch("own token", metadataPath(listed, mine), {}, mine),
    ...(await Promise.all(
      strangers.flatMap(([name, ask]) => paths.map(({ path, about }) => fetch(name, path, ask, about))),
    )),
  ];
};

export default defineProbe({
  title: "What Composer gets, and whom it needs to be",
  kinds: ["tenant-api"],
  produces: ["tenant.composer"],
  access: ["tenant tokens"],
  gather: async ({ subject, doors, saw }) => {
    const kit = tenantKit(doors, subject);
    const marks = marksOf(subject.spoke);
    const seen = await Promise.all(HOMES.map((home) => inTenant(kit, subject, home, marks)));
    saw("tenant.composer", { attempts: seen.flat() });
  },
});
