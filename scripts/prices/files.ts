import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** Where the price list's files come from, by their path below AWS's host. */
export interface PriceFiles {
  json(path: string): Promise<any>;
  /** For files too large to hold. */
  lines(path: string): Promise<AsyncIterable<string>>;
}

const HOST = 'https://pricing.us-east-1.amazonaws.com';
/** Until the headers come; the bodies may take minutes. */
const PATIENCE = 60_000;

export function filesFromAws(): PriceFiles {
  return {
    json: async (path) => {
      const response = await get(path);
      return response.json().catch((error) => { throw unanswered(path, error); });
    },
    lines: async (path) => {
      const { body } = await get(path);
      return createInterface({ input: Readable.fromWeb(body as never), crlfDelay: Infinity });
    },
  };
}

/** Files that were fetched before, in the same tree. */
export function filesFrom(folder: string): PriceFiles {
  const existing = (path: string) => {
    const file = join(folder, path);
    if (!existsSync(file)) throw new Error(`${folder} has no ${path}`);
    return file;
  };
  return {
    json: async (path) => JSON.parse(readFileSync(existing(path), 'utf8')),
    lines: async (path) => createInterface({ input: createReadStream(existing(path)), crlfDelay: Infinity }),
  };
}

async function get(path: string): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error(`nothing for ${PATIENCE / 1000} s`)), PATIENCE);
  try {
    const response = await fetch(HOST + path, { signal: abort.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  } catch (error) {
    throw unanswered(path, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Node's own message is "fetch failed"; what failed is in its cause. */
function unanswered(path: string, error: any): Error {
  const reason = error.cause?.message || error.cause?.code || error.message;
  return new Error(`AWS's price list does not answer (${HOST}${path}: ${reason}). With files fetched elsewhere: --from <folder>`);
}
