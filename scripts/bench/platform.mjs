// node's oidc-provider with everything in memory, for scripts/bench/platform. It prints its port,
// and ends when its stdin does. One user is signed in by GET /enter; after that, each authorization
// request with those cookies is answered with a code at once.
import { createServer } from 'node:http';
import process from 'node:process';

import './older-node.mjs';
import Provider from 'oidc-provider';

const [clientId, clientSecret, redirectUri] = process.argv.slice(2);
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.on('request', handlerAt(`http://127.0.0.1:${port}`));
  process.stdout.write(`${port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();

function handlerAt(issuer) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    scopes: ['openid', 'offline_access', 'IDENTITY'],
    cookies: { keys: ['bench'] },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: () => true,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  const answer = provider.callback();
  return (request, response) =>
    request.url.startsWith('/interaction/') ? agree(provider, request, response) : answer(request, response);
}

async function agree(provider, request, response) {
  const { params, prompt } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: 'user', clientId: params.client_id });
  grant.addOIDCScope('openid offline_access IDENTITY');
  const result = { login: { accountId: 'user' }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}
