import { defineRefusal, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import reachesApp from "./redirect-reaches-app.control.ts";

const originOf = (url: string): string | undefined => {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.protocol}//${parsed.host}` : undefined;
};

export default defineRefusal({
  level: "required",
  title: "The backend sends nobody to an address outside its list of redirects",
  failureTitle: "The backend follows a redirect_to to a foreign address",
  why: "The session travels to wherever the login comes back to. A sign-in link with a foreign redirect_to then hands a person's session to whoever wrote the link.",
  remedy:
    "Spoke: in the backend's URL configuration list the app's exact addresses as redirect URLs; no wildcard for hosts, no prefix.",
  sources: ["RFC9700:4.11"],
  threat: ["RFC9700:4.11.1"],
  kinds: ["client"],
  needs: ["entry.redirects"],
  control: reachesApp,
  judge: ({ entry: { redirects } }, { spoke }) =>
    eachCase(
      redirects.cases?.attempts ?? [],
      ({ name }) => name ?? "?",
      ({ sent, answer, walk }) => {
        const landed = walk?.landed;
        if (landed !== undefined) {
          return originOf(landed) === spoke.app
            ? pass
            : fail(`redirect_to=${sent}`, spoke.app, landed, answer?.exchange);
        }
        const status = answer?.status;
        return status !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 401
          ? pass
          : unknown(
              `redirect_to=${sent} was answered ${status ?? answer?.error?.code ?? "nothing"}`,
              "a new run",
            );
      },
    ),
});
