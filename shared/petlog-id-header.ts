/** In the answers to `GET /live/stream` and `GET /live/video`: who this PetLog is, so that another one that shows its camera finds it again. */
export const petlogIdHeader = 'x-petlog-id';
