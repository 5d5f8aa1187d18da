import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { lastHop, refusedWithoutCode } from "../authorize/walks.ts";
import type { Document } from "../reading.ts";
import { granted, noCode, noTokens } from "./grants.ts";

/** What the two endpoints did, for comparison with what discovery says they do. */
export interface Deeds {
  readonly document: Document;
  /** where it was read */
  readonly said: Answer;
  readonly method: string;
  readonly exchange: Evidence["token.exchange"];
  readonly refresh: Evidence["token.refresh"];
  readonly requests: Evidence["token.requests"];
  readonly clientAuth: Evidence["token.client_auth"];
  readonly styles: Evidence["token.auth_style"];
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

const at = ({ said }: Deeds, member: string): string => `${said.url ?? "discovery"} ${member}`;

/** Something worked: then it must be listed, where there is a list. */
const worked = (deeds: Deeds, member: string, value: string): Judgement => {
  const list = listed(deeds.document, member);
  return list === undefined || list.includes(value)
    ? pass
    : fail(at(deeds, member), `${value} listed, because it works`, list.join(", "), deeds.said.exchange);
};

const grants = (deeds: Deeds): Statement[] => {
  const { exchange, refresh, requests } = deeds;
  const one = (name: string, works: boolean, refused: Judgement) => ({
    name: `grant ${name}`,
    judgement: works ? worked(deeds, "grant_types_supported", name) : refused,
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

const METHODS = ["client_secret_basic", "client_secret_post"];
const clientAuth = (deeds: Deeds): Statement[] => {
  const { method, exchange, clientAuth, styles } = deeds;
  const member = "token_endpoint_auth_methods_supported";
  // A client is registered for one way; the other may be refused to it although the hub knows it.
  const other = METHODS.find((one) => one !== method) ?? "";
  const otherwise = styles.attempts?.find(({ name }) => name === other)?.answer;
  const none = clientAuth.attempts?.find(({ name }) => name === "no-secret")?.answer;
  return [
    {
      name: `client authentication ${method}`,
      judgement: granted(exchange.answer) ? worked(deeds, member, method) : noCode(),
    },
    {
      name: `client authentication ${other}`,
      judgement: granted(otherwise) ? worked(deeds, member, other) : noTokens(other, otherwise, "a refusal"),
    },
    {
      name: "client authentication none",
      judgement: granted(none)
        ? blockedBy("endpoints/token-client-auth-required", "a code is redeemed without a secret")
        : noTokens("no secret", none, "a refusal"),
    },
  ];
};

const signing = (deeds: Deeds): Statement => {
  const name = "algorithm of the id_token";
  const alg = deeds.exchange.id_token?.header?.alg;
  if (typeof alg !== "string") {
    const because = "there is no id_token to read its alg from";
    return { name, judgement: blockedBy("endpoints/token-works-on-public-domain", because) };
  }
  if (alg === "none")
    return { name, judgement: blockedBy("claims/id-token-valid", "the id_token is not signed") };
  return { name, judgement: worked(deeds, "id_token_signing_alg_values_supported", alg) };
};

/** `plain` is the server's to take or not, for every client alike: both directions count. */
const plain = (deeds: Deeds): Statement => {
  const member = "code_challenge_methods_supported";
  const list = listed(deeds.document, member);
  const tried = deeds.pkce.attempts?.find(({ name }) => name === "plain");
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
            at(deeds, member),
            `plain ${says(works, "listed, because it works", "not listed, because it is refused")}`,
            list.join(", "),
            lastHop(tried?.walk)?.exchange,
            deeds.said.exchange,
          ),
  };
};

export const statements = (deeds: Deeds): readonly Statement[] => [
  ...grants(deeds),
  ...clientAuth(deeds),
  signing(deeds),
  plain(deeds),
];
