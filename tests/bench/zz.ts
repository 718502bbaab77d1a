import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { Detector } from '../../main/detection-process/detector.ts';
import { measureSequences } from './detection-sequences.ts';
Log.setLevel(AV_LOG_QUIET);
const [only = '', seeds = '0', others = ''] = process.argv.slice(2);
const r = await measureSequences({ otherSeeds: Number(seeds), only: only === '' ? [] : only.split(','), detector: new Detector(), isBesideOthers: others !== '' });
console.log(JSON.stringify(r));
