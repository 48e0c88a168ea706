/** What a picture is, read from its own bytes: what cannot be drawn on a paper is told before it is kept. No input or output. */
import { inflateSync } from 'node:zlib';

export interface Picture {
  type: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

/** More is no logo. In pixels. */
export const MOST_PIXELS = 2000;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples of a pixel, by the PNG's kind of colour. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Gives why it cannot be drawn, in words. */
function pngOf(bytes: Buffer): Picture | string {
  const data: Buffer[] = [];
  let head: Buffer | undefined;
  let palette = false;
  let whole = false;
  for (let at = PNG.length; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > bytes.length) return 'ends too early';
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') head = content;
    if (name === 'PLTE') palette = true;
    if (name === 'IDAT') data.push(content);
    if (name === 'IEND') {
      whole = true;
      break;
    }
    at += 12 + length;
  }
  if (!whole) return 'is not whole';
  if (head?.length !== 13) return 'has no head';
  const [width, height, depth, colour, interlace] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9], head[12]];
  const samples = SAMPLES[colour ?? -1];
  if (samples === undefined || depth !== 8) return 'has more than 8 bits a sample, or colours of another kind';
  if (colour === 3 && !palette) return 'has no palette';
  if (interlace !== 0) return 'is interlaced: save it without';
  if (width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS) return `has more than ${MOST_PIXELS} pixels a side`;
  const expected = (width * samples + 1) * height;
  try {
    const rows = inflateSync(Buffer.concat(data), { maxOutputLength: expected });
    if (rows.length !== expected) return 'is not whole';
    // Each row begins with how it is filtered.
    for (let row = 0; row < expected; row += width * samples + 1) if ((rows[row] ?? 9) > 4) return 'is not whole';
  } catch {
    return 'is not whole';
  }
  return { type: 'image/png', width, height };
}

const END = Buffer.from([0xff, 0xd9]);
/** Frames that can be drawn: baseline, extended, progressive. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);

function jpegOf(bytes: Buffer): Picture | string {
  if (!bytes.subarray(-64).includes(END)) return 'is not whole';
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return 'is not whole';
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) return 'is padded: save it again';
    if (marker === 0xda) return 'has no frame';
    if (FRAMES.has(marker)) {
      const [height, width, parts] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7), bytes[at + 9]];
      if (parts !== 1 && parts !== 3) return 'is for printers (CMYK): save it in RGB';
      if (width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS)
        return `has more than ${MOST_PIXELS} pixels a side`;
      return { type: 'image/jpeg', width, height };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return 'is not whole';
}

/** What the picture is; or why it cannot be drawn, as the end of a sentence about it. */
export function pictureOf(bytes: Buffer): Picture | string {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return pngOf(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegOf(bytes);
  return 'is neither a PNG nor a JPEG';
}
