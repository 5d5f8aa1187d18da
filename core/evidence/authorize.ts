export const authorize = {};
