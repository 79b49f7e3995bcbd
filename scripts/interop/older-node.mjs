// Two things that oidc-provider needs and Debian 12's Node.js 18 lacks. Imported before it.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
URL.parse ??= (text, base) => {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
};
