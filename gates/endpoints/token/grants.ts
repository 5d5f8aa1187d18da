import {
  blockedBy,
  type Control,
  defineControl,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import type { Answer, Attempt } from "../../../core/evidence/piece.ts";
import { isDocument, isText, summary } from "../reading.ts";

/** 200 with an access token: its value is redacted, its being there is not. */
export const granted = (answer: Answer | undefined): boolean =>
  answer?.status === 200 && isDocument(answer.json) && typeof answer.json.access_token === "string";

const TOKENS = ["access_token", "id_token", "refresh_token"];
/** Whether an answer hands out a token of any kind, whatever else is odd about it. */
export const handsOut = ({ status = 0, json }: Answer): boolean =>
  status >= 200 && status < 300 && isDocument(json) && TOKENS.some((name) => typeof json[name] === "string");

/**
 * A request that must bring no token. The shape of the refusal is another row's business; an overloaded or broken
 * server refuses nothing.
 */
export const noTokens = (name: string, answer: Answer | undefined, expected: string): Judgement => {
  const { status, json } = answer ?? {};
  const at = `${answer?.url?.split("?")[0] ?? "the token endpoint"} (${name})`;
  if (answer && handsOut(answer)) return fail(at, expected, `${status} with tokens`, answer.exchange);
  const busy = [408, 425, 429].includes(status ?? 0);
  if (status !== undefined && status >= 400 && status < 500 && !busy) return pass;
  // Some servers say no with 200.
  if (status === 200 && isDocument(json) && isText(json.error)) return pass;
  const because = `${name}: ${summary(answer)} is neither tokens nor a refusal`;
  return unknown(because, "a token endpoint that answers this request");
};
export const eachWithoutTokens = (attempts: readonly Attempt[], expected: string): Judgement =>
  eachCase(
    attempts,
    ({ name }) => name ?? "attempt",
    ({ name, answer }) => noTokens(name ?? "attempt", answer, expected),
  );

/** There was nothing to redeem: whether the callback was reached is judged elsewhere. */
export const noCode = (): Judgement =>
  blockedBy("endpoints/callback-allowlisted", "no code came back to redeem");

const accepted = (answer: Answer | undefined): Judgement => {
  if (granted(answer)) return pass;
  return answer
    ? blockedBy("endpoints/token-works-on-public-domain", `the correct exchange: ${summary(answer)}`)
    : noCode();
};

/** A code with the right secret is redeemed at the endpoint where the wrong ones were tried. */
export const rightSecretAccepted: Control = defineControl({
  name: "a fresh code with the right client authentication is redeemed",
  needs: ["token.client_auth"],
  judge: ({ token }) => accepted(token.client_auth.control),
});

/** One answer at least to the code that was redeemed several times at once. */
export const oneExchangeAccepted: Control = defineControl({
  name: "one of the simultaneous exchanges succeeds",
  needs: ["token.concurrent"],
  judge: ({ token }) => {
    const answers = (token.concurrent.attempts ?? []).map(({ answer }) => answer);
    return accepted(answers.find(granted) ?? answers[0]);
  },
});

/** The second client is one that the hub knows: its own secret is answered otherwise than a wrong one. */
export const otherClientKnown: Control = defineControl({
  name: "the second client authenticates",
  needs: ["token.other_client", "token.client_auth"],
  judge: ({ token: { other_client, client_auth } }) => {
    const { client, known, stranger } = other_client;
    const ours = accepted(client_auth.control);
    if (ours.is !== "pass") return ours;
    if (!known || !stranger) return noCode();
    if (known.status !== undefined && stranger.status !== undefined && said(known) !== said(stranger)) {
      return pass;
    }
    return unknown(
      `${client}: ${said(known)} with its own secret and ${said(stranger)} with a wrong one`,
      "the right secret of hub.test_client, or of the spoke's peer",
      { evidence: "token.other_client", because: "its secret makes no difference" },
    );
  },
});

/** Status and error of an answer, in whichever member the error stands. */
const said = ({ status, json }: Answer): string => {
  const { error, error_code, code } = isDocument(json) ? json : {};
  return [status, error ?? error_code ?? code].map(String).join(" ");
};

/** The first exchange of the code that was tried twice. */
export const firstExchangeAccepted: Control = defineControl({
  name: "the first exchange of the code succeeds",
  needs: ["token.replay"],
  judge: ({ token }) => accepted(token.replay.first),
});
