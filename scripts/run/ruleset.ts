/** Version of the checks and the contract. Raised, with a line in CHANGELOG.md, by every change that can alter a verdict. */
export const RULESET = "2026.11.0";
