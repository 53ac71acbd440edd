import { resolve } from 'node:path';
import { command } from './prices/refresh';
import { ROOT } from './shared/paths';
import { print } from './shared/terminal';
import { PRICE_LIST } from '../src/cost/price-list';

/*
 * `npm run prices:refresh`: writes src/cost/price-list.ts anew from AWS's bulk price list, which is public and needs no credentials.
 *
 *   --from <folder>  reads files fetched before, in AWS's tree (offers/v1.0/aws/…), instead of the network
 *   --partial        writes although some prices are not found, whose old rows stay
 *   --restamp        dates the rows whose price has not changed as well
 */

command(process.argv.slice(2), PRICE_LIST, resolve(ROOT, 'src/cost/price-list.ts'), print)
  .then((status) => { process.exitCode = status; })
  .catch((error) => {
    console.error(`\n✗ ${error.message}`);
    process.exitCode = 1;
  });
