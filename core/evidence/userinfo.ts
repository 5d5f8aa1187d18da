export const userinfo = {};
