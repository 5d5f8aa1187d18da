import { defineProbe } from "../../core/probe.ts";
import { describeAuthorize } from "../journeys/authorize-request.ts";
import { spokeStateOf } from "./spoke-state.ts";

const SAMPLES = 20;

/** Nobody signs in: each start ends at the first redirect. */
export default defineProbe({
  title: "starts twenty logins at the spoke's backend",
  kinds: ["client"],
  produces: ["provider.starts"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const url = spokeStateOf(subject, doors).startUrl(`${subject.spoke.app}/`);
    const answers = await Promise.all(Array.from({ length: SAMPLES }, () => doors.http.send(url)));
    saw("provider.starts", {
      starts: answers.map(({ headers, seen }) => {
        const request = describeAuthorize(headers.location ?? "");
        for (const name of ["state", "nonce"]) {
          const value = URL.parse(headers.location ?? "")?.searchParams.get(name);
          if (value) doors.taint(value, name);
        }
        return { answer: seen, ...(request && { request }) };
      }),
    });
  },
});
