import { deflateSync } from 'node:zlib';
import { pictureOf } from './picture.js';

const chunk = (name: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};
interface Drawn {
  width?: number;
  height?: number;
  depth?: number;
  colour?: number;
  interlace?: number;
  data?: Buffer;
}
function png({ width = 4, height = 2, depth = 8, colour = 6, interlace = 0, data }: Drawn = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlace], 8);
  const pixels = data ?? deflateSync(Buffer.alloc((width * 4 + 1) * height));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
/** A JPEG up to its frame, which is all that is read of one. */
const jpeg = (marker: number, parts: number, width = 300): Buffer =>
  Buffer.from([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    0,
    0,
    0xff,
    marker,
    0,
    17,
    8,
    0,
    90,
    width >> 8,
    width & 255,
    parts,
    0,
    0,
    0,
    0,
    0xff,
    0xd9,
  ]);

it('tells what a PNG and a JPEG are', () => {
  expect(pictureOf(png())).toEqual({ type: 'image/png', width: 4, height: 2 });
  for (const marker of [0xc0, 0xc2]) expect(pictureOf(jpeg(marker, 3))).toEqual({ type: 'image/jpeg', width: 300, height: 90 });
});

it('says why another cannot be drawn', () => {
  const bomb = deflateSync(Buffer.alloc(8_000_000));
  const cases: [Buffer, RegExp][] = [
    [Buffer.from('<svg/>'), /neither/],
    [Buffer.alloc(0), /neither/],
    [png({ interlace: 1 }), /interlaced/],
    [png({ depth: 16 }), /8 bits/],
    [png({ colour: 3 }), /palette/],
    [png({ width: 2001, data: Buffer.alloc(0) }), /2000 pixels/],
    [png({ width: 0, data: Buffer.alloc(0) }), /pixels/],
    [png({ data: bomb }), /not whole/],
    [png({ data: Buffer.from('rubbish') }), /not whole/],
    [png().subarray(0, 50), /too early/],
    [png().subarray(0, -12), /not whole/],
    [png({ data: deflateSync(Buffer.alloc(34, 5)) }), /not whole/],
    [jpeg(0xc0, 3).subarray(0, -2), /not whole/],
    [png().subarray(0, 8), /not whole/],
    [jpeg(0xc0, 4), /CMYK/],
    [jpeg(0xc0, 3, 2001), /pixels/],
    [jpeg(0xc0, 3).subarray(0, 12), /not whole/],
    [Buffer.concat([jpeg(0xc0, 3).subarray(0, 2), Buffer.alloc(40)]), /not whole/],
  ];
  for (const [bytes, why] of cases) expect(pictureOf(bytes)).toMatch(why);
});
