/** The demo practice's logo: a wave in a disc, drawn here, so that it belongs to nobody. */
import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 240;
const HEIGHT = 72;
const TEAL = [31, 111, 107] as const;
const PALE = [165, 214, 208] as const;

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Disc and wave: which colour a pixel has, and how much of it. */
function pixel(x: number, y: number): [readonly number[], number] {
  const [dx, dy] = [x - 36, y - 36];
  const inDisc = Math.max(0, Math.min(1, 34 - Math.hypot(dx, dy)));
  const wave = 40 + 9 * Math.sin(x / 11);
  if (inDisc > 0) return [y > wave ? PALE : TEAL, inDisc];
  const bar = 36 + 7 * Math.sin((x - 80) / 16);
  return [TEAL, x > 80 && x < 232 ? Math.max(0, Math.min(1, 3 - Math.abs(y - bar))) : 0];
}

/** A PNG of 240 × 72 pixels. */
export function tealLogo(): Buffer {
  const rows = Buffer.alloc((WIDTH * 4 + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [colour, share] = pixel(x, y);
      rows.set([...colour, Math.round(share * 255)], y * (WIDTH * 4 + 1) + 1 + x * 4);
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
