export const tls = {};
