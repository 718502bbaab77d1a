/** Runs the program of its arguments as `npm start` runs PetLog. */
import { supervise } from '../../build/supervise.ts';

const [program = '', ...args] = process.argv.slice(2);
process.exitCode = await supervise(program, args);
