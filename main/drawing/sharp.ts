import sharp from 'sharp';

// A picture is never worked on twice, so that a cache only costs memory; and a camera's
// frames come one after another, so that threads for parts of one only cost time.
sharp.cache(false);
sharp.concurrency(1);

export { sharp };
