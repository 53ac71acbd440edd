import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { createApp } from '../src/app.js';
import { Database } from '../src/database.js';
import { PdfBucket } from '../src/pdf-bucket.js';

const AWS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'ap-northeast-1' };
Object.assign(process.env, AWS); // presigned URLs are made without asking AWS
const PLATFORM = { ...AWS, PDF_BUCKET: 'pdfs', DB_HOST: 'db', DB_PORT: '3306', DB_NAME: 'app', DB_USER: 'admin', DB_PASSWORD: 'old', DB_SECRET_ARN: 'arn' };

/** A MySQL of one table, whose password is now 'new'. */
function rotatedMysql() {
  const rows = [];
  const log = [];
  const connect = (_environment, { password }) => ({
    query: async () => {
      log.push(password);
      if (password !== 'new') throw Object.assign(new Error('Access denied'), { code: 'ER_ACCESS_DENIED_ERROR' });
    },
    execute: async (sql, [id, name]) => {
      if (sql.startsWith('INSERT')) rows.push({ id, name });
      return [sql.includes('WHERE') ? rows.filter((row) => row.id === id) : rows];
    },
    end: async () => {},
  });
  return { log, connect, readSecret: async () => ({ user: 'admin', password: 'new' }) };
}

const mysql = rotatedMysql();
let server;
let url;

before(async () => {
  server = createApp({ bucket: new PdfBucket(PLATFORM), database: new Database(PLATFORM, mysql), originSecret: 'cloudfront' });
  await new Promise((resolve) => server.listen(0, resolve));
  url = `http://localhost:${server.address().port}`;
});
after(() => server.close());

const through = (options) => ({ redirect: 'manual', headers: { 'X-Origin-Verify': 'cloudfront' }, ...options });

test('a document is named in the database, sent to the bucket and fetched there', async () => {
  const posted = await fetch(`${url}/documents`, through({ method: 'POST', body: JSON.stringify({ name: '請求書.pdf' }) }));
  assert.equal(posted.status, 201);
  const { id, uploadUrl } = await posted.json();
  assert.match(uploadUrl, new RegExp(`^https://pdfs\\.s3\\.ap-northeast-1\\.amazonaws\\.com/documents/${id}\\.pdf\\?`));
  assert.match(uploadUrl, /X-Amz-SignedHeaders=content-type%3Bhost/);

  const listed = await (await fetch(`${url}/documents`, through())).json();
  assert.deepEqual(listed, [{ id, name: '請求書.pdf' }]);

  const fetched = await fetch(`${url}/documents/${id}`, through());
  assert.equal(fetched.status, 302);
  assert.match(fetched.headers.get('location'), new RegExp(`/documents/${id}\\.pdf\\?.*X-Amz-Signature=`));
});

test('a password that was rotated is read again, once', () => {
  assert.deepEqual(mysql.log, ['old', 'new']);
});

test('a login that stays refused is an error', async () => {
  const database = new Database(PLATFORM, { ...rotatedMysql(), readSecret: async () => ({ password: 'wrong' }) });
  await assert.rejects(database.list(), { code: 'ER_ACCESS_DENIED_ERROR' });
});

test('what is not a PDF by name is refused', async () => {
  for (const body of ['{"name":"a.exe"}', '{"name":"../a.pdf"}', '{}', 'null', 'no json']) {
    assert.equal((await fetch(`${url}/documents`, through({ method: 'POST', body }))).status, 400, body);
  }
});

test('requests that did not come through CloudFront get the health check only', async () => {
  assert.equal((await fetch(`${url}/documents`)).status, 403);
  assert.equal((await fetch(`${url}/health`)).status, 200);
  assert.equal((await fetch(`${url}/nothing`, through())).status, 404);
});

test('the process answers /health without AWS, keeps idle connections longer than the load balancer, and ends on SIGTERM', async () => {
  const program = spawn(process.execPath, ['src/main.js'], { cwd: new URL('..', import.meta.url), env: { PATH: process.env.PATH, PORT: '0' } });
  const { port } = JSON.parse(await new Promise((resolve) => program.stdout.once('data', resolve)));
  const health = await fetch(`http://localhost:${port}/health`);
  assert.equal(health.status, 200);
  assert.equal(health.headers.get('keep-alive'), 'timeout=65'); // the contract: longer than ingress.idleTimeout, 60 seconds
  assert.match(await (await fetch(`http://localhost:${port}/`)).text(), /<h1>Documents/);
  program.kill('SIGTERM');
  assert.equal(await new Promise((resolve) => program.once('exit', resolve)), 0);
});
