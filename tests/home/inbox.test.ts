import { expect, test } from "vitest";
import { type Doors, type Exchange, NotGiven, type Request } from "../../core/doors.ts";
import { inboxOf } from "../../probes/drivers/inbox.ts";

const target = {
  name: "staging",
  readOnly: false,
  allowWrites: true,
  inbox: {
    driver: "http" as const,
    url: "https://mail.test/api?to={email}&box={name}",
    address: "gates+{random}@mail.test",
    bearer: "env:INBOX",
  },
};

const openInbox = (status: number, text: string, json: unknown = undefined) => {
  const asked: { url: string; request: Request | undefined }[] = [];
  const tainted: string[] = [];
  const doors = {
    http: {
      send: async (url: string, request?: Request): Promise<Exchange> => {
        asked.push({ url, request });
        return { status, headers: {}, setCookies: [], text, json, seen: {} };
      },
    },
    secret: () => "inbox-token",
    taint: (value: string) => void tainted.push(value),
    reach: { declared: ["auth.test", "home.test"] },
  } as unknown as Doors;
  return { inbox: inboxOf(doors, { target }), asked, tainted };
};

test("links to declared hosts are read out of any JSON, each once, and are secrets", async () => {
  const link = "https://auth.test/verify?token=abc12345&type=signup";
  const json = {
    items: [{ body: { html: `<a href="${link.replace("&", "&amp;")}">` } }, { text: `Go: ${link}.` }],
  };
  const { inbox, asked, tainted } = openInbox(200, "", { ...json, other: "https://elsewhere.test/x" });
  expect(await inbox.links("gates+1@mail.test")).toEqual([link]);
  expect(asked[0]?.url).toBe("https://mail.test/api?to=gates%2B1%40mail.test&box=gates%2B1");
  expect(asked[0]?.request?.headers?.authorization).toBe("Bearer inbox-token");
  expect(tainted).toContain(link);
  expect(tainted).toContain("abc12345");
});

test("an answer in plain text is read too; 404 means that no mail has come", async () => {
  const { inbox } = openInbox(200, "Confirm: https://home.test/confirm/1");
  expect(await inbox.links("a@mail.test")).toEqual(["https://home.test/confirm/1"]);
  expect(await openInbox(404, "").inbox.links("a@mail.test")).toEqual([]);
});

test("the next link is one that was not known; none in time is none", async () => {
  const { inbox } = openInbox(200, "https://home.test/1 https://home.test/2");
  expect(await inbox.nextLink("a@mail.test", ["https://home.test/1"], 50)).toBe("https://home.test/2");
  expect(
    await inbox.nextLink("a@mail.test", ["https://home.test/1", "https://home.test/2"], 50),
  ).toBeUndefined();
});

test("an inbox that refuses, or none at all, says what to give", async () => {
  await expect(openInbox(401, "").inbox.links("a@mail.test")).rejects.toThrow(NotGiven);
  const { inbox: _none, ...without } = target;
  expect(() => inboxOf({} as Doors, { target: without })).toThrow(/targets\.staging\.inbox/);
});

test("addresses are new each time and under the declared name", () => {
  const { inbox } = openInbox(200, "");
  const [a, b] = [inbox.newAddress(), inbox.newAddress()];
  expect(a).toMatch(/^gates\+[0-9a-f]{16}@mail\.test$/);
  expect(a).not.toBe(b);
});
