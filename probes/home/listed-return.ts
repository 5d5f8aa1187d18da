import { returnUrlOf } from "../../core/spokes/home-schema.ts";
import type { AccountHomeSubject } from "../../core/subject.ts";

/**
 * An address of the published allowlist that users may be sent back to: an app's that hands over, where there is one,
 * else any that is neither the account home's nor the hub's. Undefined when the list has none.
 */
export const listedReturn = ({ hub, handoffs }: AccountHomeSubject): string | undefined => {
  const own = [hub.account_home, `https://${hub.publicHost}`];
  const listed = hub.redirect_allowlist.filter(({ retired }) => !retired).map(({ url }) => url);
  const others = listed.filter((url) => !own.includes(new URL(url).origin));
  return handoffs.map(returnUrlOf).find((url) => listed.includes(url)) ?? others[0];
};
