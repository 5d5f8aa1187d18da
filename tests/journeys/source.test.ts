import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readScript } from "../../probes/browser/script-tree.ts";
import { readFolder } from "../../probes/source/folder.ts";
import { writesInScript, writesInSql } from "../../probes/source/provisioning.ts";
import { inFolder } from "../support/cli.ts";

const whats = (code: string, file = "a.ts") => writesInScript(code, file).writes.map(({ what }) => what);

test.each([
  ["await client.auth.admin.createUser({ email })", ["admin.createUser"]],
  ["client.auth?.admin.inviteUserByEmail(email)", ["admin.inviteUserByEmail"]],
  [`client.schema("auth").from("users").insert(row)`, [`schema("auth") ... insert`]],
  [`await client.schema("auth").from("users").update(row).eq("id", id)`, [`schema("auth") ... update`]],
  ["sql`insert into auth.users default values`", ["insert into auth.users"]],
  [`pool.query("UPDATE auth.identities SET x = 1")`, ["UPDATE auth.identities"]],
])("%s makes users", (code, found) => expect(whats(code)).toEqual(found));

test.each([
  "client.from('users').insert(row)",
  "client.schema('app').from('users').insert(row)",
  "members.createUser(row)",
  "// client.auth.admin.createUser()",
  "const help = 'see auth.users';",
  "client.schema('auth').from('users').select()",
])("%s does not", (code) => expect(whats(code)).toEqual([]));

test("SQL: a write is found, a trigger and a comment are none", () => {
  expect(
    writesInSql("create trigger t after insert on auth.users for each row execute function f();"),
  ).toEqual([]);
  expect(writesInSql("-- delete from auth.users\n/* update auth.users */ select 1 from auth.users;")).toEqual(
    [],
  );
  expect(writesInSql('select 1;\ndelete from "auth"."users";')).toMatchObject([{ start: 10 }]);
});

test("a folder is read by language; tests, links and what is built are left out", () =>
  inFolder(async (root) => {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    write("src/a.tsx", "export const A = () => <b onClick={() => client.auth.signUp({})} />;");
    write(
      "src/b.vue",
      `<template><p/></template>\n<script lang="ts">\nconst x: number = 1;\nclient.auth.signInWithOtp({ x });\n</script>`,
    );
    write("src/a.test.ts", "client.auth.signUp({})");
    write("node_modules/x/index.js", "client.auth.signUp({})");
    write("dist/x.js", "client.auth.signUp({})");
    const { units, files, tests, cut } = readFolder(root);
    expect({ files, tests, cut }).toEqual({ files: 2, tests: 1, cut: false });
    const calls = units.flatMap(({ file, as, code, linesBefore }) =>
      readScript(code, as).calls.map(({ name, line }) => `${file}:${line + linesBefore} ${name}`),
    );
    expect(calls.sort()).toEqual(["src/a.tsx:1 signUp", "src/b.vue:4 signInWithOtp"]);
  }));
