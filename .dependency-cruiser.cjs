/** The path of a file says which process runs it and what it may know. docs/architecture.md has the picture. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'what runs in production is in "dependencies"',
      severity: 'error',
      from: { path: '^(main|shared)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/electron/',
      },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ runs in every process: no Node, no Electron, no DOM, no library but zod',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^shared/|^node_modules/zod/' },
    },
    {
      name: 'main-does-not-see-screens',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^(renderer|preload|build|tests)/' },
    },
    {
      name: 'renderer-sees-shared-only',
      severity: 'error',
      from: { path: '^renderer/', pathNot: 'vite\\.config\\.ts$' },
      to: { path: '^(main|preload|build|tests)/|^electron$|node_modules/electron/' },
    },
    {
      name: 'screens-have-no-node',
      severity: 'error',
      from: { path: '^(renderer|preload)/', pathNot: 'vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'preload-sees-shared-only',
      severity: 'error',
      from: { path: '^preload/' },
      to: { path: '^(main|renderer|build|tests)/' },
    },
    {
      name: 'electron-only-at-the-edge',
      comment: 'everything but the window runs under plain Node',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(index\\.ts$|kiosk/)' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    {
      name: 'domain-does-not-know-http',
      comment: 'what has a folder of its own works without a server and without a window',
      severity: 'error',
      from: { path: '^main/[^/]+/', pathNot: '^main/(server|kiosk)/' },
      to: { path: '^main/(server|kiosk)/|node_modules/(express|helmet|compression|express-rate-limit)/' },
    },
    {
      name: 'children-know-only-their-work',
      comment: 'each is a program of its own: a codec, or what speaks with strangers, and not an application',
      severity: 'error',
      from: {
        path: '^main/(media-process|capture-process|detection-process|drawing-process|homekit-process|picture-process|relay-process|sound-process|speaker-process|webrtc-process)/',
      },
      to: {
        path: '^main/',
        pathNot:
          '^main/($1|detection|live/webrtc|media|webrtc|rtp|ffmpeg|mp4|frames|pictures|files|drawing|remote|system)/|^main/(relays|homekit)/protocol\\.ts$|^main/camera/source\\.ts$',
      },
    },
    {
      name: 'ffmpeg-by-its-low-level-interface',
      comment: 'with node-av/api, a process has 9 MB more: each camera has one',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: 'node_modules/node-av/dist/(api/|index\\.js)' },
    },
    {
      name: 'children-are-started-not-imported',
      severity: 'error',
      from: {
        path: '^main/',
        pathNot:
          '^main/(media-process|capture-process|detection-process|doctor-process|drawing-process|homekit-process|picture-process|relay-process|sound-process|speaker-process|webrtc-process)/',
      },
      to: {
        path: '^main/(media-process|capture-process|detection-process|doctor-process|drawing-process|homekit-process|picture-process|relay-process|sound-process|speaker-process|webrtc-process)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'codecs-in-children-only',
      comment: 'a crash inside FFmpeg must not take the live picture with it',
      severity: 'error',
      from: {
        path: '^main/',
        pathNot:
          '^main/(ffmpeg|media-process|capture-process|detection-process|picture-process|relay-process|sound-process|speaker-process)/',
      },
      to: { path: 'node_modules/node-av/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'models-in-their-child-only',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/detection-process/' },
      to: { path: 'node_modules/onnxruntime' },
    },
    {
      name: 'webrtc-in-its-child-only',
      comment: 'it is native code that speaks with strangers',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(webrtc|webrtc-process)/|^main/relay-process/whip-publisher\\.ts$' },
      to: { path: 'node_modules/node-datachannel/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'homekit-in-its-child-only',
      comment: 'it speaks with strangers, and keeps one storage for a whole process',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/homekit-process/' },
      to: { path: 'node_modules/@homebridge/hap-nodejs/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ffmpeg-in-children-only',
      comment: 'what is there to be shared by the programs with codecs is no part of the application itself',
      severity: 'error',
      from: {
        path: '^main/',
        pathNot:
          '^main/(ffmpeg|media-process|capture-process|detection-process|picture-process|sound-process|speaker-process|doctor-process)/',
      },
      to: { path: '^main/ffmpeg/', pathNot: '^main/ffmpeg/display-matrix\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'formats-stand-alone',
      comment: 'the MP4 format knows neither codecs nor the application',
      severity: 'error',
      from: { path: '^main/mp4/' },
      to: { path: '^main/', pathNot: '^main/(mp4|media)/' },
    },
    {
      name: 'sharp-encodes-only',
      comment: 'in files that set it up, for child processes alone: docs/adr/0009',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(drawing/encode-jpeg|picture-process/own-picture)\\.ts$' },
      to: { path: 'node_modules/(sharp|@img)/' },
    },
    {
      name: 'native-code-in-children-only',
      comment: "Electron's allocator ends it, and its libraries collide with Electron's: docs/adr/0001",
      severity: 'error',
      from: { path: '^main/(index|headless)\\.ts$' },
      to: { path: '^main/drawing/encode-jpeg\\.ts$|node_modules/(sharp|@img|node-av|@seydx|onnxruntime-node)/', reachable: true },
    },
    {
      name: 'children-encode-with-their-codecs',
      comment: 'one codec library in a process is enough',
      severity: 'error',
      from: { path: '^main/(media-process|capture-process)/' },
      to: { path: '^main/drawing/encode-jpeg\\.ts$', reachable: true },
    },
    {
      name: 'screens-of-their-own-kind',
      comment: 'routes and IPC handlers are two thin skins over one control interface',
      severity: 'error',
      from: { path: '^main/server/' },
      to: { path: '^main/kiosk/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|woff2|html)(\\?|$)' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
