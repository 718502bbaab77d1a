/** Every check, in the order in which people read them, with its name for them. */
export const doctorChecks = {
  camera: 'Camera',
  camera_programs: 'Camera programs',
  microphone: 'Microphone',
  speaker: 'Speaker',
  encoder: 'Video encoder',
  detector: 'Noticing',
  disk: 'Disk',
  memory: 'Memory',
  temperature: 'Temperature',
  power: 'Power',
  clock: 'Clock',
  network: 'Network',
  port: 'Port',
  certificate: 'Certificate',
  service: 'Service',
  data_directory: 'Data directory',
  databases: 'Databases',
  alerts: 'Alerts',
  backup: 'Copies',
  homekit: 'HomeKit',
  configuration: 'Configuration',
  versions: 'Versions',
} as const;

export type DoctorCheckName = keyof typeof doctorChecks;
