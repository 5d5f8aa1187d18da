import { randomBytes } from "node:crypto";
import { defineProbe } from "../../core/probe.ts";
import { describeAuthorize } from "../journeys/authorize-request.ts";
import { spokeStateOf } from "./spoke-state.ts";

/** Starts a login with parameters that nobody but the app should see. */
export default defineProbe({
  title: "starts a login with parameters of the app's own",
  kinds: ["client"],
  produces: ["entry.parameters"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const mark = randomBytes(8).toString("hex");
    const own = { gates_unknown: mark, utm_source: mark, user_email: mark };
    const start = new URL(
      spokeStateOf(subject, doors).startUrl(`${subject.spoke.app}/?gates_landing=${mark}`),
    );
    for (const [name, value] of Object.entries(own)) start.searchParams.set(name, value);
    const { headers, seen } = await doors.http.send(start.href);
    const location = headers.location ?? "";
    const sent = URL.parse(location);
    const state = sent?.searchParams.get("state");
    if (state) doors.taint(state, "state");
    const request = describeAuthorize(location);
    const decoded = (value: string) => [
      value,
      ...value.split(".").map((part) => Buffer.from(part, "base64url").toString()),
    ];
    saw("entry.parameters", {
      sent: ["redirect_to", ...Object.keys(own)],
      answer: seen,
      ...(request && { request }),
      ...(sent && {
        carried: [...sent.searchParams]
          .filter(([, value]) => decoded(value).some((text) => text.includes(mark)))
          .map(([name]) => name),
      }),
    });
  },
});
