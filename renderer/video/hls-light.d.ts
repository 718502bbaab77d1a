/** hls.js describes its whole build alone. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
