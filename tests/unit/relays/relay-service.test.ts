import { afterEach, expect, test } from 'vitest';
import { EventBus } from '../../../main/events/event-bus.ts';
import { UnknownHost } from '../../../main/network/entered-address.ts';
import { RelayService } from '../../../main/relays/relay-service.ts';
import { openRelayDatabase, RelayStore } from '../../../main/relays/relay-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { RelayInput } from '../../../shared/relays.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const closing = new AsyncDisposableStack();
afterEach(() => closing.disposeAsync());

test('changes at once: none is lost, and there are never more than ten', async () => {
  const directory = closing.use(await temporaryDirectory());
  const saved = openRelayDatabase(directory.path, silentLogger);
  closing.defer(() => saved.close());
  const store = new RelayStore(saved);
  const service = new RelayService({
    store,
    connections: { open: async () => true, send() {}, sendSound() {}, closeRelay() {}, close: async () => {} },
    camera: () => null,
    assertRendition() {},
    addresses: {
      resolve: async (host) => {
        throw new UnknownHost(`there is no ${host}`);
      },
      refusalOfAddress: () => null,
    },
    bus: new EventBus(),
    clock: new ManualClock(),
    logger: silentLogger,
  });
  closing.defer(() => service.close());
  const input = (name: string): RelayInput => RelayInput.parse({ name, url: 'rtmp://nas.home/live/key', enabled: false });
  const { relay_id: id } = await service.add(input('Server'));

  await Promise.all([service.change(id, { url: 'rtmp://other.home/live/key' }), service.change(id, { name: 'Other' })]);
  expect(store.list()).toMatchObject([{ name: 'Other', url: 'rtmp://other.home/live/key' }]);

  const added = await Promise.allSettled(Array.from({ length: 11 }, (_, index) => service.add(input(`Server ${index}`))));
  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
  expect(store.list()).toHaveLength(10);
});
