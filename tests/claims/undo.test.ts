import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dig } from "../../core/contract.ts";
import type { Doors, Effect } from "../../core/doors.ts";
import type { Name } from "../../core/evidence/index.ts";
import { orObstacle } from "../../probes/claims/obstacle.ts";
import { personOf, switchingUser } from "../../probes/claims/person.ts";
import { putRight } from "../../probes/claims/put-right.ts";
import { type Journal, openJournal } from "../../probes/evidence/effects.ts";
import { type Inside, inFederation } from "./in-federation.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gates-effects-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** No process has it. */
const DEAD = 2 ** 22 + 1;
const journalOf = (run: string, pid?: number): Journal =>
  openJournal({
    folder,
    run,
    placeOf: () => "here",
    scrub: (text) => text,
    ...(pid !== undefined && { pid }),
  });
const written = (): Effect[] =>
  readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")).open);

/** Doors of a run that is killed right after the answer to this request: nothing gets out any more. */
const dying = (doors: Doors, last: (url: string, method: string) => boolean): Doors => {
  let dead = false;
  return {
    ...doors,
    http: {
      ...doors.http,
      send: async (url, request) => {
        if (dead) throw new Error("the run was killed");
        const exchange = await doors.http.send(url, request);
        dead = last(url, request?.method ?? "GET");
        return exchange;
      },
    },
  };
};

/** How the person who is changed stands, seen by nobody but this test. Without a grant nobody gets in. */
const standing = async (inside: Inside) => orObstacle(() => look(inside));
const look = async ({ subject, open }: Inside) => {
  const doors = open();
  const person = personOf(doors, subject, switchingUser(doors, subject));
  const hub = await person.readHub(await person.atHub());
  const spoke = await person.readSpoke(await person.atSpoke());
  const said = (claim: string) => dig(hub.surfaces.hub_userinfo.claims, [claim]);
  const { exp: _, iat: __, ...metadata } = Object(dig(spoke.about.session_user, ["user_metadata"]));
  return {
    active_org: said("active_org"),
    orgs: said("orgs"),
    app_access: said("app_access"),
    metadata,
  };
};

const KILLS: readonly [
  what: string,
  probe: string,
  piece: Name,
  last: (url: string, method: string) => boolean,
][] = [
  ["organisation", "claims/switch", "claims.switch", (url) => url.endsWith("/account/active-org")],
  ["membership", "claims/membership", "claims.removal", (url) => url.endsWith("/remove-member")],
  ["grant", "claims/membership", "claims.grant", (url) => url.endsWith("/revoke-grant")],
  ["metadata", "claims/user-edit", "claims.user_edit", (_url, method) => method === "PUT"],
];

test.each(KILLS)(
  "a run that is killed when it changed the %s: written down before, put right by the next",
  async (what, probe, piece, last) =>
    inFederation(async (inside) => {
      const { subject, open, run } = inside;
      const before = await standing(inside);
      const journal = journalOf(`killed-${what}`, DEAD);
      const seen: string[] = [];
      const doors = dying(open(journal), (url, method) => {
        const now = last(url, method);
        if (now) seen.push(...written().map((one) => one.what));
        return now;
      });
      expect(await run(probe, piece, doors)).toBeUndefined();
      expect(seen).toContain(what);
      expect(await standing(inside)).not.toEqual(before);

      // what is changed at the hub is put right by a run of whatever spoke comes next there
      const at = what === "metadata" ? subject.id : "hub";
      const next = at === "hub" ? { ...subject, id: "another-spoke" } : subject;
      const found = await putRight([next], open(journalOf("next")));
      expect(found).toContainEqual({
        run: `killed-${what}`,
        spoke: at,
        what,
        name: expect.any(String),
        done: true,
      });
      expect(found.map(({ what: one }) => one)).toContain("sessions");
      expect(found.filter(({ done }) => !done)).toEqual([]);
      expect(await standing(inside)).toEqual(before);
      // what is left are the sessions of whoever put things right, and of nobody else
      expect(new Set(written().map((one) => one.what))).toEqual(new Set(["sessions"]));
    }),
);

test("a session is written down before it is asked for: a run that dies then never learns that it was given", () =>
  inFederation(async ({ subject, open }) => {
    let seen: Effect[] = [];
    const doors = dying(open(journalOf("killed-login", DEAD)), (url) => {
      const now = url.includes("grant_type=pkce");
      if (now) seen = written();
      return now;
    });
    await personOf(doors, subject, switchingUser(doors, subject)).atSpoke();
    const at = (spoke: string) => expect.objectContaining({ spoke, what: "sessions" });
    expect(seen).toEqual(expect.arrayContaining([at("hub"), at(subject.id)]));
  }));

test("a run that leaves in the middle puts back what it changed, and ends every session that it began", () =>
  inFederation(async (inside) => {
    const { open, run } = inside;
    const before = await standing(inside);
    const doors = open(journalOf("stopped"));
    const at = Promise.withResolvers<void>();
    const watched: Doors = {
      ...doors,
      http: {
        ...doors.http,
        send: async (url, request) => {
          const exchange = await doors.http.send(url, request);
          if (url.endsWith("/account/active-org")) at.resolve();
          return exchange;
        },
      },
    };
    const running = run("claims/switch", "claims.switch", watched);
    await at.promise;
    await doors.leave();
    await running;
    expect(written()).toEqual([]);
    expect((await doors.http.send("https://auth.cargo.ac/")).seen.error?.code).toBe("RUN_ENDED");
    expect(await standing(inside)).toEqual(before);
  }));

test("sessions end with the run: none of its tokens works any more", () =>
  inFederation(async ({ subject, open }) => {
    const doors = open(journalOf("whole"));
    const person = personOf(doors, subject, switchingUser(doors, subject));
    const [held, native] = [await person.atHub(), await person.atSpoke()];
    const asked = async () => {
      const stranger = open();
      const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
      const user = `${subject.spoke.backend.url}${subject.spoke.backend.auth_path}/user`;
      return [
        (await stranger.http.send(subject.hub.endpoints.userinfo, bearer(held.access))).status,
        (await stranger.http.send(user, bearer(native.access))).status,
      ];
    };
    expect(await asked()).toEqual([200, 200]);
    await doors.leave();
    expect(await asked()).toEqual([401, 403]);
    expect(written()).toEqual([]);
  }));

test("entries of a run that lives, of another target and of this run itself are nobody's leftovers", () => {
  const effect: Effect = { spoke: "app", what: "grant", name: "acme", was: "app" };
  journalOf("alive").begin(effect);
  openJournal({ folder, run: "elsewhere", placeOf: () => "there", scrub: (text) => text, pid: DEAD }).begin(
    effect,
  );
  journalOf("dead", DEAD).begin(effect);
  expect(
    journalOf("next")
      .left("app")
      .map(({ run }) => run),
  ).toEqual(["dead"]);
  expect(journalOf("dead", DEAD).left("app")).toEqual([]);
  expect(journalOf("next").left("another")).toEqual([]);
});

test("what is written down holds no secret", () => {
  const journal = openJournal({
    folder,
    run: "r",
    placeOf: () => "here",
    scrub: (text) => text.replaceAll("hunter22", "‹password›"),
  });
  journal.begin({ spoke: "app", what: "metadata", name: "ann", was: { note: "hunter22" } });
  expect(JSON.stringify(written())).toContain("‹password›");
});
