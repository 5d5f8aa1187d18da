const SCRIPT = /<script\b[^>]*>[\s\S]*?<\/script\s*>\s*/gi;
const TRACKS = /googletagmanager\.com|google-analytics\.com|\bgtag\s*\(|\bdataLayer\b/;

/** The page that `allure generate` wrote, without the analytics scripts it embeds. Throws when something of them is left. */
export const stripTracking = (html: string): string => {
  const stripped = html.replace(SCRIPT, (script) => {
    const opening = script.slice(0, script.indexOf(">") + 1);
    const body = script.slice(opening.length);
    // The application itself may be inlined, and may name these words in its own code: only a small script is a tag.
    return TRACKS.test(opening) || (body.length < 4_000 && TRACKS.test(body)) ? "" : script;
  });
  if (/googletagmanager\.com|google-analytics\.com/.test(stripped)) {
    throw new Error(
      "the Allure report still names an analytics host: its page has changed, look at strip-tracking.ts",
    );
  }
  return stripped;
};
