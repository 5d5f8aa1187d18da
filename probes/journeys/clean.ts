/** Parameters whose values say how a login is set up and open nothing. All others are shown by their length. */
const OPEN = new Set([
  "client_id",
  "redirect_uri",
  "redirect_to",
  "response_type",
  "response_mode",
  "scope",
  "scopes",
  "code_challenge_method",
  "provider",
  "prompt",
  "iss",
  "return",
  "grant_type",
  "error",
  "error_code",
  "error_description",
  "display",
  "max_age",
  "ui_locales",
  "flow_type",
  "token_type",
  "expires_in",
]);

/** Fit for evidence: an address in a value keeps its origin, anything else only its length. */
export const cleanValue = (name: string, value: string): string => {
  if (OPEN.has(name))
    return URL.canParse(value) && /^https?:/.test(value) ? cleanUrl(value) : value.slice(0, 300);
  if (/^https?:\/\//.test(value) && URL.canParse(value))
    return `${new URL(value).origin}/[${value.length} characters]`;
  return `[${value.length} characters]`;
};

const cleanParams = (text: string): string => {
  const shown = [...new URLSearchParams(text)].map(
    ([name, value]) => `${encodeURIComponent(name)}=${cleanValue(name, value)}`,
  );
  return shown.join("&");
};

/** Long segments of letters and digits (an interaction's id) open doors together with a cookie. */
const cleanPath = (path: string): string =>
  path.replace(/[^/]+/g, (part) =>
    /^(?=.*\d)(?=.*[A-Za-z])[\w-]{20,}$/.test(part) ? `[${part.length}]` : part,
  );

/** A URL with its secrets taken out; what cannot be parsed is only named by its scheme. */
export const cleanUrl = (url: string): string => {
  if (!URL.canParse(url)) return url === "" ? "" : "[no URL]";
  const { protocol, origin, pathname, search, hash } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:" && protocol !== "ws:" && protocol !== "wss:") {
    return protocol === "about:" ? url.slice(0, 40) : `${protocol}[${url.length} characters]`;
  }
  const query = search === "" ? "" : `?${cleanParams(search.slice(1))}`;
  const fragment = hash.includes("=") ? `#${cleanParams(hash.slice(1))}` : hash.slice(0, 40);
  return `${origin}${cleanPath(pathname)}${query}${fragment}`;
};

/** Names of the parameters in query and fragment, in order, each once. */
export const paramNames = (url: string): string[] => {
  if (!URL.canParse(url)) return [];
  const { searchParams, hash } = new URL(url);
  const inFragment = hash.includes("=") ? [...new URLSearchParams(hash.slice(1)).keys()] : [];
  return [...new Set([...searchParams.keys(), ...inFragment])];
};
