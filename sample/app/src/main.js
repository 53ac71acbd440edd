import { createApp } from './app.js';
import { Database } from './database.js';
import { PdfBucket } from './pdf-bucket.js';

const { PORT = '8080', ORIGIN_VERIFY_SECRET } = process.env;
const database = new Database(process.env);
const server = createApp({ bucket: new PdfBucket(process.env), database, originSecret: ORIGIN_VERIFY_SECRET });

// Longer than the load balancer keeps an idle connection (60 seconds), or it would send requests into connections that are just closed.
server.keepAliveTimeout = 65_000;
server.headersTimeout = 66_000;

server.listen(Number(PORT), () => console.log(JSON.stringify({ event: 'listening', port: server.address().port })));

// ECS sends SIGTERM and waits for the stop timeout: answer what has come in, then go.
process.on('SIGTERM', () => {
  server.close(async () => {
    await database.close();
    process.exit(0);
  });
  server.closeIdleConnections();
});
