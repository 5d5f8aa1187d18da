import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlFor, curlOf, shellWord } from "../../core/curl.ts";

/** What a shell makes of the words. */
const words = (command: string, env: Readonly<Record<string, string>> = {}): string[] =>
  execFileSync(
    "/bin/sh",
    ["-c", `for word in ${command.replace(/^curl /, "")}; do printf '%s\\0' "$word"; done`],
    {
      env,
    },
  )
    .toString()
    .split("\0")
    .slice(0, -1);

test("a request is repeated as it was, secrets as variables", () => {
  const command = curlOf({
    method: "POST",
    url: "https://auth.cargo.ac/auth/v1/oauth/token",
    sent: {
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization: "Basic spoke-cargoworks-ai:‹GATES_CARGOWORKS_AI_CLIENT_SECRET›",
      },
      body: "grant_type=authorization_code&code=‹code›&redirect_uri=https%3A%2F%2Fapi.cargoworks.ai",
    },
  });
  expect(command).toContain('"$GATES_CARGOWORKS_AI_CLIENT_SECRET"');
  expect(words(command ?? "", { GATES_CARGOWORKS_AI_CLIENT_SECRET: "s e c", CODE: "c0de" })).toEqual([
    "--silent",
    "--show-error",
    "--include",
    "--request",
    "POST",
    "--header",
    "content-type: application/x-www-form-urlencoded",
    "--user",
    "spoke-cargoworks-ai:s e c",
    "--data-raw",
    "grant_type=authorization_code&code=c0de&redirect_uri=https%3A%2F%2Fapi.cargoworks.ai",
    "--globoff",
    "--path-as-is",
    "https://auth.cargo.ac/auth/v1/oauth/token",
  ]);
});

test.each(["it's", "$(touch /tmp/x)", "`id`", "a\\b", '"', "‹‹›", "", "line\u001b[31m", "a;b|c&d"])(
  "nothing of a foreign text runs: %j",
  (text) => {
    const [word] = words(`curl ${shellWord(text)}`);
    expect(word).not.toContain("\u001b");
    if (!["‹", "\u001b"].some((odd) => text.includes(odd))) expect(word).toBe(text);
  },
);

test("an override and an authority of the target go with it", () => {
  const command = curlOf(
    { url: "https://auth.cargo.ac/x" },
    { resolve: { "auth.cargo.ac:443": "127.0.0.1:8443" }, caFile: "ca.pem" },
  );
  expect(words(command ?? "")).toEqual(
    expect.arrayContaining(["--connect-to", "auth.cargo.ac:443:127.0.0.1:8443", "--cacert", "ca.pem"]),
  );
});

test("a fail leads to its last exchange, wherever it stands in the evidence", () => {
  const evidence = {
    a: { attempts: [{ walk: { hops: [{ exchange: "x1", url: "https://a.example/1" }] } }] },
    b: { exchange: "x2", url: "https://b.example/2" },
  };
  expect(curlFor({ at: "somewhere", exchanges: ["x2", "x1"] }, evidence)).toContain("https://a.example/1");
  expect(curlFor({ at: "cargoworks.ai:443" }, evidence)).toContain("'https://cargoworks.ai/'");
  expect(curlFor({ at: "cargoworks.ai:443 TLSv1.1" }, evidence)).toMatch(
    /--tlsv1\.1 --tls-max 1\.1 --ciphers/,
  );
  expect(curlFor({ at: "https://a.example/x cache-control" }, evidence)).toContain("'https://a.example/x'");
  expect(curlFor({ at: "spokes.yaml: callback" }, evidence)).toBeUndefined();
});
