import type { z } from "zod";
import { allowlist } from "./allowlist.ts";
import { authorize } from "./authorize.ts";
import { backend } from "./backend.ts";
import { browser } from "./browser.ts";
import { browsers } from "./browsers.ts";
import { claims } from "./claims.ts";
import { changedClaims } from "./claims-changed.ts";
import { clock } from "./clock.ts";
import { discovery } from "./discovery.ts";
import { entry } from "./entry.ts";
import { exposure } from "./exposure.ts";
import { heartbeat } from "./heartbeat.ts";
import { home } from "./home.ts";
import { homeReturns } from "./home-returns.ts";
import { jwks } from "./jwks.ts";
import { latency } from "./latency.ts";
import { logout } from "./logout.ts";
import { provider } from "./provider.ts";
import { refusal } from "./refusal.ts";
import { script } from "./script.ts";
import { session } from "./session.ts";
import { source } from "./source.ts";
import { steadiness } from "./steadiness.ts";
import { tenant } from "./tenant.ts";
import { tls } from "./tls.ts";
import { token } from "./token.ts";
import { tripwire } from "./tripwire.ts";
import { userinfo } from "./userinfo.ts";

/** Every kind of evidence there is, by name `topic.piece`: the one list of what can be known. */
export const pieces = {
  ...allowlist,
  ...authorize,
  ...backend,
  ...browser,
  ...browsers,
  ...changedClaims,
  ...claims,
  ...clock,
  ...discovery,
  ...entry,
  ...exposure,
  ...heartbeat,
  ...home,
  ...homeReturns,
  ...jwks,
  ...latency,
  ...logout,
  ...provider,
  ...refusal,
  ...script,
  ...session,
  ...source,
  ...steadiness,
  ...tenant,
  ...tls,
  ...token,
  ...tripwire,
  ...userinfo,
};

export type Name = keyof typeof pieces;
export type Evidence = { readonly [N in Name]: z.infer<(typeof pieces)[N]["shape"]> };
export const NAMES = Object.keys(pieces) as readonly Name[];
