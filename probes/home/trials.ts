import type { Doors } from "../../core/doors.ts";
import type { Place } from "../../core/evidence/home.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Person } from "../journeys/journey.ts";
import type { HomeScene } from "./at-home.ts";
import type { Registrar } from "./registrar.ts";
import type { ReturnForm } from "./return-forms.ts";

export type Attempt = NonNullable<Evidence["home.guard"]["attempts"]>[number];
export type Screen = "login" | "signup" | "reset";

/** One form at one screen, with or without somebody signed in. */
export interface Trial {
  readonly form: ReturnForm;
  readonly screen: Screen;
  readonly signedIn: boolean;
  /** the first of its family */
  readonly first: boolean;
}

export interface Lane {
  readonly scene: HomeScene;
  readonly doors: Doors;
  readonly person: Person;
  /** signs new people up; absent where the harness may not */
  readonly registrar: Registrar | undefined;
  /** forms that were followed so far, by screen; shared by all lanes */
  readonly followed: Map<Screen, number>;
  /** when to stop, in milliseconds of performance.now() */
  readonly end: number;
}

/**
 * Every form at the login for somebody who is signed in (there it is followed at once, or never) and for somebody who
 * is not, and at the sign-up; at the reset, and at the sign-up for somebody signed in, the first of each family.
 */
export const trialsOf = (forms: readonly ReturnForm[]): Trial[] => {
  const each = (screen: Screen, signedIn: boolean): Trial[] =>
    forms.map((form, at) => {
      const first = forms.findIndex(({ family }) => family === form.family) === at;
      return { form, screen, signedIn, first };
    });
  const firsts = (all: readonly Trial[]) => all.filter(({ first }) => first);
  const [logins, signUps] = [each("login", false), each("signup", false)];
  return [
    ...each("login", true),
    ...firsts(each("signup", true)),
    // what a target may tire of comes last
    ...firsts(logins),
    ...firsts(signUps),
    ...firsts(each("reset", false)),
    ...[...logins, ...signUps].filter(({ first }) => !first),
  ];
};

/** What a form says of itself that was shown and not sent, or not with success. */
const BY_ITS_FAMILY = "judged by the first of its family";

/** A form that was sent counts where somebody is signed in at its end: else nobody knows what would have been followed. */
export const ofSent = (place: Place, inside: boolean | undefined, { first }: Trial): Partial<Attempt> => {
  if (place.ended === "left" || place.ended === "dashboard" || inside === true) return place;
  const because = `nobody was signed in at its end (${place.said?.slice(0, 80) ?? place.ended})`;
  return { ...place, skipped: first ? because : `${BY_ITS_FAMILY}: ${because}` };
};

/** Why nobody is signed up for this form. An account for each is asked for only where each can be removed. */
export const noSignUp = (registrar: Registrar | undefined, { first }: Trial): string | undefined => {
  if (!registrar) return "the harness may not sign anybody up there";
  return first || registrar.removes !== "not" ? undefined : BY_ITS_FAMILY;
};
