import { parse } from "node-html-parser";
import type { Place } from "../../core/evidence/home.ts";
import { cleanUrl } from "../journeys/clean.ts";
import { plainVisitor } from "./plain-visitor.ts";
import { type Attempt, type Lane, noSignUp, ofSent, type Trial } from "./trials.ts";

/** Links and forms that lead to the very address that was given, which a person may follow by hand. */
const linksIn = (text: string, query: string, url: string): string[] => {
  const wanted = URL.parse(new URLSearchParams(query).get("return") ?? "", url)?.href;
  const given = parse(text)
    .querySelectorAll("a, area, form")
    .flatMap((one) => one.getAttribute("href") ?? one.getAttribute("action") ?? []);
  return given.filter((one) => URL.parse(one, url)?.href === wanted);
};

/**
 * One form by somebody without a browser, to its very end: shown, sent, signed in. Undefined as soon as a page could move
 * by itself or leads away, and where an account could only be removed by what a browser keeps: then a browser looks.
 */
export const plainAttempt = async (
  trial: Trial,
  { doors, scene, person, registrar }: Lane,
  url: string,
): Promise<Partial<Attempt> | undefined> => {
  const visitor = plainVisitor(doors, scene);
  const at = await visitor.go(url);
  if (!at || at.place.ended === "left") return at?.place;
  if (!at.plain || at.plain.leadsAway) return undefined;
  const linked = linksIn(at.plain.text, trial.form.query, at.url).map(cleanUrl);
  const offered = linked.length > 0 ? { offered: linked } : {};
  if (at.place.ended !== "form") return { ...at.place, ...offered };
  const ended = async (place: Place | undefined) =>
    place && { ...ofSent(place, await visitor.isInside(), trial), ...offered };
  if (trial.screen === "login") return ended((await visitor.send(at, person))?.place);
  const skipped = noSignUp(registrar, trial);
  if (skipped !== undefined) return { ...at.place, ...offered, skipped };
  if (registrar?.removes === "by id") return undefined;
  const signedUp = await registrar?.signUpBy({
    send: async (account) => (await visitor.send(at, account))?.place,
    follow: async (link) => (await visitor.go(link))?.place,
    sub: async () => undefined,
  });
  return ended(signedUp?.confirmed ?? signedUp?.sent);
};
