/** The camera that is always there; the section `camera` of the configuration. Apart from the schemas, for pages that need nothing else of them. */
export const mainCameraId = 'main';
