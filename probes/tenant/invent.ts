import { randomBytes, randomInt } from "node:crypto";

const shuffled = (chars: readonly string[]): string[] => {
  const all = [...chars];
  for (let at = all.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [all[at], all[other]] = [all[other] ?? "", all[at] ?? ""];
  }
  return all;
};

/**
 * An id of the same form that nobody has: the letters and digits of its second half in another order, so that it is as
 * well-formed as the one it stands for. Undefined for ids so short that it may well be somebody's.
 */
export const inventedId = (id: string): string | undefined => {
  if (id.length < 8) return undefined;
  const chars = [...id];
  const half = Math.floor(chars.length / 2);
  const places = chars.flatMap((char, at) => (at >= half && /[a-z0-9]/i.test(char) ? [at] : []));
  for (let again = 0; again < 20; again++) {
    const mixed = shuffled(places.map((at) => chars[at] ?? ""));
    const made = chars.map((char, at) => {
      const place = places.indexOf(at);
      return place < 0 ? char : (mixed[place] ?? char);
    });
    if (made.join("") !== id) return made.join("");
  }
  return undefined;
};

export const inventedWord = (): string => `gates-${randomBytes(6).toString("hex")}`;
/** Another package of the same vendor. */
export const inventedPackage = (name: string): string => `${name.split("/")[0]}/${inventedWord()}`;
/** Another address at the same domain. */
export const inventedEmail = (email: string): string => `${inventedWord()}@${email.split("@")[1]}`;
