import type { Outcome } from "../../core/verdict.ts";
import type { Tone } from "../words/story.ts";
import { html, type Markup } from "./markup.ts";

/** Shapes differ as well as colours: nobody has to tell red from green. */
export const sprite: Markup = html`<svg class="sprite" aria-hidden="true" focusable="false">
<symbol id="i-good" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.25"/><path d="M4.6 8.3l2.3 2.3 4.5-4.9"/></symbol>
<symbol id="i-bad" viewBox="0 0 16 16"><path class="body" d="M5.1.75h5.8l4.35 4.35v5.8l-4.35 4.35H5.1L.75 10.9V5.1z"/><path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"/></symbol>
<symbol id="i-open" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.25" stroke-dasharray="3.1 1.45"/><path d="M5.9 6.3c.1-1.3 1-2 2.1-2s2.1.8 2.1 1.9c0 1.5-2 1.6-2 3.1m0 2.1v.3"/></symbol>
<symbol id="i-wait" viewBox="0 0 16 16"><rect class="body" x=".75" y=".75" width="14.5" height="14.5" rx="4"/><path d="M6 5v6m4-6v6"/></symbol>
<symbol id="i-person" viewBox="0 0 16 16"><circle cx="8" cy="5.2" r="3"/><path d="M2.4 14.6c.5-3 2.8-4.6 5.6-4.6s5.1 1.6 5.6 4.6"/></symbol>
<symbol id="i-none" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.25"/><path d="M5 8h6"/></symbol>
</svg>`;

export const icon = (tone: Tone | "none"): Markup =>
  html`<svg class="icon ${tone}" aria-hidden="true" focusable="false"><use href="#i-${tone}"/></svg>`;

/** A person answers for it: nothing is waited for, nothing was demonstrated. */
export const personIcon: Markup = html`<svg class="icon wait" aria-hidden="true" focusable="false"><use href="#i-person"/></svg>`;

export const OUTCOME_TONE: Readonly<Record<Outcome, Tone | "none">> = {
  pass: "good",
  fail: "bad",
  unknown: "open",
  "not-applicable": "none",
};
