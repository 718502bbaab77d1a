/** What lists are made of, with names as people give them: where each is posted to, and what. */
export const listEntries: readonly (readonly [path: string, body: object])[] = [
  ['/pets', { name: 'Mimi', species: 'cat', birth_date: '2021-04-03' }],
  ['/pets', { name: 'Professor Schnurrbert von Katzenstein', species: 'cat' }],
  [
    '/zones',
    {
      camera_id: 'main',
      place: 'bowl',
      polygon: [
        [0.1, 0.6],
        [0.4, 0.6],
        [0.4, 0.9],
      ],
    },
  ],
  ['/alerts/channels', { name: 'House', kind: 'webhook', url: 'https://house.example/hook', secret: 'sixteen-letters-and-more' }],
  ['/backup/targets', { name: 'NAS', kind: 'webdav', url: 'https://nas.example/dav', username: 'petlog', password: 'a password' }],
  ['/relays', { name: 'Media server', url: 'rtsp://media.example/live/cat' }],
];
