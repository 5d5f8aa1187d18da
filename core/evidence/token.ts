export const token = {};
