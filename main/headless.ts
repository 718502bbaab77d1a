/** PetLog without a window, under plain Node. It is built as CommonJS, which cannot wait at its top level. */
import { readOrder, runApplication } from './run.ts';

async function start(): Promise<void> {
  const order = await readOrder(process.argv.slice(2));
  if ('exitCode' in order) {
    process.exitCode = order.exitCode;
  } else {
    runApplication(order.configuration, { exit: (code) => process.exit(code) });
  }
}

void start();
