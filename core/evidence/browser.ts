export const browser = {};
