import type { Evidence } from "../../core/evidence/index.ts";
import { isShown } from "../journeys/page.ts";
import {
  arrive,
  type Credentials,
  forgetAll,
  type HomeTab,
  passwordField,
  randomSecret,
  screenUrl,
  send,
  signInAt,
} from "./at-home.ts";
import type { Registrar } from "./registrar.ts";

type Reset = Omit<Evidence["home.reset"], "calls">;

/** Asks for a new password, follows the mail's link, sets one, and tries both afterwards. */
export const resetPassword = async (
  tab: HomeTab,
  account: Credentials,
  { nextLink }: Registrar,
): Promise<{ readonly seen: Reset; readonly typed: readonly string[] }> => {
  const { page, scene } = tab;
  const changed = { email: account.email, password: randomSecret() };
  const typed = [account.email, account.password, changed.password];
  await arrive(tab, screenUrl(scene, "reset"));
  const sent = await send(tab, { email: account.email }, "send_reset_link");
  const link = await nextLink(account);
  if (link === undefined) return { seen: { sent }, typed };
  await arrive(tab, link);
  const mail = new URL(link).host;
  const offered = await isShown(passwordField(page, scene.home.labels.new_password));
  if (!offered) return { seen: { sent, mail, offered }, typed };
  const set = await send(tab, { password: changed.password }, "set_new_password", "new_password");
  await forgetAll(tab);
  const old = await signInAt(tab, account);
  await forgetAll(tab);
  return { seen: { sent, mail, offered, changed: set, old, new: await signInAt(tab, changed) }, typed };
};
