import { blockedBy, defineCheck, fail, pass, unknown } from "../../../core/check.ts";

export default defineCheck({
  level: "advisory",
  title: "What the app asks its backend is not passed on to the hub",
  failureTitle: "Parameters of the app's own request reach the hub",
  why: "What an app puts into its sign-in link (where to land, a campaign, an address) is nobody else's business, and a backend that copies unknown parameters lets a link change the request that the hub sees.",
  remedy:
    "Spoke: build the authorization request from the provider's settings alone; keep redirect_to in the backend's own state.",
  sources: ["practice", "S2:STEP-2"],
  threat: ["RFC9700:4.2"],
  kinds: ["client"],
  needs: ["entry.parameters"],
  judge: ({ entry: { parameters } }) => {
    const { answer, carried, request } = parameters;
    if (request === undefined || carried === undefined) {
      const said = answer?.status ?? answer?.error?.code ?? "nothing";
      return blockedBy("provider/authorize-request-exact", `the start of a login answered ${said}`);
    }
    if ((parameters.sent ?? []).length === 0) return unknown("nothing of ours was sent along", "a new run");
    return carried.length === 0
      ? pass
      : fail(`request to ${request.url}`, "nothing of the app's own parameters", carried, answer?.exchange);
  },
});
