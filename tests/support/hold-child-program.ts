/**
 * Starts one child program, prints its process id, and ends as told on its
 * standard input: `exit` or `throw`. The child is `foreign`, which ends only
 * when it is killed, or `ours`, which plays the footage until its input ends.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { captureProgram } from '../../main/camera/sources/capture-program.ts';
import { ChildProgram } from '../../main/system/child-program.ts';
import { createSystemClock } from '../../main/system/clock.ts';

const path = fileURLToPath(new URL('cat-visit-720p15.mp4', import.meta.url));
const request = {
  kind: 'file',
  allowedDirectories: null,
  path,
  quality: 50,
  framesPerSecond: 15,
  mirrorLeftToRight: false,
  mirrorTopToBottom: false,
} as const;
const ours = captureProgram('player', request, process.env);
const isOurs = process.argv[2] === 'ours';

let said = false;
const program = new ChildProgram({
  file: isOurs ? ours.file : '/bin/sh',
  arguments: isOurs ? ours.arguments : ['-c', 'echo ready; sleep 600'],
  holdsInput: isOurs,
  spawn,
  clock: createSystemClock(),
  onOutput: () => {
    if (!said) {
      said = true;
      process.stdout.write(`${program.pid}\n`);
    }
  },
});
process.stdin.on('data', (chunk) => {
  if (chunk.toString() === 'throw') {
    throw new Error('as told');
  }
  process.exit(0);
});
