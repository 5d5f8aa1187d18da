import type { TestUser } from "../../core/contract.ts";
import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { OrgSwitch } from "../../core/spokes/schema.ts";
import type { Hub } from "../../core/subject.ts";
import { callHub, done, type Words } from "./hub-call.ts";
import { switchOnPage } from "./org-switch-page.ts";

/** What came of a switch: whether the hub says that it was done, and its answer. */
export interface Switched {
  readonly done: boolean;
  readonly seen: Answer;
}

export interface Switching {
  readonly doors: Doors;
  readonly hub: Hub;
  readonly user: TestUser;
  readonly words: Words;
  /** the person's access token at the hub */
  readonly access: string;
}

/** Makes `words.org` the person's active organisation, by the driver that the settings name. */
export const switchOrg = async (how: OrgSwitch, switching: Switching): Promise<Switched> => {
  if (how.driver === "page") return switchOnPage(how, switching);
  const answer = await callHub(switching.doors, how, switching.access, switching.words);
  return { done: done(answer), seen: answer.seen };
};
