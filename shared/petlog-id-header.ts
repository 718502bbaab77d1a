/** In the answer to `GET /live/stream`: who this PetLog is, so that another one that shows its camera finds it again. */
export const petlogIdHeader = 'x-petlog-id';
