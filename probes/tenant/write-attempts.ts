import type { Life, WriteSeen } from "../../core/evidence/tenant.ts";
import { outcomeOf } from "../../core/tenant/answers.ts";
import { type Caller, expected } from "../../core/tenant/callers.ts";
import { LEVELS, type Way } from "../../core/tenant/operations.ts";
import { inPool } from "../http/pool.ts";
import { basic, bearer, type TenantSubject } from "./kit.ts";
import { KIND_NAMES, KINDS, type Kind, memberOf, type Thing } from "./things.ts";
import type { Workshop } from "./workshop-kit.ts";

const AT_ONCE = 4;

/** Who tries to write in the first tenant: its levels and the root token, its customer, and the other tenant's owner. */
const WRITERS: readonly Caller[] = [
  { is: "root" },
  ...LEVELS.map((level): Caller => ({ is: "cma", level, home: "first" })),
  { is: "customer", home: "first" },
  { is: "cma", level: "owner", home: "second" },
];

/** Every writer by every way that leads there, but where neither guide nor settings say what must come of it. */
const attemptsBy = ({ spoke }: TenantSubject, ways: readonly Way[]) =>
  ways.flatMap((way) =>
    WRITERS.filter((caller) => expected(caller, "first", way.api, way, spoke.cma_scope) !== "open").map(
      (caller) => ({ way, caller }),
    ),
  );

const nameIn = (thing: Thing): string => (thing.kind === "customers" ? thing.email : thing.name);

/** Everybody makes one; then the tenant is looked at once. */
const makings = async (shop: Workshop, subject: TenantSubject, kind: Kind): Promise<WriteSeen[]> => {
  if (kind === "tokens") await shop.customer();
  const tried = await inPool(
    attemptsBy(subject, shop.waysTo(KINDS[kind].make)),
    AT_ONCE,
    async ({ way, caller }) => shop.makeAs(way, caller, kind),
  );
  const listing = await shop.list(kind);
  return tried.map(({ asked, thing }) => ({
    ...asked.seen,
    name: nameIn(thing),
    ...(asked.exchange && shop.standing(listing, thing)),
  }));
};

/** Everybody takes one away that the owner made. */
const removals = async (shop: Workshop, subject: TenantSubject, kind: Kind): Promise<WriteSeen[]> => {
  if (kind === "tokens") await shop.customer();
  const tried = await inPool(
    attemptsBy(subject, shop.waysTo(KINDS[kind].remove)),
    AT_ONCE,
    async ({ way, caller }) => {
      const thing = await shop.make(kind);
      return { way, caller, thing, asked: thing && (await shop.perform(way, caller, shop.words(thing))) };
    },
  );
  const listing = await shop.list(kind);
  return tried.map(({ way, caller, thing, asked }): WriteSeen => {
    if (!thing || !asked) {
      const unreached = `there was nothing to take away: ${KINDS[kind].make} must work first`;
      return { ...shop.about(way, caller), unreached };
    }
    const standing = asked.exchange ? shop.standing(listing, thing) : {};
    if (standing.after === "gone") shop.forget(thing);
    return { ...asked.seen, name: nameIn(thing), ...standing };
  });
};

/** Stands behind the text that a run writes: the next one takes it off, if this one should die. */
const ADDED = / \(gates-[0-9a-z-]+\)$/;

/** Puts the settings' text back, by the way by which it was changed. */
const putText = async (shop: Workshop, way: Way, name: string): Promise<boolean> => {
  const { exchange } = await shop.perform(way, shop.asOperator(), { name });
  return outcomeOf(way.api, exchange?.seen) === "answered";
};

/** Everybody writes a text into the settings, one after the other; what stood there is put back each time. */
const settings = async (shop: Workshop, subject: TenantSubject): Promise<WriteSeen[]> => {
  const reader = shop.waysTo("read_settings").find(({ gives }) => gives.text !== undefined);
  const readText = async () => {
    if (!reader) return undefined;
    const { exchange } = await shop.perform(reader, shop.asOperator(), {});
    return { text: memberOf(reader, exchange?.seen, "text"), answer: exchange?.seen };
  };
  const seen: WriteSeen[] = [];
  for (const { way, caller } of attemptsBy(subject, shop.waysTo("update_settings"))) {
    const found = (await readText())?.text;
    const before = found?.replace(ADDED, "");
    if (before !== undefined && before !== found) await putText(shop, way, before);
    if (before === undefined) {
      const because = "what stands in the settings cannot be read, so it could not be put back";
      const unreached = `${because}: declare read_settings with gives.text`;
      seen.push({ ...shop.about(way, caller), unreached });
      continue;
    }
    const name = `${before} (${shop.thing("collections").name})`;
    const done = shop.begin("settings", before, (last) => putText(last, way, before));
    const asked = await shop.perform(way, caller, { name });
    const now = await readText();
    const after = now?.text === name ? "there" : now?.text === undefined ? undefined : "gone";
    if (after === "gone" || (await putText(shop, way, before))) done();
    seen.push({
      ...asked.seen,
      name,
      ...(asked.exchange && after && { after }),
      ...(now?.answer && { listing: now.answer }),
    });
  }
  return seen;
};

/** Everything that can be written in the tenant, by everybody. What comes of it is taken away kind by kind. */
export const allWrites = async (shop: Workshop, subject: TenantSubject): Promise<WriteSeen[]> => {
  const seen: WriteSeen[] = [];
  for (const kind of KIND_NAMES) {
    seen.push(...(await makings(shop, subject, kind)), ...(await removals(shop, subject, kind)));
    await shop.clear();
  }
  seen.push(...(await settings(shop, subject)));
  return seen;
};

const INVALID: Readonly<Record<string, string>> = {
  "no email": JSON.stringify({ name: "Gates" }),
  "an email that is none": JSON.stringify({ name: "Gates", email: "not an address" }),
  "an empty object": "{}",
  "no JSON": "{",
};

/** Customers that must not come about. */
export const invalidCustomers = (shop: Workshop): Promise<WriteSeen[]> =>
  Promise.all(
    Object.entries(INVALID).map(async ([name, body]): Promise<WriteSeen> => {
      const asking = { method: "POST", path: "/api/v1/customers", body };
      const ask = {
        caller: shop.asOperator(),
        at: shop.at,
        api: "rest",
        operation: "create_customer",
      } as const;
      return { ...(await shop.kit.ask({ ...ask, asking })).seen, name };
    }),
  );

/** Tokens from their making to their end: used, revoked, used again at once. */
export const tokenLives = async (shop: Workshop): Promise<Life[]> => {
  const lives: Life[] = [];
  for (const [what, kind] of [
    ["CMA token", "team"],
    ["customer token", "tokens"],
  ] as const) {
    const maker = shop.waysTo(KINDS[kind].make)[0];
    const revokers = shop.waysTo(KINDS[kind].remove);
    if (!maker || revokers.length === 0) {
      lives.push({
        what,
        unreached: `declare ${KINDS[kind].make} and ${KINDS[kind].remove} under operations`,
      });
      continue;
    }
    for (const revoker of revokers) {
      const { asked, thing } = await shop.makeAs(maker, shop.asOperator(), kind);
      const made = asked.exchange?.seen;
      const token = memberOf(maker, { json: asked.exchange?.json }, "token");
      if (outcomeOf(maker.api, made) !== "answered" || token === undefined) {
        const because = `${KINDS[kind].make} gave no token`;
        lives.push({ what, api: revoker.api, unreached: because, ...(made && { made }) });
        continue;
      }
      const use = async (authorization?: () => string) => {
        const composer = kind === "tokens";
        const { seen } = await shop.kit.ask({
          caller: { is: "nobody" },
          named: `a new ${what}`,
          at: shop.at,
          api: composer ? "composer" : "rest",
          asking: { method: "GET", path: composer ? "/packages.json" : "/api/v1/packages" },
          ...(authorization && { authorization }),
        });
        return seen.answer;
      };
      const own = () => (kind === "tokens" ? basic : bearer)(token);
      const used = await use(own);
      const { exchange } = await shop.perform(revoker, shop.asOperator(), shop.words(thing));
      const after = await use(own);
      const open = await use();
      if (outcomeOf(revoker.api, exchange?.seen) === "answered") shop.forget(thing);
      lives.push({
        what,
        api: revoker.api,
        ...(made && { made }),
        ...(used && { used }),
        ...(exchange && { revoked: exchange.seen }),
        ...(after && { after }),
        ...(open && { open }),
      });
    }
  }
  await shop.clear();
  return lives;
};
