// An authorization server with dynamic registration on a free loopback port. It prints its issuer
// on one line, and ends when its stdin does. An initial access token, if it shall ask for one, comes
// in by the environment.
import { createServer } from 'node:http';
import process from 'node:process';

import './older-node.mjs';
import Provider, { errors } from 'oidc-provider';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', providerAt(issuer).callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();

function providerAt(issuer) {
  return new Provider(issuer, {
    // Names that are not of OpenID Connect, as platforms have them.
    scopes: ['openid', 'offline_access', 'READ_GRAPH', 'IDENTITY'],
    // Without this only those get one who ask for offline_access with prompt=consent.
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    extraClientMetadata: { properties: ['software_id'], validator: checkSoftwareId },
    features: {
      // Sign-in and consent in two plain pages; whoever signs in is called as they typed.
      devInteractions: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      registration: {
        enabled: true,
        initialAccessToken: process.env.INTEROP_INITIAL_ACCESS_TOKEN,
      },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
    },
  });
}

function checkSoftwareId(_context, _key, value) {
  if (value === 'refused') {
    throw new errors.InvalidClientMetadata('software_id is not welcome here');
  }
}
