import { type ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { request } from 'http';
import { createServer } from 'net';
import type { AddressInfo } from 'net';
import { containerOf, makeCompute } from './make-compute';

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function ask(port: number, method: string, path: string): Promise<{ status?: number; type?: string; cache?: string; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, agent: false }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () => {
        const { 'content-type': type, 'cache-control': cache } = response.headers;
        resolve({ status: response.statusCode, type, cache, body });
      });
    }).on('error', reject).end();
  });
}

async function answering(port: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await ask(port, 'GET', '/');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}

describe('R8.2 the placeholder works before any image exists', () => {
  let port: number;
  let program: ChildProcess;

  beforeAll(async () => {
    port = await freePort();
    const { Command } = containerOf(makeCompute({ containerPort: port }).template);
    const [, [python, ...args]] = Command['Fn::If'];
    expect(python).toBe('python');
    program = spawn('python3', args, { stdio: 'ignore' });
    await answering(port);
  }, 30_000);

  afterAll(async () => {
    program.kill('SIGKILL');
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
  });

  test.each(['/health', '/', '/any/path?with=query', '/maintenance/index.html'])('GET %s answers 200 with a sentence, of which CloudFront keeps nothing', async (path) => {
    expect(await ask(port, 'GET', path)).toEqual({
      status: 200, type: 'text/plain', cache: 'no-store', body: 'The platform is up and waits for its first release.\n',
    });
  });

  test.each(['/health', '/any/path'])('HEAD %s answers 200 without a body', async (path) => {
    expect(await ask(port, 'HEAD', path)).toEqual({ status: 200, type: 'text/plain', cache: 'no-store', body: '' });
  });

  test('answers many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(port, 'GET', '/health')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
