/** PetLog without a window, under plain Node. */
import { readOrder, runApplication } from './run.ts';

const order = await readOrder(process.argv.slice(2));
if ('exitCode' in order) {
  process.exitCode = order.exitCode;
} else {
  runApplication(order.configuration, { exit: (code) => process.exit(code) });
}
