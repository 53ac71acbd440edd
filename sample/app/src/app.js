import { randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const PAGE = readFileSync(new URL('page.html', import.meta.url));
const BROWSER_RULES = {
  'Content-Security-Policy': "default-src 'self'; connect-src 'self' https://*.amazonaws.com; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/**
 * The application. PDFs never pass through it: browsers send them to the bucket and fetch them there with presigned URLs.
 *
 * It has no login: add yours before it keeps documents that matter.
 */
export function createApp({ bucket, database, originSecret }) {
  return createServer(async (request, response) => {
    const send = (status, body, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...BROWSER_RULES, ...headers });
      response.end(typeof body === 'object' && !Buffer.isBuffer(body) ? JSON.stringify(body) : body);
    };
    try {
      const { pathname } = new URL(request.url, 'http://localhost');
      const route = `${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`;

      // Before everything else, and without the database: a database that fails over must not make every task be replaced.
      if (route === 'GET /health') return send(200, { status: 'ok' });
      if (!cameThroughCloudFront(request, originSecret)) return send(403, { error: 'Only through CloudFront' });

      if (route === 'GET /') return send(200, PAGE, { 'Content-Type': 'text/html; charset=utf-8' });
      if (route === 'GET /documents') return send(200, await database.list());
      if (route === 'POST /documents') {
        const { name } = await readJson(request);
        if (typeof name !== 'string' || !/^[^/\\\p{Cc}]{1,200}\.pdf$/iu.test(name)) return send(400, { error: "'name' must be a file name that ends in .pdf" });
        const id = randomUUID();
        await database.add(id, name);
        return send(201, { id, uploadUrl: await bucket.uploadUrl(id) });
      }
      const id = /^GET \/documents\/([0-9a-f-]{36})$/.exec(route)?.[1];
      const document = id && (await database.find(id));
      if (document) return send(302, '', { Location: await bucket.downloadUrl(id, document.name) });
      return send(404, { error: 'Not found' });
    } catch (error) {
      const status = error.status ?? 500;
      console.error(JSON.stringify({ event: 'error', method: request.method, url: request.url, status, code: error.code, message: error.message }));
      return send(status, { error: status < 500 ? error.message : 'Something went wrong' });
    }
  });
}

/** One EC2 instance has no load balancer that would ask for the header. */
function cameThroughCloudFront(request, secret) {
  if (!secret) return true;
  const [given, expected] = [Buffer.from(request.headers['x-origin-verify'] ?? ''), Buffer.from(secret)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 10_000) throw Object.assign(new Error('The request is too long'), { status: 413 });
  }
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw Object.assign(new Error('The request is not JSON'), { status: 400 });
  }
}
