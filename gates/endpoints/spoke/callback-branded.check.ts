import { all, blockedBy, defineCheck, fail, pass, same } from "../../../core/check.ts";
import { hostMatches } from "../../../core/doors.ts";
import { isText } from "../reading.ts";

export default defineCheck({
  level: "required",
  title: "The callback is the branded backend's own, exactly",
  failureTitle: "The callback is not the branded backend's own",
  why: "Cargo allowlists one string. A vendor host in it is refused, and so is every byte of difference.",
  remedy:
    "Spoke team: activate the custom domain as the live API URL, then copy the callback that the provider form shows, verbatim, into spokes.yaml and to Cargo.",
  sources: ["S0:step-4", "S2:STEP-0", "S2:STEP-3"],
  kinds: ["client"],
  needs: ["backend.start"],
  judge: ({ backend: { start } }, { hub, spoke }) => {
    const { adapter, url, auth_path } = spoke.backend;
    // the brief's pattern; a backend of another kind has a path of its own, on the same branded host
    const own = URL.parse(spoke.callback);
    const wanted = adapter === "generic" ? `${url}${own?.pathname}` : `${url}${auth_path}/callback`;
    const host = new URL(spoke.backend.url).hostname;
    const vendor = hub.vendor_hosts.find((pattern) => hostMatches(pattern, host));
    const sent = start.params?.redirect_uri;
    return all([
      vendor ? fail("spokes.yaml: backend.url", "a branded host", `${host}, a vendor's (${vendor})`) : pass,
      same("spokes.yaml: callback", wanted, spoke.callback),
      isText(sent)
        ? same("redirect_uri that the backend sends", spoke.callback, sent, start.answer?.exchange)
        : blockedBy("endpoints/branded-backend-is-live", "the backend sends no redirect_uri to look at"),
    ]);
  },
});
