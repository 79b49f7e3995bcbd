// An app with simple-oauth2, which speaks as with-openid-client.mjs does. The library knows neither
// discovery nor PKCE nor introspection: the app brings what it needs.
import { createHash, randomBytes } from 'node:crypto';
import process from 'node:process';
import { createInterface } from 'node:readline';

import { AuthorizationCode, ClientCredentials } from 'simple-oauth2';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async () => (await lines.next()).value;
const say = (text) => process.stdout.write(`${text}\n`);

const app = JSON.parse(await nextLine());
const answer = await fetch(`${app.issuer}/.well-known/openid-configuration`);
const server = await answer.json();
const { origin, pathname: tokenPath } = new URL(server.token_endpoint);
const settings = {
  client: { id: app.client_id, secret: app.client_secret },
  auth: {
    tokenHost: origin,
    tokenPath,
    authorizePath: new URL(server.authorization_endpoint).pathname,
    revokePath: new URL(server.revocation_endpoint).pathname,
  },
};

const verifier = randomBytes(32).toString('base64url');
const library = new AuthorizationCode(settings);
say(
  library.authorizeURL({
    redirect_uri: app.redirect_uri,
    scope: 'openid email api.read',
    state: 's1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }),
);
const code = new URL(await nextLine()).searchParams.get('code');
const first = await library.getToken({
  code,
  redirect_uri: app.redirect_uri,
  code_verifier: verifier,
});
const userinfo = await fetch(server.userinfo_endpoint, {
  headers: { authorization: `Bearer ${first.token.access_token}` },
});
const user = await userinfo.json();
const isActive = async (token) => {
  const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
  const told = await fetch(server.introspection_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ token }),
  });
  return (await told.json()).active;
};
const renewed = await first.refresh();
const known = await isActive(first.token.access_token);
await renewed.revoke('refresh_token');
const machine = new ClientCredentials({
  client: settings.client,
  auth: { tokenHost: origin, tokenPath },
});
const own = await machine.getToken({ scope: 'api.read' });

say(
  JSON.stringify({
    subject: user.sub,
    email: user.email,
    renewed: renewed.token.access_token !== first.token.access_token,
    known,
    revoked: !(await isActive(renewed.token.access_token)),
    own_scope: own.token.scope,
  }),
);
process.exit(0);
