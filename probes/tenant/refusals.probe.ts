import { randomBytes } from "node:crypto";
import { type Doors, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { type Api, type Caller, HOMES } from "../../core/tenant/callers.ts";
import { DOCUMENTED } from "../../core/tenant/operations.ts";
import { inPool } from "../http/pool.ts";
import { type Asking, graphql } from "./forms.ts";
import { type Ask, basic, bearer, type TenantKit, type TenantSubject, tenantKit } from "./kit.ts";

interface Deviation extends Ask {
  readonly sort: string;
  readonly name: string;
}

/** What each API is asked for: the plainest question that it has. */
const PLAIN: Readonly<Record<Api, Asking>> = {
  rest: { method: "GET", path: "/api/v1/packages" },
  graphql: graphql(DOCUMENTED.packages),
  composer: { method: "GET", path: "/packages.json" },
};
const MANAGED = ["rest", "graphql"] as const;

const NOBODY: Caller = { is: "nobody" };
const ROOT: Caller = { is: "root" };

const question = (sort: string, name: string, at: string, api: Api, ask: Partial<Ask> = {}): Deviation => ({
  sort,
  name,
  at,
  api,
  caller: ROOT,
  asking: PLAIN[api],
  ...ask,
});

/** A name that no tenant has. */
const nobodys = (): string => `gates-${randomBytes(5).toString("hex")}`;

const withoutTenant = (): Deviation[] => {
  const customer: Caller = { is: "customer", home: "first" };
  const at = (sort: string, host: string, name: string): Deviation[] => [
    ...MANAGED.map((api) => question(sort, name, host, api)),
    question(sort, name, host, "composer", { caller: customer }),
  ];
  return [
    ...at("no subdomain", "", "valid token"),
    ...at("unknown tenant", nobodys(), "valid token"),
    ...[nobodys(), nobodys()].map((host) =>
      question("unknown tenant", "no token", host, "rest", { caller: NOBODY }),
    ),
  ];
};

const suspended = ({ spoke }: TenantSubject, doors: Doors): Deviation[] => {
  const tenant = spoke.tenants.suspended;
  if (!tenant) return [];
  const { subdomain: at, tokens } = tenant;
  const refs = Object.entries(tokens);
  return [
    ...MANAGED.map((api) => question("suspended", "root token", at, api)),
    question("suspended", "no token", at, "rest", { caller: NOBODY }),
    ...refs.flatMap(([level, ref]) => {
      const apis: readonly Api[] = level === "customer" ? ["composer"] : MANAGED;
      return apis.map((api) =>
        question("suspended", "its own token", at, api, {
          named: `${level} of ${at}`,
          authorization: () => (api === "composer" ? basic : bearer)(doors.secret(ref)),
        }),
      );
    }),
  ];
};

/** Near misses of a token that is good. The prefix of CMA tokens is seed 004's. */
const invalid = ({ spoke }: TenantSubject, kit: TenantKit): Deviation[] => {
  const owner: Caller = { is: "cma", level: "owner", home: "first" };
  const misses: Readonly<Record<string, (token: string) => string>> = {
    truncated: (token) => token.slice(0, -1),
    longer: (token) => `${token}0`,
    "wrong case": (token) =>
      token.replace(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      ),
    "wrong prefix": (token) => {
      if (token.startsWith("cma_")) return token.replace(/^cma_/, "cmb_");
      throw new NotGiven("the owner's token does not begin with cma_", "a CMA token as seed 004 writes them");
    },
  };
  const at = spoke.tenants.first.subdomain;
  const made = [
    ...Object.entries(misses).map(([name, miss]) => [name, () => bearer(miss(kit.tokenOf(owner)))] as const),
    ["garbage", () => bearer(`cma_${randomBytes(24).toString("base64url")}`)] as const,
    ["empty", () => "Bearer "] as const,
  ];
  return [
    ...made.flatMap(([name, authorization]) =>
      MANAGED.map((api) =>
        question("invalid token", name, at, api, { named: `a token that is ${name}`, authorization }),
      ),
    ),
    ...HOMES.flatMap((home) =>
      MANAGED.map((api) =>
        question("invalid token", "revoked", spoke.tenants[home].subdomain, api, {
          caller: { is: "revoked", home },
        }),
      ),
    ),
  ];
};

export default defineProbe({
  title: "What is refused, and in which words",
  kinds: ["tenant-api"],
  produces: ["tenant.refusals"],
  access: ["tenant tokens"],
  gather: async ({ subject, doors, saw }) => {
    const kit = tenantKit(doors, subject);
    const noToken = HOMES.flatMap((home) =>
      MANAGED.map((api) =>
        question("no token", "no token", subject.spoke.tenants[home].subdomain, api, { caller: NOBODY }),
      ),
    );
    const all = [...withoutTenant(), ...suspended(subject, doors), ...noToken, ...invalid(subject, kit)];
    const attempts = await inPool(all, 4, async ({ sort, name, ...ask }) => ({
      sort,
      name,
      ...(await kit.ask(ask)).seen,
    }));
    saw("tenant.refusals", { attempts });
  },
});
