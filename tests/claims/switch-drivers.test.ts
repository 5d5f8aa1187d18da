import { expect, test } from "vitest";
import type { OrgSwitch } from "../../core/spokes/schema.ts";
import type { Subject } from "../../core/subject.ts";
import { inFederation } from "./in-federation.ts";

const switchedBy =
  (org_switch: OrgSwitch) =>
  (subject: Subject): Subject => ({ ...subject, hub: { ...subject.hub, org_switch } });

const onPage: OrgSwitch = {
  driver: "page",
  url: "https://one.cargo.ac/dashboard",
  steps: [{ select: "Organisation", option: "{org}" }, { click: "Switch" }],
  labels: {},
  arrives_within_seconds: 0,
};

test("a page driver signs in, switches as a person would, and switches back", () =>
  inFederation(async ({ run }) => {
    const seen = await run("claims/switch", "claims.switch");
    expect(seen?.change).toMatchObject({
      answer: { method: "PAGE", status: 200 },
      restored: { method: "PAGE", status: 200 },
    });
    expect(seen?.arrived).toMatchObject({ hub: { by: "refresh" }, spoke: { by: "refresh" } });
    expect(seen?.surfaces?.spoke_session?.claims).toMatchObject({ active_org: seen?.to });
  }, switchedBy(onPage)));

test("a page without the step is told by the step, and nothing is judged on it", () =>
  inFederation(
    async ({ run, open }) => {
      const doors = open();
      const hasty = { ...doors, reach: { ...doors.reach, timeoutMs: 700 } };
      const seen = await run("claims/switch", "claims.switch", hasty);
      expect(seen?.unreached).toContain(
        'nothing there for the step "Change company" on https://one.cargo.ac/dashboard',
      );
      expect(seen?.arrived).toBeUndefined();
    },
    switchedBy({ ...onPage, steps: [{ click: "Change company" }] }),
  ));
