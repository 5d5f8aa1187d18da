import type { z } from "zod";
import { authorize } from "./authorize.ts";
import { backend } from "./backend.ts";
import { browser } from "./browser.ts";
import { claims } from "./claims.ts";
import { discovery } from "./discovery.ts";
import { jwks } from "./jwks.ts";
import { provider } from "./provider.ts";
import { tls } from "./tls.ts";
import { token } from "./token.ts";
import { userinfo } from "./userinfo.ts";

/** Every kind of evidence there is, by name `topic.piece`: the one list of what can be known. */
export const pieces = {
  ...authorize,
  ...backend,
  ...browser,
  ...claims,
  ...discovery,
  ...jwks,
  ...provider,
  ...tls,
  ...token,
  ...userinfo,
};

export type Name = keyof typeof pieces;
export type Evidence = { readonly [N in Name]: z.infer<(typeof pieces)[N]["shape"]> };
export const NAMES = Object.keys(pieces) as readonly Name[];
