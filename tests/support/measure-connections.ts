/** Gauges of `/metrics`, from another client than the one that is measured. */
export async function measureConnections(url: string): Promise<{ streams: number; eventReaders: number; connections: number }> {
  const metrics = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text();
  const read = (name: string): number => Number(new RegExp(`^petlog_${name}(?:\\{camera="main"\\})? (\\d+)$`, 'm').exec(metrics)?.[1]);
  return { streams: read('viewers'), eventReaders: read('event_readers'), connections: read('http_connections') };
}
