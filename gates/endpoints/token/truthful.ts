import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { refusedWithoutCode } from "../authorize/walks.ts";
import type { Document } from "../reading.ts";
import { granted, noCode, noTokens } from "./grants.ts";

/** What the two endpoints did, for comparison with what discovery says they do. */
export interface Deeds {
  readonly document: Document;
  readonly method: string;
  readonly exchange: Evidence["token.exchange"];
  readonly refresh: Evidence["token.refresh"];
  readonly requests: Evidence["token.requests"];
  readonly clientAuth: Evidence["token.client_auth"];
  readonly pkce: Evidence["authorize.pkce"];
}
/** One statement of the metadata beside what was done. */
export interface Statement {
  readonly name: string;
  readonly judgement: Judgement;
}

const listed = (document: Document, member: string): readonly unknown[] | undefined => {
  const value = document[member];
  return Array.isArray(value) ? value : undefined;
};

/** Something worked: then it must be listed, where there is a list. */
const worked = (list: readonly unknown[] | undefined, member: string, value: string): Judgement =>
  list === undefined || list.includes(value)
    ? pass
    : fail(member, `${value} listed, because it works`, list.join(", "));

const grants = ({ document, exchange, refresh, requests }: Deeds): Statement[] => {
  const member = "grant_types_supported";
  const list = listed(document, member);
  const one = (name: string, works: boolean, refused: Judgement) => ({
    name: `grant ${name}`,
    judgement: works ? worked(list, member, name) : refused,
  });
  const notWorking = blockedBy(
    "endpoints/token-works-on-public-domain",
    "the correct exchange does not work",
  );
  const closed = ["password", "client_credentials"].map((name) => {
    const answer = requests.attempts?.find((attempt) => attempt.name === name)?.answer;
    return one(name, granted(answer), noTokens(name, answer, "a refusal"));
  });
  return [
    one("authorization_code", granted(exchange.answer), exchange.answer ? notWorking : noCode()),
    one("refresh_token", granted(refresh.answer), notWorking),
    ...closed,
  ];
};

const clientAuth = ({ document, method, exchange, clientAuth }: Deeds): Statement[] => {
  const member = "token_endpoint_auth_methods_supported";
  const list = listed(document, member);
  const none = clientAuth.attempts?.find(({ name }) => name === "no-secret")?.answer;
  return [
    {
      name: `client authentication ${method}`,
      judgement: granted(exchange.answer) ? worked(list, member, method) : noCode(),
    },
    {
      name: "client authentication none",
      judgement: granted(none)
        ? blockedBy("endpoints/token-client-auth-required", "a code is redeemed without a secret")
        : noTokens("no secret", none, "a refusal"),
    },
  ];
};

const signing = ({ document, exchange }: Deeds): Statement => {
  const name = "algorithm of the id_token";
  const member = "id_token_signing_alg_values_supported";
  const alg = exchange.id_token?.header?.alg;
  if (typeof alg !== "string") {
    const because = "there is no id_token to read its alg from";
    return { name, judgement: blockedBy("endpoints/token-works-on-public-domain", because) };
  }
  if (alg === "none")
    return { name, judgement: blockedBy("claims/id-token-valid", "the id_token is not signed") };
  return { name, judgement: worked(listed(document, member), member, alg) };
};

/** `plain` is the server's to take or not, for every client alike: both directions count. */
const plain = ({ document, pkce }: Deeds): Statement => {
  const member = "code_challenge_methods_supported";
  const list = listed(document, member);
  const tried = pkce.attempts?.find(({ name }) => name === "plain");
  const refused = tried
    ? refusedWithoutCode(tried)
    : unknown("plain was not tried", "a run in which it is", {
        evidence: "authorize.pkce",
        because: "no attempt",
      });
  const advertised = list?.includes("plain") ?? false;
  if (refused.is === "unknown" || list === undefined) {
    return { name: "PKCE plain", judgement: refused.is === "fail" ? pass : refused };
  }
  const works = refused.is === "fail";
  const says = (is: boolean, yes: string, no: string) => (is ? yes : no);
  return {
    name: "PKCE plain",
    judgement:
      works === advertised
        ? pass
        : fail(
            member,
            `plain ${says(works, "listed, because it works", "not listed, because it is refused")}`,
            list.join(", "),
          ),
  };
};

export const statements = (deeds: Deeds): readonly Statement[] => [
  ...grants(deeds),
  ...clientAuth(deeds),
  signing(deeds),
  plain(deeds),
];
