/** Live video that is published to media servers. */
import { Removed } from '../access.ts';
import { NoInput } from '../api.ts';
import { Relay, RelayChange, RelayId, RelayInput, RelayList, RelayTested, RelayTestInput } from '../relays.ts';
import { json } from './route.ts';

export const relayJsonRoutes = {
  'relays.list': json({
    method: 'GET',
    path: '/relays',
    access: 'admin',
    summary: 'To which media servers live video is published, and how that goes; secrets hidden.',
    input: NoInput,
    output: RelayList,
    errors: [],
  }),
  'relays.add': json({
    method: 'POST',
    path: '/relays',
    access: 'admin',
    summary: 'Publishes the live video of a camera to a media server, as it is, for as long as it is enabled; the camera runs for it.',
    input: RelayInput,
    output: Relay,
    errors: ['too_many_relays', 'camera_not_found', 'rendition_not_found'],
    successStatus: 201,
  }),
  'relays.test': json({
    method: 'POST',
    path: '/relays/test',
    access: 'admin',
    summary: 'Publishes nothing there for a moment, and says which step failed; takes up to twenty seconds, and keeps nothing.',
    input: RelayTestInput,
    output: RelayTested,
    errors: ['relay_not_found'],
  }),
  'relays.change': json({
    method: 'PATCH',
    path: '/relays/:id',
    access: 'admin',
    summary: 'Changes a relay. Another server needs its secrets anew.',
    input: RelayChange,
    output: Relay,
    errors: ['relay_not_found', 'camera_not_found', 'rendition_not_found'],
  }),
  'relays.remove': json({
    method: 'DELETE',
    path: '/relays/:id',
    access: 'admin',
    summary: 'Publishes nothing there any more.',
    input: RelayId,
    output: Removed,
    errors: ['relay_not_found'],
  }),
} as const;
