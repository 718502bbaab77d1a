/** Why somebody may not watch the live video of a camera. */
export const videoViewerErrors = [
  'camera_not_found',
  'rendition_not_found',
  'camera_disabled',
  'privacy',
  'too_many_viewers',
  'too_many_viewers_of_device',
  'too_many_viewers_from_address',
  'camera_unavailable',
  'shutting_down',
] as const;
