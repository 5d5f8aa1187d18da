/** A piece of a secret, and where in it the piece stands. */
export interface Block {
  readonly text: string;
  readonly offset: number;
}

const SIZE = 12;
/** Two blocks: whatever half of a secret this long is, a whole block lies in it. */
const SHORTEST = 4 * SIZE - 2;

/** Words that stand in a secret stand in honest text too: only what nobody would write by chance is a piece of it. */
const random = (text: string): boolean => {
  let [lower, upper, digits] = [0, 0, 0];
  // a token has a hundred blocks: one pass, no expressions
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x21 || code > 0x7e) return false;
    if (code >= 97 && code <= 122) lower++;
    else if (code >= 65 && code <= 90) upper++;
    else if (code >= 48 && code <= 57) digits++;
  }
  const mixed = (digits >= 2 && lower + upper >= 1) || (upper >= 2 && lower >= 2);
  return mixed && new Set(text).size >= SIZE / 2;
};

/**
 * Pieces of a secret by which a part of it is recognised: cut off at the end of a body, or split over two headers.
 * Any run of 23 characters of it holds a whole block; a short secret is cut into its halves.
 */
export const blocksOf = (secret: string): readonly Block[] => {
  const half = Math.floor(secret.length / 2);
  const places =
    secret.length < SHORTEST
      ? [
          [0, half],
          [half, secret.length],
        ]
      : Array.from({ length: Math.floor(secret.length / SIZE) }, (_, at) => [at * SIZE, (at + 1) * SIZE]);
  return places
    .map(([from = 0, to = 0]): Block => ({ text: secret.slice(from, to), offset: from }))
    .filter(({ text }) => text.length >= SIZE && random(text));
};

/** How far the text goes on with the secret, to the left and to the right of a block of it. */
export const spread = (
  text: string,
  at: number,
  { text: block, offset }: Block,
  secret: string,
): { readonly from: number; readonly to: number } => {
  let from = at;
  while (from > 0 && offset - (at - from) > 0 && text[from - 1] === secret[offset - (at - from) - 1]) from--;
  let to = at + block.length;
  while (to < text.length && text[to] === secret[offset + (to - at)]) to++;
  return { from, to };
};
