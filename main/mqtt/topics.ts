/** Of which counts are kept, as the default model tells them. */
export const countedLabels = ['cat', 'dog', 'person'] as const;
export type CountedLabel = (typeof countedLabels)[number];

/** What somebody at the broker may have PetLog do. */
export type CommandName = 'recordings' | 'privacy' | 'picture' | 'presence' | 'snooze';

/** A command as its topic says it; `cameraId` is null for what is no camera's. */
export interface CommandTopic {
  readonly name: CommandName;
  readonly cameraId: string | null;
}

const cameraCommands: readonly CommandName[] = ['recordings', 'privacy', 'picture'];
const commonCommands: readonly CommandName[] = ['presence', 'snooze'];

/**
 * Every topic of one PetLog. Those of cameras are named as Frigate names its own
 * (https://docs.frigate.video/integrations/mqtt/). A camera may have any id: what
 * is no camera's is one word, or ends in what no topic of a camera ends in.
 */
export class Topics {
  readonly prefix: string;
  readonly discoveryPrefix: string;

  constructor(prefix: string, discoveryPrefix: string) {
    this.prefix = prefix;
    this.discoveryPrefix = discoveryPrefix;
  }

  /** `online`, or `offline`. */
  readonly available = (): string => `${this.prefix}/available`;
  /** JSON: which PetLog it is, and how it is. */
  readonly status = (): string => `${this.prefix}/status`;
  /** JSON, not retained: something began, changed or ended before a camera. */
  readonly events = (): string => `${this.prefix}/events`;
  /** JSON, not retained: what a rule tells. */
  readonly alerts = (): string => `${this.prefix}/alerts`;
  /** JPEG of the newest alert. */
  readonly alertPicture = (): string => `${this.prefix}/alert_picture`;
  /** JSON, not retained: why a command was not carried out. */
  readonly commandError = (): string => `${this.prefix}/command_error`;
  /** For PetLog's own ears: it has heard everything that was said before. */
  readonly echo = (): string => `${this.prefix}/echo`;
  readonly state = (name: CommandName, cameraId: string | null = null): string =>
    `${this.prefix}/${cameraId === null ? '' : `${cameraId}/`}${name}/state`;
  readonly command = (name: CommandName, cameraId: string | null = null): string =>
    `${this.prefix}/${cameraId === null ? '' : `${cameraId}/`}${name}/set`;
  readonly ofCamera = (cameraId: string, what: 'motion' | 'snapshot' | 'picture' | 'status' | CountedLabel): string =>
    `${this.prefix}/${cameraId}/${what}`;
  readonly labelSnapshot = (cameraId: string, label: CountedLabel): string => `${this.prefix}/${cameraId}/${label}/snapshot`;
  readonly pet = (petId: number): string => `${this.prefix}/pets/${petId}`;
  readonly place = (zoneId: string): string => `${this.prefix}/places/${zoneId}`;
  readonly discovery = (deviceId: string): string => `${this.discoveryPrefix}/device/${deviceId}/config`;
  /** Where Home Assistant says that it has begun. */
  readonly homeAssistant = (): string => `${this.discoveryPrefix}/status`;

  /** Filters of all commands. */
  get commandFilters(): readonly string[] {
    return [...cameraCommands.map((name) => this.command(name, '+')), ...commonCommands.map((name) => this.command(name))];
  }

  /** Filters of all that may be retained from an earlier time, beside what Home Assistant is told. */
  get retainedFilters(): readonly string[] {
    return [
      this.available(),
      this.status(),
      ...['motion', 'snapshot', 'picture', 'status', ...countedLabels].map((what) => `${this.prefix}/+/${what}`),
      ...countedLabels.map((label) => this.labelSnapshot('+', label)),
      ...cameraCommands.map((name) => this.state(name, '+')),
      ...commonCommands.map((name) => this.state(name)),
      `${this.prefix}/pets/+`,
      `${this.prefix}/places/+`,
    ];
  }

  get discoveryFilter(): string {
    return this.discovery('+');
  }

  /** The device that a topic tells Home Assistant of; null for other topics. */
  deviceOf(topic: string): string | null {
    const [before = '', after = ''] = this.discovery('\n').split('\n');
    return topic.startsWith(before) && topic.endsWith(after) ? topic.slice(before.length, -after.length) : null;
  }

  /** What a topic orders; null for other topics. */
  commandOf(topic: string): CommandTopic | null {
    const parts = topic.startsWith(`${this.prefix}/`) ? topic.slice(this.prefix.length + 1).split('/') : [];
    if (parts.at(-1) !== 'set') {
      return null;
    }
    const [first = '', second = ''] = parts;
    const ofCamera = parts.length === 3 ? cameraCommands.find((name) => name === second) : undefined;
    if (ofCamera !== undefined) {
      return { name: ofCamera, cameraId: first };
    }
    const common = parts.length === 2 ? commonCommands.find((name) => name === first) : undefined;
    return common === undefined ? null : { name: common, cameraId: null };
  }
}
