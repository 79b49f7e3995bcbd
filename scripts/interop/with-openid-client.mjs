// An app with openid-client. It is told who it is by a line on stdin, says on a line where the user
// is to go, is told where the user came back to, and says at the end what it came to know.
import process from 'node:process';
import { createInterface } from 'node:readline';

import './older-node.mjs';
const client = await import('openid-client');

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async () => (await lines.next()).value;
const say = (text) => process.stdout.write(`${text}\n`);

const app = JSON.parse(await nextLine());
const plain = { execute: [client.allowInsecureRequests] }; // the server is on this machine
const server = new URL(app.issuer);
const byBasic = client.ClientSecretBasic(app.client_secret);
const config = await client.discovery(server, app.client_id, undefined, byBasic, plain);
// The same server is found where RFC 8414 puts its metadata.
await client.discovery(server, app.client_id, undefined, byBasic, { ...plain, algorithm: 'oauth2' });

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expected = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
say(
  client.buildAuthorizationUrl(config, {
    redirect_uri: app.redirect_uri,
    scope: 'openid email api.read',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expected.expectedState,
    nonce: expected.expectedNonce,
    max_age: '600',
  }).href,
);
const tokens = await client.authorizationCodeGrant(config, new URL(await nextLine()), {
  ...expected,
  maxAge: 600,
  idTokenExpected: true,
});
const { sub } = tokens.claims();
const user = await client.fetchUserInfo(config, tokens.access_token, sub);
const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
const known = await client.tokenIntrospection(config, tokens.access_token);
await client.tokenRevocation(config, renewed.refresh_token);
const revoked = await client.tokenIntrospection(config, renewed.access_token);
const byPost = client.ClientSecretPost(app.client_secret);
const machine = await client.discovery(server, app.client_id, undefined, byPost, plain);
const own = await client.clientCredentialsGrant(machine, { scope: 'api.read' });
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const key = await crypto.subtle.importKey('jwk', app.key, algorithm, false, ['sign']);
const bySignature = client.PrivateKeyJwt({ key, kid: app.key.kid });
const signer = await client.discovery(server, app.client_id, undefined, bySignature, plain);
const signed = await client.clientCredentialsGrant(signer, { scope: 'api.read' });

say(
  JSON.stringify({
    subject: sub,
    email: user.email,
    renewed: renewed.access_token !== tokens.access_token,
    known: known.active,
    revoked: !revoked.active,
    own_scope: own.scope,
    signed_scope: signed.scope,
  }),
);
process.exit(0);
