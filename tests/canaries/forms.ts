/** One secret as it was planted or seen, with what it is. */
export interface Canary {
  readonly kind: string;
  readonly value: string;
}

const base64Forms = (value: string): string[] =>
  (["base64", "base64url"] as const).flatMap((encoding) =>
    // What stands before it shifts the alphabet: the bits that are certain for each of the three alignments.
    [0, 1, 2].map((shift) => {
      const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
      return padded.toString(encoding).slice(Math.ceil((shift * 8) / 6), Math.floor((padded.length * 8) / 6));
    }),
  );

/** Written out independently of the redaction it is held against. */
const written = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  encodeURIComponent(encodeURIComponent(value)),
  new URLSearchParams({ v: value }).toString().slice(2),
  JSON.stringify(value).slice(1, -1),
  value.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`),
  Buffer.from(value).toString("hex"),
  ...base64Forms(value),
];

/** Shorter ones stand in honest text by chance. */
export const SHORTEST_HALF = 12;
/** In halves, so that a value cut in the middle or split over two headers is found too. */
const halves = (value: string): string[] => {
  const middle = Math.floor(value.length / 2);
  return [value.slice(0, middle), value.slice(middle)].filter((half) => half.length >= SHORTEST_HALF);
};

/** Every spelling in which a canary must not be found; worked out once, looked for in hundreds of files. */
export const formsOf = (canary: Canary): ReadonlySet<string> => {
  const known = spelt.get(canary);
  if (known) return known;
  const forms = everyForm(canary);
  spelt.set(canary, forms);
  return forms;
};
const spelt = new WeakMap<Canary, ReadonlySet<string>>();

const everyForm = ({ value }: Canary): ReadonlySet<string> => {
  // The header of a token is the same for all tokens: only what follows it is the secret.
  const secret = /^eyJ[\w-]+\./.test(value) ? value.slice(value.indexOf(".") + 1) : value;
  return new Set([...written(secret), ...halves(secret)]);
};

export interface Leak {
  readonly kind: string;
  readonly where: string;
  /** a little of what stands around it, without the secret itself */
  readonly around: string;
}

/** Every canary that is in a text, once a kind. */
export const leaksIn = (where: string, text: string, canaries: readonly Canary[]): Leak[] => {
  const found = new Map<string, Leak>();
  for (const canary of canaries) {
    if (found.has(canary.kind)) continue;
    for (const form of formsOf(canary)) {
      const at = text.indexOf(form);
      if (at < 0) continue;
      const around = text.slice(Math.max(0, at - 60), at).replace(/\s+/g, " ");
      found.set(canary.kind, { kind: canary.kind, where, around });
      break;
    }
  }
  return [...found.values()];
};
