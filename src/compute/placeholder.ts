/** Public, for both processors, kept by the Docker official images team, and has what it takes to answer requests in one line. */
export const PLACEHOLDER_IMAGE = 'public.ecr.aws/docker/library/python:3.13-alpine';

const PAGE = 'The platform is up and waits for its first release.';

/** Answers every GET and HEAD with 200; needs no file, no root and no writable path. */
export function placeholderCommand(port: number): string[] {
  const program = [
    'from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer',
    'class Handler(BaseHTTPRequestHandler):',
    '    def do_HEAD(self):',
    '        self.send_response(200)',
    "        self.send_header('Content-Type', 'text/plain')",
    // Or CloudFront might show it for something of the first release's.
    "        self.send_header('Cache-Control', 'no-store')",
    '        self.end_headers()',
    '    def do_GET(self):',
    '        self.do_HEAD()',
    `        self.wfile.write(b'${PAGE}\\n')`,
    `ThreadingHTTPServer(('', ${port}), Handler).serve_forever()`,
  ];
  return ['python', '-c', program.join('\n')];
}
